import { Random } from "../random.js";
import type { Kind } from "./kinds.js";

/** Clients whose luck is dealt from one pack; the more, the steadier the shares of a bank. */
const packSize = 64;

/**
 * When an episode is due, and of which kind, counted in movements of the client.
 *
 * An episode is paid for with as many movements as it is expected to have anomalous ones, over the
 * rate; whoever starts is somewhere on the way to the first. Kinds with many movements take up more
 * of the way, so the first is drawn by weight and length, those after it by weight. That makes the
 * share of anomalous movements the rate for any client, however many movements they make.
 */
export class Turns {
  /** The kind whose turn is next. */
  kind: Kind;
  /** Movements of the client after which it is due. */
  at: number;
  readonly kinds: readonly Kind[];
  private readonly rate: number;
  private dueSince: number | null = null;

  /**
   * @param kinds those that suit the client
   * @param rate share of the movements, 0 for never
   * @param luck in [0, 1); see `luckOf`
   */
  constructor(kinds: readonly Kind[], rate: number, luck: number) {
    this.kinds = kinds;
    this.rate = rate;
    let left = luck * kinds.reduce((sum, kind) => sum + lengthOf(kind), 0);
    const first = kinds.find((kind) => {
      left -= lengthOf(kind);
      return left < 0;
    });
    if (!first) throw new RangeError("luck must be below 1");
    this.kind = first;
    this.at = (first.movements * (1 + left / lengthOf(first))) / rate;
  }

  /** Days for which what is due has waited for its occasion; call it on every such day. */
  waited(day: number): number {
    this.dueSince ??= day;
    return day - this.dueSince;
  }

  /**
   * Draws whose turn is next.
   *
   * @param credit movements paid for and not had
   */
  goOn(random: Random, credit = 0): void {
    this.dueSince = null;
    this.kind = random.weighted(this.kinds);
    this.at += (this.kind.movements - credit) / this.rate;
  }
}

const lengthOf = ({ weight, movements }: Kind): number => weight * movements;

/**
 * A client's luck: like a random number in [0, 1), but dealt to every 64 clients from a pack of 64
 * that covers the range, so that a bank has as many episodes of each kind as expected, give or take few.
 *
 * @param pack tells the packs of the same clients apart
 */
export function luckOf(random: Random, seed: number, clientIndex: number, pack: number): number {
  const dealer = new Random(seed, Math.floor(clientIndex / packSize), 5, pack);
  const cards = Array.from({ length: packSize }, (_, card) => card);
  const place = clientIndex % packSize;
  for (let at = 0; at <= place; at++) {
    const other = at + dealer.integer(packSize - at);
    [cards[at], cards[other]] = [cards[other] ?? 0, cards[at] ?? 0];
  }
  return ((cards[place] ?? 0) + random.uniform()) / packSize;
}
