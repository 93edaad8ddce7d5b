import type { Feature } from "../features/feature.js";
import type { Formats } from "../format/formats.js";
import type { SegmentQuestion } from "./segmentTree.js";

/**
 * A value of a feature with its unit, such as `28 days`, `€ 1,240`, `64 %`.
 *
 * @param feature undefined where nothing is known of it: a plain number then
 * @param value null where it is not known
 * @param formats the bank's way of writing
 */
export function writeFeature(feature: Feature | undefined, value: number | null, formats: Formats): string {
  if (value === null) return "not known";
  const unit = feature?.kind === "numeric" ? feature.unit : "count";
  if (unit === "amount") return formats.value("amount", value);
  if (unit === "ratio") return formats.percent(value, Math.abs(value) < 0.1 ? 1 : 0);
  const digits =
    Number.isInteger(value) || Math.abs(value) >= 10 ? formats.count(value) : formats.value("number", value);
  return unit === "days" || unit === "hours" || unit === "months"
    ? `${digits} ${value === 1 ? unit.slice(0, -1) : unit}`
    : digits;
}

/**
 * A value of a feature as an axis has it: without the unit where the feature's name says it.
 *
 * @param feature undefined where nothing is known of it
 * @param value on the axis
 * @param formats the bank's way of writing
 */
export function tickFeature(feature: Feature | undefined, value: number, formats: Formats): string {
  const unit = feature?.kind === "numeric" ? feature.unit : "count";
  if (unit === "amount") return formats.tick("amount", value);
  if (unit === "ratio") return formats.percent(value, 0);
  return Number.isInteger(value) ? formats.count(value) : String(Number(value.toFixed(2)));
}

/**
 * An answer to a question of the segment tree, in words.
 *
 * @param question what is asked
 * @param isYes which answer
 * @param context how its feature is called and written
 * @param context.feature undefined where nothing is known of it
 * @param context.hasMissing whether some clients have no value of it
 * @param context.isWhole whether it takes whole numbers only: what lies between two of them is then never said
 * @param context.formats the bank's way of writing
 */
export function answerWords(
  { below }: SegmentQuestion,
  isYes: boolean,
  {
    feature,
    hasMissing,
    isWhole,
    formats,
  }: {
    readonly feature: Feature | undefined;
    readonly hasMissing: boolean;
    readonly isWhole: boolean;
    readonly formats: Formats;
  },
): string {
  if (below === Infinity) return isYes ? "known" : "not known";
  const least = isWhole ? Math.ceil(below) : below;
  const isCount = feature?.kind === "numeric" && feature.unit === "count";
  if (isYes && isWhole && isCount && least === 1) return "none";
  const value = writeFeature(feature, least, formats);
  if (isYes) return `less than ${value}`;
  return `${value} or more${hasMissing ? ", or not known" : ""}`;
}
