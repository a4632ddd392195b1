import {
  ballotBytes,
  type Entry,
  hexBytes,
  interlocksOf,
  type PointValue,
  readCommand,
  type ReadPoint,
  type Site,
  type Unfulfilled,
  unfulfilledOf,
  type Veto,
} from "@quorate/protocol";
import type { BuiltBlock } from "./machine.ts";
import type { PlantView } from "./view.ts";

/** Bytes of a veto that are not its detail: tags, lengths, sequence, code. */
const vetoOverhead = 48;

/** All of a ballot's body that is not vetoes, bytes. */
const headBytes = 320;

/** Texts of one ballot's vetoes, as far as its size allows. */
const textBytes = (agents: number, vetoes: number): number =>
  Math.max(0, Math.floor((ballotBytes(agents) - headBytes) / vetoes) - vetoOverhead);

const cut = (text: string, bytes: number): string => {
  const buffer = Buffer.from(text);
  if (buffer.length <= bytes) return text;
  // A cut within a letter decodes to a replacement character.
  return buffer.subarray(0, bytes).toString().replace(/\ufffd+$/, "");
};

const detailOf = (view: PlantView, { interlock, write, result }: Unfulfilled): string => {
  const refs = result.kind === "unread" ? result.missing : result.reads;
  const seen = refs.map((ref) => view.tell(ref)).join(", ");
  const fault = result.kind === "contradicted" && result.fault !== "" ? `, ${result.fault}` : "";
  return `${write.point}: ${interlock.because}; ${seen}${fault}`;
};

/** One look at each point for a whole block. */
const lookOnce = (view: PlantView): ReadPoint => {
  const values = new Map<string, PointValue | null>();
  return (ref) => {
    const name = `${ref.device}/${ref.point}`;
    const known = values.get(name);
    if (known !== undefined) return known;
    const value = view.latest(ref)?.value ?? null;
    values.set(name, value);
    return value;
  };
};

interface Onlooker {
  readonly site: Site;
  readonly view: PlantView;
  readonly read: ReadPoint;
}

/** An interlock that this agent's view contradicts; or, without a reading, that it abstains. */
const vetoOf = ({ site, view, read }: Onlooker, { sequence, item }: Entry): Veto | null => {
  if (item.kind !== "verdict" || item.decision !== "permit") return null;
  const command = readCommand(hexBytes(site.chain), item.command);
  const [first] = unfulfilledOf(site, command, read);
  if (first === undefined) return null;
  const code = first.result.kind === "unread" ? "INTERLOCK_NO_READING" : "INTERLOCK";
  return { sequence, code, detail: detailOf(view, first) };
};

/** What an agent's own view of the plant holds against a block's verdicts, before it signs. */
export const interlockVetoes = (site: Site, view: PlantView, block: BuiltBlock): Veto[] => {
  if (!interlocksOf(site).any) return [];
  const onlooker = { site, view, read: lookOnce(view) };
  const vetoes = block.entries.flatMap((entry) => vetoOf(onlooker, entry) ?? []);
  const bytes = textBytes(site.agents.length, vetoes.length);
  return vetoes.map((veto) => ({ ...veto, detail: cut(veto.detail, bytes) }));
};
