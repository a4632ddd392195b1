import type { DecidedRound, GraphEvent, ParentRef } from "../../consensus/src/index.ts";
import { Random } from "./random.ts";

/**
 * A DAG written as text, one line for one or several events:
 *
 *     ABCD <- ABCD x3        A, B, C and D each make an event upon the last ones of A..D; 3 times
 *     B    <- A C @50        B makes one upon the last of A and of C, at 50 µs
 *     D1'  <-                a second first event of D: a fork
 *     A    <- B2 D1' coin=1  upon named events; ' is the second branch, '' the third
 *
 * Members are letters, events are a letter with a sequence. The makers of one line do not see each
 * other's new events. The self-parent is the maker's last event unless one is named, and comes
 * first. Time is 10 µs a line, later for makers further on in the line. Birth round is 1, or the
 * highest of the parents, or `birth=`. `hash=` gives the first digits of the hash.
 */
export interface TextDag {
  /** In the order of the text. */
  readonly events: readonly GraphEvent[];
  event(name: string): GraphEvent;
  nameOf(hash: string): string;
}

interface Options {
  readonly timeUs: number;
  readonly coin: number;
  readonly birthRound: number;
  readonly hash: string;
}

const memberOf = (name: string): number => name.charCodeAt(0) - "A".charCodeAt(0);
const isName = (token: string): boolean => /^[A-Z]\d+'*$/.test(token);
const sequenceOf = (name: string): number => Number.parseInt(name.slice(1), 10);

class Writer implements TextDag {
  readonly events: GraphEvent[] = [];
  readonly #byName = new Map<string, GraphEvent>();
  readonly #names = new Map<string, string>();
  /** Last event of each member, whatever its branch. */
  #tips = new Map<number, GraphEvent>();

  event(name: string): GraphEvent {
    const event = this.#byName.get(name);
    if (event === undefined) throw new Error(`no event ${name}`);
    return event;
  }

  nameOf(hash: string): string {
    return this.#names.get(hash) ?? hash;
  }

  line(makers: readonly string[], parents: readonly string[], options: Options): void {
    const tips = new Map(this.#tips);
    for (const [index, maker] of makers.entries()) {
      const late = { ...options, timeUs: options.timeUs + index };
      const named = parents.map((token) =>
        isName(token) ? this.event(token) : tips.get(memberOf(token)),
      );
      this.#make(maker, named.filter((event) => event !== undefined), late);
    }
  }

  #make(maker: string, parents: readonly GraphEvent[], options: Options): void {
    const creator = memberOf(maker);
    const named = isName(maker) ? sequenceOf(maker) : undefined;
    const tip = named === undefined ? this.#tips.get(creator) : undefined;
    const before = named === undefined ? undefined : this.#byName.get(`${maker[0]}${named - 1}`);
    const selfParent = parents.find((event) => event.creator === creator) ?? tip ?? before;
    const others = parents.filter((event) => event.creator !== creator);
    const all = selfParent === undefined ? others : [selfParent, ...others];
    const sequence = (selfParent?.sequence ?? 0) + 1;
    const name = named === undefined ? this.#freeName(`${maker}${sequence}`) : maker;
    const random = new Random([...name].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7));
    const event: GraphEvent = {
      hash: options.hash + random.hash().slice(options.hash.length),
      creator,
      sequence,
      birthRound: Math.max(options.birthRound, ...all.map((parent) => parent.birthRound)),
      timeUs: options.timeUs,
      coin: options.coin,
      parents: all.map(refTo),
    };
    this.events.push(event);
    this.#byName.set(name, event);
    this.#names.set(event.hash, name);
    this.#tips.set(creator, event);
  }

  #freeName(name: string): string {
    return this.#byName.has(name) ? this.#freeName(`${name}'`) : name;
  }
}

const refTo = ({ hash, creator, sequence, birthRound }: GraphEvent): ParentRef => ({
  hash,
  creator,
  sequence,
  birthRound,
});

const splitTokens = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter((token) => token !== "")
    .flatMap((token) => (isName(token) ? [token] : [...token]));

export const dagFromText = (text: string): TextDag => {
  const writer = new Writer();
  let timeUs = 0;
  for (const raw of text.split("\n")) {
    const line = raw.replace(/#.*/, "").trim();
    if (line === "") continue;
    const option = (pattern: RegExp): string | undefined => pattern.exec(line)?.[1];
    const bare = line.replace(/\s(@\d+|x\d+|coin=\d+|birth=\d+|hash=[0-9a-f]+)/g, " ");
    const [makers, parents] = bare.split("<-").map(splitTokens);
    if (makers === undefined || parents === undefined) throw new Error(`no arrow: ${line}`);
    for (let times = Number(option(/\sx(\d+)/) ?? 1); times > 0; times--) {
      timeUs += 10;
      writer.line(makers, parents, {
        timeUs: Number(option(/\s@(\d+)/) ?? timeUs),
        coin: Number(option(/\scoin=(\d+)/) ?? 0),
        birthRound: Number(option(/\sbirth=(\d+)/) ?? 1),
        hash: option(/\shash=([0-9a-f]+)/) ?? "",
      });
    }
  }
  return writer;
};

/** One line for each decided round: `1 [judges] events in order`. */
export const orderText = (dag: TextDag, rounds: readonly DecidedRound[]): string[] =>
  rounds.map(({ round, judges, events }) => {
    const order = events.map(({ event }) => dag.nameOf(event.hash)).join(" ");
    const names = judges.map((hash) => dag.nameOf(hash)).join(" ");
    return `${round} [${names}] ${order}`.trim();
  });
