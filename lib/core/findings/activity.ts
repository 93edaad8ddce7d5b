import type { Filter, Measure, Part } from "../activity.js";
import { changeBetween, writeChange } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { KpiPoint, KpiSeries } from "../kpiSeries.js";
import { addMonths } from "../months.js";
import { codeWords, listWords } from "./words.js";

/**
 * What a filter picks, in words.
 *
 * @param filter `all` is not mentioned
 */
export function filterWords(filter: Filter): string {
  const parts: string[] = [];
  if (filter.product !== "all") parts.push(`${codeWords(filter.product)} accounts`);
  if (filter.segment !== "all") parts.push(`${codeWords(filter.segment)} clients`);
  if (filter.channel !== "all") parts.push(`${codeWords(filter.channel)} channel`);
  return parts.length === 0 ? "whole bank" : listWords(parts);
}

/**
 * The answer the KPI page opens with: how much moved, and how that compares.
 *
 * @param volume bank-wide volume
 * @param movements bank-wide number of movements
 * @param formats the bank's way of writing
 */
export function activityHeadline(
  volume: KpiSeries | undefined,
  movements: KpiSeries | undefined,
  formats: Formats,
): string {
  if (!volume || !movements) return "No month is over yet, so there is nothing to show by month.";
  const year = volume.onYear;
  const compared =
    year === null
      ? ""
      : `, ${writeChange(formats, "amount", year).replace(/^[+−]/, "")} ${year.size >= 0 ? "more" : "less"} than a year before`;
  return `${formats.value("amount", volume.value)} moved in ${formats.month(volume.month)} in ${formats.count(movements.value)} movements${compared}.`;
}

/**
 * What a measure did, as the title of its chart.
 *
 * @param measure what is measured
 * @param points its months, oldest first
 * @param month the month it is told for
 * @param formats the bank's way of writing
 */
export function monthFinding(
  measure: Measure,
  points: readonly KpiPoint[],
  month: Date,
  formats: Formats,
): string {
  const at = (date: Date): number | undefined =>
    points.find((point) => point.month.getTime() === date.getTime())?.value;
  const now = at(month);
  if (now === undefined) return `${measure.label}: no figure for ${formats.month(month)}`;
  const year = changeBetween(measure.unit, now, at(addMonths(month, -12)), null, measure.id === "net_flow");
  const highest = points.every(({ value }) => value <= now) && points.length > 6;
  const compared = year ? `, ${writeChange(formats, measure.unit, year)} on a year before` : "";
  return `${measure.label} ${formats.value(measure.unit, now)} in ${formats.month(month)}${compared}${highest ? ", the highest month so far" : ""}`;
}

/**
 * Which part is largest, as the title of a breakdown.
 *
 * @param parts of `breakDown`
 * @param noun what the parts are
 * @param formats the bank's way of writing
 */
export function partsFinding(parts: readonly Part[], noun: string, formats: Formats): string {
  const [first] = parts;
  if (!first) return `Nothing to show by ${noun}`;
  const name = codeWords(first.name).replace(/^./, (letter) => letter.toUpperCase());
  if (first.share === null)
    return `By ${noun}: ${name} ${formats.signed(first.series.kpi.unit, first.series.value)}`;
  return `By ${noun}: ${name} ${formats.percent(first.share, 0)}`;
}
