import type { Formats } from "../format/formats.js";
import type { Estimate } from "../metrics/estimate.js";
import type { ValidationReport, SampleReport } from "../validation/report.js";

/** How a figure is written: a plain number, or a share in percent. */
export type FigureUnit = "number" | "share";

/**
 * Decimals that an interval leaves any meaning to: one digit of its half width.
 *
 * @param figure its interval in the figure's own unit
 * @param unit shares are written in percent
 * @returns two to four for a number, none to four for a share; two and one where no interval is known
 */
export function decimalsOf({ low, high }: Estimate, unit: FigureUnit): number {
  const isShare = unit === "share";
  if (low === null || high === null || high <= low) return isShare ? 1 : 2;
  const half = ((isShare ? 100 : 1) * (high - low)) / 2;
  return Math.min(4, Math.max(isShare ? 0 : 2, -Math.floor(Math.log10(half))));
}

/**
 * A figure as `0.83`, or `2.7 %`.
 *
 * @param formats the bank's way of writing
 * @param value in its own unit; shares in [0, 1]
 * @param unit shares are written in percent
 * @param decimals as many as an interval leaves a meaning to
 */
export function writeFigure(formats: Formats, value: number, unit: FigureUnit, decimals?: number): string {
  return unit === "share" ? formats.percent(value, decimals ?? 1) : formats.number(value, decimals ?? 2);
}

/**
 * The interval of a figure as `0.78 to 0.87`.
 *
 * @param formats the bank's way of writing
 * @param figure with both ends, or none
 * @param unit shares are written in percent
 * @returns an empty text where no interval was worked out
 */
export function writeInterval(formats: Formats, figure: Estimate, unit: FigureUnit): string {
  const { low, high } = figure;
  if (low === null || high === null) return "";
  const decimals = decimalsOf(figure, unit);
  const first = writeFigure(formats, low, unit, decimals).replace(/\s?%$/, "");
  return `${first} to ${writeFigure(formats, high, unit, decimals)}`;
}

/**
 * A figure with its interval as `0.83 (0.78 to 0.87)`.
 *
 * @param formats the bank's way of writing
 * @param figure null is written as a dash
 * @param unit shares are written in percent
 */
export function writeEstimate(formats: Formats, figure: Estimate | null, unit: FigureUnit): string {
  if (figure === null) return "–";
  const interval = writeInterval(formats, figure, unit);
  const value = writeFigure(formats, figure.value, unit, decimalsOf(figure, unit));
  return interval === "" ? value : `${value} (${interval})`;
}

/**
 * A PSI as its table has it: `0.004`, `0.23`, `2.05`.
 *
 * @param formats the bank's way of writing
 * @param value null where there is nothing to compare
 */
export function writePsi(formats: Formats, value: number | null): string {
  if (value === null) return "–";
  return value < 0.0005 ? `< ${formats.number(0.001, 3)}` : formats.number(value, value < 0.1 ? 3 : 2);
}

/**
 * The sample that the headline of a model is about.
 *
 * @param report of a probability model
 * @returns the out-of-time rows
 * @throws RangeError if the report has none
 */
export function outOfTime(report: ValidationReport): SampleReport {
  const found = report.samples.find(({ sample }) => sample === "outOfTime");
  if (!found) throw new RangeError("The validation has no out-of-time sample.");
  return found;
}

/**
 * A headline figure of a sample beside its interval.
 *
 * @param sample of a validation
 * @param name of the figure
 * @returns null where the figure does not exist
 */
export function figureOf(sample: SampleReport, name: keyof SampleReport["figures"]): Estimate | null {
  const value = sample.figures[name];
  if (value === null) return null;
  const interval = name === "calibrationIntercept" ? null : (sample.intervals?.[name] ?? null);
  return { value, low: interval?.low ?? null, high: interval?.high ?? null };
}

/**
 * An ISO day as a date.
 *
 * @param day such as 2026-06-30, or a month such as 2026-06
 * @returns UTC midnight of the day, or of the month's first
 */
export function dayOf(day: string): Date {
  return new Date(`${day.length === 7 ? `${day}-01` : day}T00:00:00Z`);
}

/**
 * A period in months: `January to June 2025`, `July 2023 to June 2025`.
 *
 * @param formats the bank's way of writing
 * @param period ISO days
 * @param period.from first day
 * @param period.to last day
 */
export function periodWords(
  formats: Formats,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (formats.month(first) === formats.month(last)) return formats.month(last);
  const isOneYear = first.getUTCFullYear() === last.getUTCFullYear();
  return `${isOneYear ? formats.monthName(first) : formats.month(first)} to ${formats.month(last)}`;
}
