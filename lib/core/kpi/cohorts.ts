/** A row of `rpt_cohorts`: the clients who joined in one quarter or month, so many months later. */
export interface CohortRow {
  readonly grain: "quarter" | "month";
  /** First day of the quarter or month they joined in. */
  readonly cohort: Date;
  /** `all`, or their segment on joining. */
  readonly segment: string;
  readonly months_since: number;
  readonly clients: number;
  /** Those with a movement of their own in that month. */
  readonly active: number;
}

export interface Cohort {
  readonly start: Date;
  readonly clients: number;
  /** Share still active by months since joining, the first month after it first. */
  readonly shares: readonly number[];
}

/** What is known of the retention of a bank's clients, for a title. */
export interface Retention {
  /** Months since joining that the figures are about. */
  readonly months: number;
  /** Share still active then, of all clients of the cohorts that are old enough. */
  readonly share: number;
  readonly clients: number;
  readonly best: Cohort;
  readonly worst: Cohort;
}

/**
 * Cohorts with the share of their clients who are still active, oldest first.
 *
 * @param rows of `rpt_cohorts`
 * @param grain by quarter or by month
 * @param segment one segment, or `all`
 */
export function cohortsOf(rows: readonly CohortRow[], grain: CohortRow["grain"], segment: string): Cohort[] {
  const found = new Map<number, CohortRow[]>();
  for (const row of rows) {
    if (row.grain !== grain || row.segment !== segment) continue;
    const own = found.get(row.cohort.getTime());
    if (own) own.push(row);
    else found.set(row.cohort.getTime(), [row]);
  }
  return [...found.values()]
    .map((own) => {
      const ordered = [...own].sort((a, b) => a.months_since - b.months_since);
      const { cohort, clients } = ordered[0]!;
      return { start: cohort, clients, shares: ordered.map(({ active }) => active / clients) };
    })
    .sort((a, b) => Number(a.start) - Number(b.start));
}

/**
 * What the map of cohorts shows, as rows to take away.
 *
 * @param rows of `rpt_cohorts`
 * @param grain by quarter or by month
 * @param segment one segment, or `all`
 */
export function cohortRows(rows: readonly CohortRow[], grain: CohortRow["grain"], segment: string): object[] {
  return rows
    .filter((row) => row.grain === grain && row.segment === segment)
    .sort((a, b) => Number(a.cohort) - Number(b.cohort) || a.months_since - b.months_since)
    .map((row) => ({ ...row, share_active: row.active / row.clients }));
}

/**
 * The share still active after a year, or after as many months as at least two cohorts have lived.
 *
 * @param cohorts of `cohortsOf`
 * @returns null when there are fewer than two cohorts
 */
export function retention(cohorts: readonly Cohort[]): Retention | null {
  const ages = cohorts.map(({ shares }) => shares.length).sort((a, b) => b - a);
  const months = Math.min(12, ages[1] ?? 0);
  if (months === 0) return null;
  const old = cohorts.filter(({ shares }) => shares.length >= months);
  const at = ({ shares }: Cohort): number => shares[months - 1]!;
  const clients = old.reduce((sum, cohort) => sum + cohort.clients, 0);
  const share = old.reduce((sum, cohort) => sum + at(cohort) * cohort.clients, 0) / clients;
  const ranked = [...old].sort((a, b) => at(b) - at(a));
  return { months, share, clients, best: ranked[0]!, worst: ranked[ranked.length - 1]! };
}

/** Round widths of a step of colour, as shares. */
const widths = [0.01, 0.02, 0.05, 0.1, 0.2];

/**
 * The lower ends of steps of colour that cover some shares, ascending, all of the same round width.
 *
 * @param shares in [0, 1]
 * @param count how many steps there may be
 */
export function shareSteps(shares: readonly number[], count: number): number[] {
  if (shares.length === 0) return [];
  const low = Math.min(...shares);
  const high = Math.max(...shares);
  for (const width of widths) {
    const first = Math.floor(low / width + 1e-9);
    // What is exactly at the upper end belongs to the step below it, so that 100 % needs no step of its own.
    const last = Math.max(first, Math.ceil(high / width - 1e-9) - 1);
    if (last - first < count)
      return Array.from({ length: last - first + 1 }, (_, index) =>
        Number(((first + index) * width).toFixed(4)),
      );
  }
  return [0];
}

/**
 * Which step a share lies in.
 *
 * @param steps of `shareSteps`
 * @param share in [0, 1]
 * @returns its index, the last one for what lies above
 */
export function stepOf(steps: readonly number[], share: number): number {
  let found = 0;
  steps.forEach((low, index) => {
    if (share >= low - 1e-9) found = index;
  });
  return found;
}
