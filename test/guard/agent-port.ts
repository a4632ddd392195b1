import {
  decodeFrame,
  encodeFrame,
  openReading,
  readReport,
  type WireFrame,
} from "@quorate/protocol";
import { type LinkListener, listenLink, nodeVerify } from "@quorate/protocol/node";
import { until } from "../until.ts";
import type { Council, Ruling } from "./council.ts";
import { chain, seedOf } from "./site.ts";

/** An agent's port for guards: answers clocks, keeps the rest. */
export class AgentPort {
  readonly frames: WireFrame[] = [];
  listener!: LinkListener;
  private readonly name: string;
  private readonly guardKey: string;

  constructor(name: string, guardKey: string) {
    this.name = name;
    this.guardKey = guardKey;
  }

  async listen(port = 0): Promise<this> {
    this.listener = await listenLink({
      ...{ host: "127.0.0.1", port, seed: seedOf(this.name) },
      allow: (key) => key === this.guardKey,
      onLink: (link) =>
        link.onFrame((bytes) => {
          const frame = decodeFrame(bytes);
          this.frames.push(frame);
          const { fence } = frame;
          // No command has ended, as far as it knows.
          if (fence) link.send(encodeFrame({ fence: { ...fence, deviceSequence: 0 } }));
          const nonce = frame.clockRequest?.nonce;
          if (nonce === undefined) return;
          link.send(encodeFrame({ clockAnswer: { nonce, clockUs: Date.now() * 1000 } }));
        }),
    });
    return this;
  }

  send(bytes: Uint8Array): void {
    for (const link of this.listener.links) link.send(bytes);
  }
}

/** Whether every agent was told of a device that answers; one that does not is told of too. */
export const readAt = (ports: readonly AgentPort[]): boolean =>
  ports.every(({ frames }) =>
    frames.some(
      ({ reading }) => reading && openReading({ chain, verify: nodeVerify }, reading, 0).up,
    ),
  );

/** All that a guard which has ended ever sent is here, and no link is taken for the next one's. */
export const unlinked = (ports: readonly AgentPort[]): Promise<unknown> =>
  until(() => ports.every(({ listener }) => listener.links.size === 0), {
    what: "the end of all links",
  });

/** Each of the first three agents sends the ruling with its own ballot. */
export const voteAt = (ports: readonly AgentPort[], council: Council, ruling: Ruling): void => {
  ports.slice(0, 3).forEach((port, agent) => {
    const certificates = [council.certificate(ruling, [agent])];
    port.send(encodeFrame({ certificates: { certificates } }));
  });
};

/** Outcome and code of the final report on a ruling, as the fourth agent gets it. */
export const reportAt = (ports: readonly AgentPort[], ruling: Ruling): Promise<string> =>
  until(
    () => {
      const reports = ports[3]?.frames.flatMap(({ report }) => (report ? [report] : [])) ?? [];
      const mine = reports.map(readReport).filter(({ id }) => id === ruling.id);
      const final = mine.find(({ outcome }) => outcome !== "written");
      return final === undefined ? undefined : `${final.outcome} ${final.code}`.trim();
    },
    { what: "a report", deadlineMs: 30_000 },
  );
