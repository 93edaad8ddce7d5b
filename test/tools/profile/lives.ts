/** A time under observation, in days: from when, until when, and whether it ended with the event. */
export interface ObservedLife {
  /** Above 0 for who was there before the observation began, so that nobody is counted who ended unseen. */
  readonly entry: number;
  readonly exit: number;
  readonly isEvent: boolean;
}

export interface SurvivalStep {
  readonly day: number;
  readonly atRisk: number;
  readonly survival: number;
  /** 95 % interval on the scale of log(−log), which stays in [0, 1]. */
  readonly low: number;
  readonly high: number;
}

/**
 * Share still without the event by day, with late entry and censoring.
 *
 * @param lives n times under observation; those that end before they begin are left out
 * @returns a step at day 0 and at each day with an event
 * @see Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452; the variance is Greenwood's
 */
export function survivalOf(lives: readonly ObservedLife[]): SurvivalStep[] {
  const observed = lives.filter(({ entry, exit }) => exit > entry);
  const entries = observed.map(({ entry }) => entry).sort((left, right) => left - right);
  const exits = observed.map(({ exit }) => exit).sort((left, right) => left - right);
  const events = new Map<number, number>();
  for (const { exit, isEvent } of observed) if (isEvent) events.set(exit, (events.get(exit) ?? 0) + 1);
  const steps: SurvivalStep[] = [
    { day: 0, atRisk: entries.filter((entry) => entry <= 0).length, survival: 1, low: 1, high: 1 },
  ];
  let [entered, left, survival, spread] = [0, 0, 1, 0];
  for (const [day, count] of [...events].sort(([one], [other]) => one - other)) {
    while ((entries[entered] ?? Infinity) < day) entered++;
    while ((exits[left] ?? Infinity) < day) left++;
    const atRisk = entered - left;
    survival *= 1 - count / atRisk;
    spread += count / (atRisk * (atRisk - count));
    const width = survival > 0 && survival < 1 ? (1.96 * Math.sqrt(spread)) / Math.log(survival) : 0;
    steps.push({
      day,
      atRisk,
      survival,
      low: survival ** Math.exp(-width),
      high: survival ** Math.exp(width),
    });
  }
  return steps;
}

/** The step that holds on a day. */
export function survivalAt(steps: readonly SurvivalStep[], day: number): SurvivalStep {
  return steps.findLast((step) => step.day <= day) ?? { day: 0, atRisk: 0, survival: 1, low: 1, high: 1 };
}
