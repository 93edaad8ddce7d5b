/** How long somebody was watched: from `entry` to `exit`, after which they left or are out of sight. */
export interface Spell {
  /** Above 0 for who came under watch late (left truncation). */
  readonly entry: number;
  readonly exit: number;
  readonly hasLeft: boolean;
}

/** Who is watched at a time, and who of them left then. */
export interface RiskSet {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
}

export interface SurvivalPoint extends RiskSet {
  /** Share still there after the time, in [0, 1]. */
  readonly survival: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * Who is at risk at each time at which somebody left.
 *
 * @param spells with entry < exit; somebody is at risk at t if entry < t <= exit
 * @returns ascending by time; none where nobody left
 */
export function riskSets(spells: readonly Spell[]): RiskSet[] {
  const times = [...new Set(spells.filter(({ hasLeft }) => hasLeft).map(({ exit }) => exit))];
  return times
    .sort((a, b) => a - b)
    .map((time) => ({
      time,
      atRisk: spells.filter(({ entry, exit }) => entry < time && time <= exit).length,
      events: spells.filter(({ exit, hasLeft }) => hasLeft && exit === time).length,
    }));
}

const z = 1.959963984540054;

/**
 * Survival by the product of what is left at each time (Kaplan and Meier), its interval from Greenwood's variance on the
 * scale of log(−log S), which keeps it within [0, 1]. Late entries only make the numbers at risk other than falling.
 *
 * @param sets ascending by time; those without events leave survival as it is
 * @returns one point for each set
 * @throws RangeError if more left than were at risk, or the times do not ascend
 * @see Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452; Kalbfleisch & Prentice 2002, section 1.4
 */
export function kaplanMeier(sets: readonly RiskSet[]): SurvivalPoint[] {
  let survival = 1;
  let variance = 0;
  let last = -Infinity;
  return sets.map(({ time, atRisk, events }) => {
    if (events > atRisk || events < 0) throw new RangeError(`${events} left of ${atRisk} at time ${time}.`);
    if (time <= last) throw new RangeError(`Time ${time} does not come after ${last}.`);
    last = time;
    if (events > 0) {
      survival *= 1 - events / atRisk;
      variance += events / (atRisk * (atRisk - events));
    }
    return { time, atRisk, events, survival, ...interval(survival, variance) };
  });
}

/** With nobody gone or nobody left there is no variance to tell. */
function interval(survival: number, variance: number): { low: number; high: number } {
  if (survival <= 0 || survival >= 1) return { low: survival, high: survival };
  const logarithm = Math.log(survival);
  const width = (z * Math.sqrt(variance)) / -logarithm;
  return { low: survival ** Math.exp(width), high: survival ** Math.exp(-width) };
}

/**
 * Survival at a time.
 *
 * @param points of `kaplanMeier`
 * @param time within what was watched
 * @returns 1 before anybody left
 */
export function survivalAt(
  points: readonly SurvivalPoint[],
  time: number,
): Pick<SurvivalPoint, "survival" | "low" | "high"> {
  let found: Pick<SurvivalPoint, "survival" | "low" | "high"> = { survival: 1, low: 1, high: 1 };
  for (const point of points) {
    if (point.time > time) break;
    found = point;
  }
  return found;
}
