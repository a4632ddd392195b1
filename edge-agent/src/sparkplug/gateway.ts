import {
  commandId,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type FrameLink,
  toHex,
} from "@quorate/protocol";
import type { Agent } from "../agent.ts";
import type { Client } from "../clients.ts";

/** A stage of a submitted command, as every client hears it. */
export type GatewayProgress = (id: string, stage: string, outcome: string, code: string) => void;

/**
 * The gateway as a client of its own agent, with nothing but the frames that any operator's client
 * exchanges with it: what comes from a broker takes the same way in, or none.
 */
export class Gateway {
  private readonly agent: Agent;
  private readonly key: string;
  private readonly progress: GatewayProgress;
  private client: Client | null = null;
  private request = 0;

  constructor(agent: Agent, key: string, progress: GatewayProgress) {
    this.agent = agent;
    this.key = key;
    this.progress = progress;
  }

  /** An agent that takes no further client now has no room for its commands either. */
  submit(command: Envelope): void {
    this.client ??= this.agent.clients.connectGateway(this.key, this.link());
    if (this.client === null) {
      const id = commandId(this.agent.context.chain, command);
      return this.progress(id, "refused", "refused", "COMMAND_POOL_FULL");
    }
    this.request += 1;
    this.client.frame(encodeFrame({ request: this.request, submit: { command } }));
  }

  close(): void {
    this.client?.down();
    this.client = null;
  }

  private link(): FrameLink {
    return {
      waitingBytes: 0,
      send: (bytes) => {
        const { progress } = decodeFrame(bytes);
        if (progress == null) return true;
        const { id, stage, outcome, code } = progress;
        this.progress(toHex(id), stage, outcome, code);
        return true;
      },
      close: () => {
        this.client = null;
      },
    };
  }
}
