import type { Account } from "../accounts.js";
import type { Random } from "../random.js";
import type { Household } from "../recurring.js";

/** What a script may look at before it begins. */
export interface Stage {
  readonly household: Household;
  /** The episodes' own stream, so that they do not disturb the rest of a client's life. */
  readonly random: Random;
  /** No money has come or gone since yesterday's end, in checking and savings: the night before is free for a story. */
  readonly isQuiet: boolean;
  /** Days since the client last moved money in or out of savings; interest does not count. */
  readonly savingsIdleDays: number;
}

/** How an episode of one kind goes. */
export interface Script {
  /** True for clients to whom it could happen at all; everybody if left out. */
  readonly suits?: (household: Household) => boolean;
  /** How many days it waits for its occasion before another kind takes its place. */
  readonly patienceDays: number;
  /** True when the story can begin today and come to its end with the money at hand. */
  readonly fits: (stage: Stage, day: number) => boolean;
  /** Books today's movements, and leaves those of later days to `Scene.later`. */
  readonly play: (scene: Scene, day: number) => void;
}

/** Something to do on a later day. */
export interface Cue {
  readonly day: number;
  readonly run: (day: number) => void;
}

/** One episode in the making: books its movements and labels them. */
export class Scene {
  readonly household: Household;
  readonly random: Random;
  private readonly labelEnd: string;
  private readonly cues: Cue[];

  /** @param cues where what is left for later days is put */
  constructor({ household, random }: Stage, kind: string, episode: number, cues: Cue[]) {
    this.household = household;
    this.random = random;
    this.labelEnd = `,${household.client.id},${kind},${episode}`;
    this.cues = cues;
  }

  /**
   * Books a movement of the episode.
   *
   * @param cents signed, not 0
   * @param second of the day
   * @param about see `purpose`
   * @param isAnomaly false for what belongs to the story but is in order, such as a refund
   */
  book(
    account: Account,
    cents: number,
    day: number,
    second: number,
    about: string,
    isAnomaly: boolean,
  ): void {
    const { ledger, truth, bank } = this.household;
    const number = ledger.post(account, cents, day, second, about);
    // Lost in delivery, so there is nothing to label.
    if (day === bank.missingDay) return;
    truth.anomalies.put(`${ledger.idOf(number)}${this.labelEnd},${isAnomaly}\n`);
    truth.anomalies.rows++;
  }

  /** Goes on with the story on a later day, after the client has spent that day's money. */
  later(day: number, run: (day: number) => void): void {
    this.cues.push({ day, run });
  }
}
