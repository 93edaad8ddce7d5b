import { isOpen } from "../accounts.js";
import { Random } from "../random.js";
import type { Household } from "../recurring.js";
import { Exposure } from "./exposure.js";
import { type Kind, anomalyKinds, lookalikeKinds, meanMovements } from "./kinds.js";
import { onlineChannel } from "./people.js";
import { type Cue, Scene, type Stage } from "./scene.js";
import { Turns, luckOf } from "./turns.js";

const anomaliesStream = 5;
/** No story begins sooner after the client joined; days. */
const settledDays = 45;
/** Days from the beginning of the longest story to its end. */
const longestDays = 13;
/** Days from one new telephone to the next, for somebody who does everything with it. */
const deviceDays = 700;

/**
 * Share of what is due that comes about; the rest finds no occasion before the client leaves, or
 * comes too near to the end of the data.
 */
const reachedShare = (dayCount: number): number => Math.max(0.3, 0.965 - 33 / dayCount);

/** The episodes of one client: anomalies, and what looks like them. */
export function plotEpisodes(household: Household): Plot {
  return new Plot(household);
}

class Plot implements Stage {
  readonly household: Household;
  readonly random: Random;
  isQuiet = false;
  savingsIdleDays = 0;
  private readonly exposure: Exposure;
  /** Two schedules beside each other. */
  private readonly turns: readonly Turns[];
  private readonly cues: Cue[] = [];
  private episode = 0;
  /** Movements expected of the client so far, and how many of them it takes to the next episode. */
  private seen = 0;
  private nextAt = 0;
  private checkingBefore = 0;
  private savingsBefore = 0;
  private savingsMovedDay: number;
  private deviceDay: number;

  constructor(household: Household) {
    const { bank, client } = household;
    this.household = household;
    this.random = new Random(bank.seed, client.index, anomaliesStream);
    this.exposure = new Exposure(household);
    const rate = bank.anomalyRate / reachedShare(bank.calendar.dayCount);
    this.turns = [anomalyKinds, lookalikeKinds].map((mix, pack) => {
      const suiting = mix.filter(({ script }) => script.suits?.(household) ?? true);
      return new Turns(suiting, rate, luckOf(this.random, bank.seed, client.index, pack));
    });
    this.nextAt = this.soonest();
    this.savingsMovedDay = Math.max(0, client.joinDay);
    this.deviceDay = this.nextDevice(Math.max(0, client.joinDay));
  }

  /** Goes on with what was begun, and begins what is due; once a day, after the client's own spending. */
  run(day: number): void {
    const { checking, savings } = this.household.wallet;
    const saved = savings === null ? 0 : savings.balance;
    if (saved !== this.savingsBefore && !this.isRoutine(saved - this.savingsBefore, day))
      this.savingsMovedDay = day;
    this.seen += this.exposure.on(day);
    if (day >= this.deviceDay) this.changeDevice(day);
    if (this.cues.length > 0) this.goOn(day);
    else if (this.seen >= this.nextAt) {
      this.savingsIdleDays = day - this.savingsMovedDay;
      this.isQuiet = checking.balance === this.checkingBefore && saved === this.savingsBefore;
      this.begin(day);
    }
    this.checkingBefore = checking.balance;
    this.savingsBefore = savings === null ? 0 : savings.balance;
    if (this.savingsBefore !== saved) this.savingsMovedDay = day;
  }

  private soonest(): number {
    return Math.min(...this.turns.map(({ at }) => at));
  }

  private goOn(day: number): void {
    const due = this.cues.filter((cue) => cue.day <= day);
    if (due.length === 0) return;
    this.cues.splice(0, this.cues.length, ...this.cues.filter((cue) => cue.day > day));
    if (isOpen(this.household.wallet.checking, day)) for (const cue of due) cue.run(day);
  }

  private begin(day: number): void {
    if (!this.isFree(day)) return;
    for (const turns of this.turns) {
      if (this.seen < turns.at || this.cues.length > 0) continue;
      if (turns.kind.script.fits(this, day)) {
        this.play(turns.kind, day);
        turns.goOn(this.random);
      } else if (turns.waited(day) >= turns.kind.script.patienceDays) this.substitute(turns, day);
    }
    this.nextAt = this.soonest();
  }

  /** True while the client is settled, and a story would come to its end before they leave or the data end. */
  private isFree(day: number): boolean {
    const { bank, client, fate, wallet } = this.household;
    const { missingDay } = bank;
    return (
      day >= client.joinDay + settledDays &&
      day + longestDays < (fate.exit?.day ?? bank.calendar.dayCount) &&
      isOpen(wallet.checking, day) &&
      (missingDay === null || missingDay < day || missingDay > day + longestDays)
    );
  }

  /**
   * Plays what can be played instead of what cannot. Where that has more movements it is done less
   * often, so that the share stays; where it has fewer, the next turn comes sooner.
   */
  private substitute(turns: Turns, day: number): void {
    const others = turns.kinds.filter(({ script }) => script.fits(this, day));
    if (others.length === 0) return;
    const wanted = turns.kind.movements;
    const usual = meanMovements(others);
    if (this.random.chance(wanted / usual)) this.play(this.random.weighted(others), day);
    turns.goOn(this.random, Math.max(0, wanted - usual));
  }

  private play({ name, script }: Kind, day: number): void {
    script.play(new Scene(this, name, ++this.episode, this.cues), day);
  }

  /** True for what comes to savings of itself: the standing order about its day, and the bank's interest. */
  private isRoutine(cents: number, day: number): boolean {
    if (this.savingsBefore === 0) return false;
    const { budget, bank } = this.household;
    const late = Number(bank.calendar.dates[day]?.slice(8)) - budget.savingDay;
    return (
      (cents > 0 && cents === budget.saving && Math.abs(late) <= 3) ||
      cents === Math.round((this.savingsBefore * 0.012) / 4)
    );
  }

  /** A telephone of one's own is new now and then, and nothing follows from it. */
  private changeDevice(day: number): void {
    this.household.events.add("login", day, onlineChannel(this.random), "new device");
    this.deviceDay = this.nextDevice(day);
  }

  private nextDevice(day: number): number {
    return day + this.random.trials(Math.min(1, this.household.client.digital / deviceDays));
  }
}
