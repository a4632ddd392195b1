/**
 * The normative statements of Sparkplug 3.0 by the names that the specification gives them, without
 * their `tck-id-`. Where the anchor and the printed name of one differ, it is the anchor. Those of
 * edge nodes are in `statements`, those of hosts and MQTT servers alone in `others`: together they
 * are all that the specification has. statements.test.ts holds them against the tests.
 *
 * `checked`: the strict host or the wire tap makes this check on every message in broker.test.ts,
 * which fails on a violation. `test`: file and title of a test. `not`: why it does not apply.
 */
export type Statement =
  | { readonly id: string; readonly checked: "host" | "tap" | "test" }
  | { readonly id: string; readonly test: readonly [file: string, title: string] }
  | { readonly id: string; readonly not: string };

const by = (checked: "host" | "tap" | "test", ids: string): Statement[] =>
  ids.trim().split(/\s+/).map((id) => ({ id, checked }));

const because = (not: string, ids: string): Statement[] =>
  ids.trim().split(/\s+/).map((id) => ({ id, not }));

const tested = (file: string, title: string, ids: string): Statement[] =>
  ids.trim().split(/\s+/).map((id) => ({ id, test: [file, title] }));

const catalogue = "test/mqtt/messages.test.ts";
const broker = "test/mqtt/broker.test.ts";
const plant = "test/mqtt/plant.test.ts";

export const statements: readonly Statement[] = [
  // 1.4.1.8, 4.1: ids ---------------------------------------------------------------------------
  ...tested("test/mqtt/settings.test.ts", "ids are UTF-8 and fit into a topic", `
    intro-group-id-string intro-group-id-chars intro-edge-node-id-string intro-edge-node-id-chars
    topic-structure-namespace-valid-group-id topic-structure-namespace-valid-edge-node-id`),
  ...tested("test/mqtt/settings.test.ts", "names of a site's devices fit into a topic", `
    intro-device-id-string intro-device-id-chars topic-structure-namespace-valid-device-id
    topic-structure-namespace-unique-device-id`),
  ...because("whoever sets group and node gives each agent its own; the defaults are unique", `
    intro-edge-node-id-uniqueness topic-structure-namespace-unique-edge-node-descriptor
    payloads-nbirth-edge-node-descriptor case-sensitivity-sparkplug-ids`),
  ...because("a permission, which the devices of several agents use", `
    topic-structure-namespace-duplicate-device-id-across-edge-node`),
  ...by("host", `
    topic-structure topic-structure-namespace-a
    topic-structure-namespace-device-id-associated-message-types
    topic-structure-namespace-device-id-non-associated-message-types`),

  // 2: principles -------------------------------------------------------------------------------
  ...tested(catalogue, "a change within the dead band is none, a slow drift is one", `
    principles-rbe-recommended operational-behavior-data-publish-nbirth-change
    operational-behavior-data-publish-dbirth-change`),
  ...by("tap", "principles-birth-certificates-order principles-persistence-clean-session-311"),
  ...because("MQTT 3.1.1 is spoken, not 5.0", `
    principles-persistence-clean-session-50
    payloads-ndeath-will-message-publisher-disconnect-mqtt50`),

  // 4.2: messages -------------------------------------------------------------------------------
  ...by("host", `
    topics-nbirth-topic topics-nbirth-seq-num topics-nbirth-timestamp topics-nbirth-metric-reqs
    topics-nbirth-metrics topics-nbirth-bdseq-included topics-nbirth-rebirth-metric
    topics-ndata-topic topics-ndata-seq-num topics-ndata-timestamp topics-ndata-payload
    topics-ndeath-topic topics-ndeath-payload topics-ndeath-seq
    topics-dbirth-topic topics-dbirth-seq topics-dbirth-timestamp topics-dbirth-metric-reqs
    topics-dbirth-metrics topics-ddata-topic topics-ddata-seq-num topics-ddata-timestamp
    topics-ddata-payload topics-ddeath-topic topics-ddeath-seq-num`),
  ...by("tap", `
    topics-nbirth-mqtt topics-nbirth-bdseq-matching topics-nbirth-bdseq-increment
    topics-ndata-mqtt topics-dbirth-mqtt topics-ddata-mqtt topics-ddeath-mqtt`),
  ...because("no template is published", "topics-nbirth-templates"),
  ...because("binds whoever sends commands", `
    topics-ncmd-topic topics-ncmd-mqtt topics-ncmd-timestamp topics-ncmd-payload
    topics-dcmd-topic topics-dcmd-mqtt topics-dcmd-timestamp topics-dcmd-payload
    operational-behavior-data-commands-ncmd-rebirth-verb
    operational-behavior-data-commands-ncmd-rebirth-name
    operational-behavior-data-commands-ncmd-rebirth-value
    operational-behavior-data-commands-ncmd-verb
    operational-behavior-data-commands-ncmd-metric-name
    operational-behavior-data-commands-ncmd-metric-value
    operational-behavior-data-commands-dcmd-verb
    operational-behavior-data-commands-dcmd-metric-name
    operational-behavior-data-commands-dcmd-metric-value
    payloads-name-cmd-requirement
    payloads-ncmd-timestamp payloads-ncmd-seq payloads-ncmd-qos payloads-ncmd-retain
    payloads-dcmd-timestamp payloads-dcmd-seq payloads-dcmd-qos payloads-dcmd-retain`),

  // 5: operation --------------------------------------------------------------------------------
  ...by("host", "case-sensitivity-metric-names"),
  ...by("tap", `
    message-flow-edge-node-ncmd-subscribe message-flow-device-dcmd-subscribe
    message-flow-edge-node-birth-publish-connect
    message-flow-edge-node-birth-publish-will-message
    message-flow-edge-node-birth-publish-will-message-topic
    message-flow-edge-node-birth-publish-will-message-payload
    message-flow-edge-node-birth-publish-will-message-payload-bdSeq
    message-flow-edge-node-birth-publish-will-message-qos
    message-flow-edge-node-birth-publish-will-message-will-retained
    message-flow-edge-node-birth-publish-nbirth-payload-bdSeq
    message-flow-edge-node-birth-publish-nbirth-qos
    message-flow-edge-node-birth-publish-nbirth-retained
    message-flow-device-birth-publish-dbirth-qos message-flow-device-birth-publish-dbirth-retained
    operational-behavior-edge-node-intentional-disconnect-ndeath
    operational-behavior-edge-node-intentional-disconnect-packet
    operational-behavior-data-commands-rebirth-action-3`),
  ...by("test", `
    message-flow-edge-node-birth-publish-phid-wait
    message-flow-edge-node-birth-publish-phid-wait-online
    message-flow-edge-node-birth-publish-phid-wait-timestamp
    message-flow-edge-node-birth-publish-phid-offline
    operational-behavior-edge-node-termination-host-offline
    operational-behavior-edge-node-termination-host-offline-reconnect
    operational-behavior-edge-node-termination-host-offline-timestamp
    operational-behavior-primary-application-state-with-multiple-servers-state-subs
    operational-behavior-edge-node-birth-sequence-wait`),
  ...tested("test/mqtt/host-state.test.ts", "another host's STATE says nothing", `
    message-flow-edge-node-birth-publish-phid-wait-id`),
  ...tested("test/mqtt/session.test.ts", "one server at a time, and the next when the host goes", `
    operational-behavior-primary-application-state-with-multiple-servers-single-server
    operational-behavior-primary-application-state-with-multiple-servers-walk`),
  ...by("host", `
    message-flow-edge-node-birth-publish-nbirth-topic
    message-flow-edge-node-birth-publish-nbirth-payload
    message-flow-edge-node-birth-publish-nbirth-payload-seq
    message-flow-device-birth-publish-nbirth-wait message-flow-device-birth-publish-dbirth-topic
    message-flow-device-birth-publish-dbirth-match-edge-node-topic
    message-flow-device-birth-publish-dbirth-payload
    message-flow-device-birth-publish-dbirth-payload-seq operational-behavior-device-ddeath
    operational-behavior-data-publish-nbirth operational-behavior-data-publish-nbirth-values
    operational-behavior-data-publish-nbirth-order operational-behavior-data-publish-dbirth
    operational-behavior-data-publish-dbirth-values operational-behavior-data-publish-dbirth-order
    operational-behavior-data-commands-rebirth-name
    operational-behavior-data-commands-rebirth-name-aliases
    operational-behavior-data-commands-rebirth-datatype
    operational-behavior-data-commands-rebirth-value`),
  ...tested("test/mqtt/session.test.ts", "a rebirth: data stops at once, all births follow", `
    operational-behavior-data-commands-rebirth-action-1`),
  ...tested(broker, "rebirth on request, as often as asked for but no faster than once a second", `
    operational-behavior-data-commands-rebirth-action-2`),

  // 6: payloads ---------------------------------------------------------------------------------
  ...by("host", `
    payloads-timestamp-in-UTC payloads-sequence-num-always-included
    payloads-sequence-num-req-nbirth payloads-sequence-num-incrementing payloads-name-requirement
    payloads-alias-uniqueness payloads-alias-birth-requirement payloads-alias-data-cmd-requirement
    payloads-name-birth-data-requirement payloads-metric-timestamp-in-UTC
    payloads-metric-datatype-value-type payloads-metric-datatype-value payloads-metric-datatype-req
    payloads-metric-datatype-not-req payloads-propertyset-keys-array-size
    payloads-propertyset-values-array-size payloads-metric-propertyvalue-type-type
    payloads-metric-propertyvalue-type-value payloads-metric-propertyvalue-type-req
    payloads-propertyset-quality-value-type payloads-propertyset-quality-value-value
    payloads-nbirth-timestamp payloads-nbirth-seq payloads-nbirth-bdseq payloads-nbirth-rebirth-req
    payloads-dbirth-timestamp payloads-dbirth-seq payloads-dbirth-seq-inc payloads-dbirth-order
    payloads-ndata-timestamp payloads-ndata-seq payloads-ndata-seq-inc payloads-ndata-order
    payloads-ddata-timestamp payloads-ddata-seq payloads-ddata-seq-inc payloads-ddata-order
    payloads-ndeath-seq payloads-ddeath-timestamp payloads-ddeath-seq payloads-ddeath-seq-inc
    payloads-ddeath-seq-number`),
  ...by("tap", `
    payloads-nbirth-bdseq-repeat payloads-nbirth-qos payloads-nbirth-retain payloads-dbirth-qos
    payloads-dbirth-retain payloads-ndata-qos payloads-ndata-retain payloads-ddata-qos
    payloads-ddata-retain payloads-ndeath-will-message payloads-ndeath-will-message-qos
    payloads-ndeath-will-message-retain payloads-ndeath-bdseq payloads-ndeath-will-message-publisher
    payloads-ndeath-will-message-publisher-disconnect-mqtt311`),
  ...because("no dataset is published", `
    payloads-dataset-column-size payloads-dataset-column-num-headers payloads-dataset-types-def
    payloads-dataset-types-num payloads-dataset-types-type payloads-dataset-types-value
    payloads-dataset-parameter-type-req payloads-template-dataset-value`),
  ...because("no template is published", `
    payloads-template-definition-nbirth-only payloads-template-definition-is-definition
    payloads-template-definition-ref payloads-template-definition-members
    payloads-template-definition-nbirth payloads-template-definition-parameters
    payloads-template-definition-parameters-default payloads-template-instance-is-definition
    payloads-template-instance-ref payloads-template-instance-members
    payloads-template-instance-members-birth payloads-template-instance-members-data
    payloads-template-instance-parameters payloads-template-version
    payloads-template-ref-definition payloads-template-ref-instance payloads-template-is-definition
    payloads-template-is-definition-definition payloads-template-is-definition-instance
    payloads-template-parameter-name-required payloads-template-parameter-name-type
    payloads-template-parameter-value-type payloads-template-parameter-type-value
    payloads-template-parameter-type-req payloads-template-parameter-value`),
];

/** What the specification does not ask for: a broker that is not trusted, and a crash. */
export const beyond: readonly (readonly [string, string])[] = [
  [plant, "a DCMD with the gateway's role ends confirmed, with a certificate"],
  [plant, "kill -9: the broker publishes the will, the next session has the next bdSeq"],
];

const names = (ids: string): readonly string[] => ids.trim().split(/\s+/);

/** How many statements the specification marks with `tck-testable`. */
export const specified = 299;

/** What binds host applications and MQTT servers, and no edge node. */
export const others: Readonly<Record<"hosts" | "servers", readonly string[]>> = {
  hosts: names(`
    intro-sparkplug-host-state components-ph-state
    host-topic-phid-birth-message host-topic-phid-birth-qos host-topic-phid-birth-retain
    host-topic-phid-birth-topic host-topic-phid-birth-sub-required host-topic-phid-birth-required
    host-topic-phid-birth-payload host-topic-phid-birth-payload-timestamp
    host-topic-phid-death-qos host-topic-phid-death-retain host-topic-phid-death-topic
    host-topic-phid-death-required host-topic-phid-death-payload
    host-topic-phid-death-payload-timestamp-connect
    host-topic-phid-death-payload-timestamp-disconnect-clean
    host-topic-phid-death-payload-timestamp-disconnect-with-no-disconnect-packet
    message-flow-phid-sparkplug-clean-session-311 message-flow-phid-sparkplug-clean-session-50
    message-flow-phid-sparkplug-subscription message-flow-phid-sparkplug-state-publish
    message-flow-phid-sparkplug-state-publish-payload
    message-flow-phid-sparkplug-state-publish-payload-timestamp
    message-flow-hid-sparkplug-state-message-delivered
    operational-behavior-edge-node-termination-host-action-ndeath-node-offline
    operational-behavior-edge-node-termination-host-action-ndeath-node-tags-stale
    operational-behavior-edge-node-termination-host-action-ndeath-devices-offline
    operational-behavior-edge-node-termination-host-action-ndeath-devices-tags-stale
    operational-behavior-edge-node-termination-host-action-ddeath-devices-offline
    operational-behavior-edge-node-termination-host-action-ddeath-devices-tags-stale
    operational-behavior-host-reordering-param operational-behavior-host-reordering-start
    operational-behavior-host-reordering-rebirth operational-behavior-host-reordering-success
    operational-behavior-primary-application-state-with-multiple-servers-state
    operational-behavior-host-application-host-id
    operational-behavior-host-application-connect-will
    operational-behavior-host-application-connect-will-topic
    operational-behavior-host-application-connect-will-payload
    operational-behavior-host-application-connect-will-qos
    operational-behavior-host-application-connect-will-retained
    operational-behavior-host-application-connect-birth
    operational-behavior-host-application-connect-birth-topic
    operational-behavior-host-application-connect-birth-payload
    operational-behavior-host-application-connect-birth-qos
    operational-behavior-host-application-connect-birth-retained
    operational-behavior-host-application-multi-server-timestamp
    operational-behavior-host-application-termination
    operational-behavior-host-application-death-topic
    operational-behavior-host-application-death-payload
    operational-behavior-host-application-death-qos
    operational-behavior-host-application-death-retained
    operational-behavior-host-application-disconnect-intentional
    payloads-state-will-message payloads-state-will-message-qos payloads-state-will-message-retain
    payloads-state-will-message-payload payloads-state-subscribe payloads-state-birth
    payloads-state-birth-payload conformance-primary-host`),
  servers: names(`
    conformance-mqtt-qos0 conformance-mqtt-qos1 conformance-mqtt-will-messages
    conformance-mqtt-retained conformance-mqtt-aware-basic conformance-mqtt-aware-store
    conformance-mqtt-aware-nbirth-mqtt-topic conformance-mqtt-aware-nbirth-mqtt-retain
    conformance-mqtt-aware-dbirth-mqtt-topic conformance-mqtt-aware-dbirth-mqtt-retain
    conformance-mqtt-aware-ndeath-timestamp`),
};
