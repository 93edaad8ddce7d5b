import type { Dimension, Measure } from "../activity.js";
import { writeChange } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { Cohort, CohortRow, Retention } from "../kpi/cohorts.js";
import { addsUp, type ComparedTotal } from "../kpi/overPeriod.js";
import { overlaps, type Part } from "../kpi/parts.js";
import type { KpiSeries } from "../kpiSeries.js";
import type { KpiView } from "../kpi/view.js";
import { filterWords } from "./activity.js";
import { comparedPeriod, lengthOf, periodWords, type Comparison, type Period } from "../kpi/period.js";
import { capital, codeWords, countWord, plural } from "./words.js";

/**
 * Which balance moved most in a year.
 *
 * @param series of the products
 * @param formats the bank's way of writing
 */
export function balancesFinding(series: readonly KpiSeries[], formats: Formats): string {
  const moved = series.flatMap(({ kpi, onYear }) =>
    onYear?.kind === "relative" && Math.abs(onYear.size) >= 0.0005
      ? [{ label: kpi.label, change: onYear }]
      : [],
  );
  const [most] = moved.sort((a, b) => Math.abs(b.change.size) - Math.abs(a.change.size));
  if (!most) return "Balances by product";
  const size = writeChange(formats, "amount", most.change).replace(/^[+−]/, "");
  return `Balances by product: ${most.label.toLowerCase()} ${most.change.size > 0 ? "rose" : "fell"} most in a year, by ${size}`;
}

/**
 * Which kinds of movement carried most of the volume.
 *
 * @param rows kinds with their volume
 * @param formats the bank's way of writing
 */
export function kindsFinding(
  rows: readonly { readonly transaction_type: string; readonly volume: number }[],
  formats: Formats,
): string {
  const total = rows.reduce((sum, { volume }) => sum + volume, 0);
  const [first, second] = [...rows].sort((a, b) => b.volume - a.volume);
  if (!first || total <= 0) return "What the movements were";
  const share = (row: { readonly volume: number }): string => formats.percent(row.volume / total, 0);
  const next = second ? `, ${codeWords(second.transaction_type)} ${share(second)}` : "";
  return `${capital(codeWords(first.transaction_type))} carried ${share(first)} of the volume${next}`;
}

/** What is not shown for want of clients, as every place says it. */
export const hiddenText = "too few clients to show";

/**
 * What a period is compared with, in words.
 *
 * @param period whole months
 * @param comparison what it is compared with
 * @param formats the bank's way of writing
 * @returns an empty text for no comparison
 */
export function comparedWords(period: Period, comparison: Comparison, formats: Formats): string {
  const compared = comparedPeriod(period, comparison);
  return compared ? periodWords(compared, formats) : "";
}

/**
 * As `comparedWords`, but short enough for the head of a column.
 *
 * @param period whole months
 * @param comparison what it is compared with
 * @param formats the bank's way of writing
 */
export function comparedShortly(period: Period, comparison: Comparison, formats: Formats): string {
  const words = comparedWords(period, comparison, formats);
  if (words === "" || lengthOf(period) === 1) return words;
  return comparison === "year" ? "year before" : "period before";
}

/**
 * What a measure came to, as the title of its chart.
 *
 * @param measure what is measured
 * @param total its value over the period
 * @param view the period and what it is compared with
 * @param formats the bank's way of writing
 */
export function periodFinding(
  measure: Measure,
  total: ComparedTotal,
  view: { readonly period: Period; readonly comparison: Comparison },
  formats: Formats,
): string {
  const { period, comparison } = view;
  const when = periodWords(period, formats);
  if (total.value === null) return `${measure.label}: no figure for ${when}, ${hiddenText}`;
  const isMean = !addsUp(measure) && lengthOf(period) > 1;
  const value = formats.value(measure.unit, total.value);
  const compared = total.change
    ? `, ${writeChange(formats, measure.unit, total.change)} on ${comparedWords(period, comparison, formats)}`
    : "";
  return `${measure.label} ${value} ${isMean ? "in a month of" : "in"} ${when}${compared}`;
}

/**
 * Which part is largest and which moved most, as the title of a breakdown.
 *
 * @param parts of `partsOver`
 * @param noun what the parts are
 * @param measure what is measured
 * @param formats the bank's way of writing
 */
export function partsFinding(
  parts: readonly Part[],
  noun: Dimension,
  measure: Measure,
  formats: Formats,
): string {
  const known = parts.filter(({ value }) => value !== null);
  const [first] = [...known].sort((a, b) => Math.abs(b.value!) - Math.abs(a.value!));
  if (!first) return `Every ${noun} has ${hiddenText}`;
  const size =
    first.share === null
      ? formats.signed(measure.unit, first.value!)
      : formats.percent(Math.min(first.share, 1), 0);
  const relative = known.filter(({ change }) => change?.kind === "relative");
  const [mover] = [...relative].sort((a, b) => Math.abs(b.change!.size) - Math.abs(a.change!.size));
  const moved =
    mover?.change && relative.length > 1
      ? `; ${mover === first ? "it" : codeWords(mover.name)} moved most, ${writeChange(formats, measure.unit, mover.change)}`
      : "";
  return `${capital(codeWords(first.name))} ${size}${moved}`;
}

/**
 * What a breakdown covers, and what of it is hidden.
 *
 * @param parts of `partsOver`
 * @param noun what the parts are
 * @param view what is looked at
 * @param formats the bank's way of writing
 */
export function partsAbout(parts: readonly Part[], noun: Dimension, view: KpiView, formats: Formats): string {
  const hidden = parts.filter(({ value }) => value === null).length;
  const partly = parts.filter(({ value, known, months }) => value !== null && known < months).length;
  const others = filterWords({ ...view.filter, [noun]: "all" });
  const against = comparedWords(view.period, view.comparison, formats);
  const notes = [
    `${capital(others)}, ${periodWords(view.period, formats)}${against && `; the tick is ${against}`}.`,
  ];
  if (overlaps(view.measure)) notes.push(`A client counts once in each ${noun} used.`);
  if (hidden > 0) notes.push(`${capital(countWord(hidden))} hidden: none, or ${hiddenText}.`);
  if (partly > 0) notes.push(`Months with ${hiddenText} are left out of ${countWord(partly)}.`);
  return notes.join(" ");
}

/**
 * How many parts grew, as the title of small multiples.
 *
 * @param parts of `partsOver`
 * @param noun what the parts are
 * @param view what is measured, when, and against what
 * @param formats the bank's way of writing
 */
export function growthFinding(
  parts: readonly Part[],
  noun: Dimension,
  view: { readonly measure: Measure; readonly period: Period; readonly comparison: Comparison },
  formats: Formats,
): string {
  const { measure, period, comparison } = view;
  const compared = parts.filter(({ change }) => change !== null);
  if (comparison === "none" || compared.length === 0) return `${measure.label} by ${noun}`;
  const grew = compared.filter(({ change }) => change!.size > 0).length;
  const all = `${countWord(compared.length)} ${plural(compared.length, noun)}`;
  if (grew === 0)
    return `${measure.label} rose in no ${noun} against ${comparedWords(period, comparison, formats)}`;
  const which =
    grew === compared.length
      ? compared.length === 1
        ? `the one ${noun}`
        : `all ${all}`
      : `${countWord(grew)} of ${all}`;
  return `${measure.label} rose in ${which} against ${comparedWords(period, comparison, formats)}`;
}

/**
 * A cohort's name: `Q3 2025`, or `Aug 25`.
 *
 * @param start first day of its quarter or month
 * @param grain by quarter or by month
 * @param formats the bank's way of writing
 */
export function cohortName(start: Date, grain: CohortRow["grain"], formats: Formats): string {
  if (grain === "month") return formats.monthShort(start);
  return `Q${Math.floor(start.getUTCMonth() / 3) + 1} ${start.getUTCFullYear()}`;
}

/**
 * How many new clients stay, as the title of the cohort map.
 *
 * @param found of `retention`, or null
 * @param grain by quarter or by month
 * @param formats the bank's way of writing
 * @param isPartial the source does not deliver all movements, so that who has none may be active
 */
export function retentionFinding(
  found: Retention | null,
  grain: CohortRow["grain"],
  formats: Formats,
  isPartial = false,
): string {
  if (isPartial) return "How long after joining clients have movements in this source";
  if (!found) return "How many new clients stay active";
  const { months, share, best, worst } = found;
  const at = (cohort: Cohort): number => cohort.shares[months - 1]!;
  const when =
    months === 1 ? "In the month after joining" : `${capital(countWord(months))} months after joining`;
  const one = (cohort: Cohort): string =>
    `${cohortName(cohort.start, grain, formats)} (${formats.percent(at(cohort), 0)})`;
  const spread = at(best) - at(worst) >= 0.01 ? `; best ${one(best)}, worst ${one(worst)}` : "";
  return `${when} ${formats.percent(share, 0)} of clients are active${spread}`;
}
