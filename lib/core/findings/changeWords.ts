import { writeChange, type Change } from "../format/change.js";
import type { Formats } from "../format/formats.js";
import type { KpiSeries } from "../kpiSeries.js";

/** The direction of a change as a verb in the past tense. */
export const moved = (size: number): string => (size > 0 ? "rose" : "fell");

/** Whether a change is written as zero. */
export const isFlat = (formats: Formats, series: KpiSeries, change: Change): boolean =>
  !/[1-9]/.test(writeChange(formats, series.kpi.unit, change));

/** A change without its sign, for a sentence whose verb says the direction. */
export const unsigned = (formats: Formats, series: KpiSeries, change: Change): string =>
  writeChange(formats, series.kpi.unit, change).replace(/^[+−]/, "");
