import { join } from "node:path";
import {
  commandId,
  decodeFrame,
  encodeFrame,
  type Frame,
  hexBytes,
  parseAddress,
  type WireAnswer,
  type WireFrame,
} from "@quorate/protocol";
import { type Link, listenLink, type LinkListener, readKey } from "@quorate/protocol/node";
import type { Plant } from "../plant/harness.ts";

/** What is true, asked of an honest agent, ms. */
const askMs = 1500;

/** Every value of a reading changed, so its guard's signature is gone. */
const falseReadings = (answer: WireAnswer): WireAnswer["readings"] =>
  answer.readings.map(({ body, signature }) => {
    const changed = Uint8Array.from(body);
    const middle = Math.floor(changed.length / 2);
    changed[middle] = (changed[middle] as number) ^ 1;
    return { body: changed, signature };
  });

/** Every alarm is there and unacknowledged. */
const falseAlarms = (json: string): string =>
  json.replace(/"condition":"normal"/g, '"condition":"active"').replace(
    /"state":"NORMAL"/g,
    '"state":"UNACK"',
  );

/** Every command that this client follows was refused, it says. */
const falseProgress = (
  chain: Uint8Array,
  { request, watch, submit }: WireFrame,
): Frame | null => {
  const command = submit?.command;
  const id = watch?.id ?? (command == null ? null : hexBytes(commandId(chain, command)));
  if (id === null) return null;
  return {
    request,
    progress: { id, stage: "ended", outcome: "refused", code: "POLICY_LIMIT", detail: "a lie" },
  };
};

/**
 * Stands where an agent stood, with its key, and lies to clients about values, alarms and commands;
 * the rest it has from an honest agent.
 */
export class Liar {
  private readonly listener: LinkListener;
  private readonly honest: ReturnType<Plant["connect"]>;

  private constructor(listener: LinkListener, honest: ReturnType<Plant["connect"]>) {
    this.listener = listener;
    this.honest = honest;
  }

  static async inPlaceOf(plant: Plant, name: string): Promise<Liar> {
    await plant.agent(name).kill();
    const spec = plant.site.agents.find((agent) => agent.name === name);
    const address = parseAddress(spec?.api ?? "");
    if (address === null) throw new TypeError(`there is no agent ${name}`);
    const honest = plant.connect("carl");
    await honest.ready();
    const listener = await listenLink({
      ...address,
      seed: readKey(join(plant.dir, "agents", name, "key.pem")).seed,
      allow: () => true,
      onLink: (link) => link.onFrame((bytes) => Liar.answer(honest, link, decodeFrame(bytes))),
    });
    return new Liar(listener, honest);
  }

  async stop(): Promise<void> {
    this.honest.close();
    await this.listener.close();
  }

  private static answer(honest: Liar["honest"], link: Link, frame: WireFrame): void {
    const progress = falseProgress(honest.context.chain, frame);
    if (progress !== null) link.send(encodeFrame(progress));
    if (frame.query == null) return;
    honest.client.ask(0, frame.query, askMs, (answer) => {
      if (answer === null) return;
      const lie = { ...answer, readings: falseReadings(answer), json: falseAlarms(answer.json) };
      link.send(encodeFrame({ request: frame.request, answer: lie }));
    });
  }
}
