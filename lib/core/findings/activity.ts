import type { Filter } from "../activity.js";
import { writeChange } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { KpiSeries } from "../kpiSeries.js";
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
