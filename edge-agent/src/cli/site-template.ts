/** Who gets a line with a key in a new site file. */
export interface NamedKey {
  readonly name: string;
  /** `ed25519:` and 64 hex digits. */
  readonly key: string;
}

export interface SitePlan {
  readonly name: string;
  readonly agents: readonly (NamedKey & { readonly address: string; readonly api: string })[];
  readonly guards: readonly (NamedKey & { readonly modbusReadOnly?: string })[];
  readonly consoles: readonly NamedKey[];
  /** Agents whose brokers' commands may be proposed. */
  readonly gateways?: readonly NamedKey[];
  readonly operators: readonly (NamedKey & { readonly roles: readonly string[] })[];
  /** host:port of the Modbus device. */
  readonly modbus: string;
  /** opc.tcp://host:port of the OPC UA device; none where absent. */
  readonly opcua?: string;
}

const pad = (name: string, names: readonly NamedKey[]): string => {
  const longest = Math.max(...names.map((one) => one.name.length));
  return `${name},`.padEnd(longest + 1);
};

const entries = <T extends NamedKey>(all: readonly T[], rest: (one: T) => string): string =>
  all
    .map((one) => `  - { name: ${pad(one.name, all)} key: ${one.key}${rest(one)} }`)
    .join("\n");

const gateway = ({ name, key }: NamedKey): string =>
  `\n  - { agent: ${name}, key: ${key}, roles: [gateway] }`;

/** The role gives no right by itself: a rule has to name it. */
const gatewayList = ({ gateways = [] }: SitePlan): string =>
  gateways.length === 0
    ? "gateways: []"
    : "gateways:                                # sign what brokers ask for, once a rule " +
      `has their role${gateways.map(gateway).join("")}`;

/** Brackets of an IPv6 address would begin a list. */
const inYaml = (address: string): string => (address.startsWith("[") ? `"${address}"` : address);

const readOnly = (address: string | undefined): string =>
  address === undefined ? "" : `, modbusReadOnly: ${inYaml(address)}`;

const roster = (plan: SitePlan): string => {
  const { agents, guards, consoles, operators } = plan;
  return `\
agents:                                  # at least 4; more than two thirds must agree
${entries(agents, ({ address, api }) => `, address: ${inYaml(address)}, api: ${inYaml(api)}`)}
guards:                                  # the only ones that write to devices
${entries(guards, ({ modbusReadOnly }) => readOnly(modbusReadOnly))}
consoles:                                # keys that may read
${entries(consoles, () => "")}
${gatewayList(plan)}
operators:
${entries(operators, ({ roles }) => `, roles: [${roles.join(", ")}]`)}
`;
};

const reading = (name: string, register: number, units: string): string =>
  `      - { name: ${name}, access: reading, table: input, register: ${register}, ` +
  `type: float32, order: ABCD, units: "${units}" }`;

const flag = (name: string, register: number, no: string, yes: string): string =>
  `      - { name: ${name}, access: reading, table: discrete, register: ${register}, ` +
  `type: bool, labels: { 0: ${no}, 1: ${yes} } }`;

const intake = (guard: string, modbus: string): string => `\
devices:
  - name: intake                         # a tank, filled through a valve and emptied by a pump
    guard: ${guard}
    protocol: modbus-tcp
    address: ${inYaml(modbus)}
    unit: 1
    scan: 500ms
    points:
      - name: valve                      # valve position demanded
        access: setpoint                 # setpoint | reading
        table: holding                   # coil | discrete | input | holding
        register: 100                    # zero-based protocol address
        type: float32
        order: ABCD
        units: "%"
        limits: { min: 0, max: 100, maxStep: 25 }
        readback: { point: valve-position, tolerance: 1.0, within: 10s }
${reading("valve-position", 10, "%")}
      - name: level
        access: reading
        table: input
        register: 12
        type: uint16
        scale: { raw: [0, 27648], value: [0, 5] }
        units: m
        deadband: 0.01
        alarms: { highHigh: 4.6, high: 4.2, low: 0.8, lowLow: 0.4, priority: 2,
                  deadband: 0.05, delay: 2s }
${reading("inflow", 14, "m³/h")}
${reading("outflow", 16, "m³/h")}
      - name: pump
        access: setpoint
        table: coil
        register: 3
        type: bool
        labels: { 0: stopped, 1: running }
${flag("overflow-trip", 0, "ok", "tripped")}
${flag("dry-run-trip", 1, "ok", "tripped")}
`;

const temperature = (name: string, node: string, access: string, more: string): string =>
  `      - { name: ${name}, access: ${access}, nodeId: "ns=1;s=Exchanger.${node}", ` +
  `type: float64, units: "°C"${more} }`;

const hot = `,
          alarms: { highHigh: 92, high: 88, priority: 2, deadband: 0.5, delay: 2s }`;

const exchanger = (guard: string, opcua: string): string => `\
  - name: exchanger                      # water heated by steam; its own PLC holds the temperature
    guard: ${guard}
    protocol: opcua
    address: ${opcua}
    security: { policy: Basic256Sha256, mode: SignAndEncrypt }
    scan: 500ms
    points:
      - name: outlet-target
        access: setpoint
        nodeId: "ns=1;s=Exchanger.OutletTarget"
        type: float64
        units: "°C"
        class: B                         # A routine, B confirm, C a second operator
        limits: { min: 20, max: 90 }
        readback: { point: outlet-target, tolerance: 0.01, within: 2s }
${temperature("outlet", "Outlet", "reading", hot)}
${temperature("inlet", "Inlet", "reading", "")}
      - { name: flow, access: reading, nodeId: "ns=1;s=Exchanger.Flow", type: float64,
          units: "m³/h" }
      - { name: valve-position, access: reading, nodeId: "ns=1;s=Exchanger.ValvePosition",
          type: float64, units: "%" }
      - { name: hot-trip, access: reading, nodeId: "ns=1;s=Exchanger.HotTrip", type: bool,
          labels: { 0: ok, 1: tripped } }
`;

const policy = (withExchanger: boolean): string => `\
policy:
  ttlMax: 60s                            # no command may live longer
  certifyWithin: 2s
  clockDrift: 5s                         # events further ahead are held
  freshness: 3                           # scans after which a reading is stale
  # Every rule that matches a point applies; where no rule matches, nobody may set it.
  rules:
    - points: [intake/pump]
      roles: [operator]
      approvals: 2                       # two different operators must sign
      interlocks:                        # CEL; each agent judges them by its view of the plant
        - { when: "value == true", require: "intake['level'] > 1.0",
            because: "the pump must not run dry" }
    - points: ["intake/*"]
      roles: [operator]
      ratePerMinute: 30
${withExchanger ? '    - points: ["exchanger/*"]\n      roles: [operator]\n' : ""}`;

/** Where the OPC UA device has a guard, it is the second one. */
const devices = ({ guards, modbus, opcua }: SitePlan): string => {
  const [first, second] = guards;
  const tank = intake(first?.name ?? "", modbus);
  return opcua === undefined ? tank : tank + exchanger(second?.name ?? "", opcua);
};

/** The site file of a new site: a Modbus device and, where the plan has one, an OPC UA device. */
export const newSiteFile = (plan: SitePlan): string => `\
# The constitution of a site. Everybody holds the same copy; its hash names the chain: a changed
# file is another chain.
site: ${plan.name}
${roster(plan)}${devices(plan)}${policy(plan.opcua !== undefined)}`;

/**
 * A template with the roster of this site: what it says under agents, guards, consoles, gateways
 * and operators is replaced, the rest stays as it is. `guards` are those that its devices name.
 */
export const fillTemplate = (template: string, plan: SitePlan): string => {
  const own = /^(?:site|agents|guards|consoles|gateways|operators):/;
  const kept: string[] = [];
  let dropping = false;
  for (const line of template.split("\n")) {
    if (/^[A-Za-z]/.test(line)) dropping = own.test(line);
    if (!dropping) kept.push(line);
  }
  return `site: ${plan.name}\n${roster(plan)}${kept.join("\n").trim()}\n`;
};
