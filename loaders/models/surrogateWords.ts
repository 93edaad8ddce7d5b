import type { Feature, Unit } from "../../lib/core/features/feature.js";
import type { Bound } from "./surrogateTree.js";

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const figure = (value: number): string =>
  Number(value.toPrecision(6)).toLocaleString("en-GB", { maximumFractionDigits: 6 });

const inUnit = (value: number, unit: Unit): string =>
  unit === "ratio" ? `${figure(100 * value)} %` : figure(value);

/** A share in percent, to two digits below ten. */
const share = (probability: number): string => {
  const percent = 100 * probability;
  return `${percent >= 9.95 ? percent.toFixed(0) : Number(percent.toPrecision(2)).toString()} %`;
};

/** A bound as it stands behind "Clients with". */
function boundWords(bound: Bound, feature: Feature, hasMissing: boolean): string {
  const { from, below, missing } = bound;
  const title = lowerFirst(feature.title);
  const unit = feature.kind === "numeric" ? feature.unit : "count";
  if (missing === "only") return `${title}: not known`;
  const unknown = missing === "in" && hasMissing ? " or not known" : "";
  if (from === null)
    return below === null ? `${title}: known` : `${title} below ${inUnit(below, unit)}${unknown}`;
  if (below === null) return `${title} of ${inUnit(from, unit)} or more${unknown}`;
  return `${title} from ${inUnit(from, unit)} to below ${inUnit(below, unit)}`;
}

/**
 * A segment as a sentence: "Clients with days since the last pay of 40 or more: 41 % likely to leave, 212 clients."
 *
 * @param bounds of the segment; none for everybody
 * @param featureOf what a feature is called
 * @param hasMissing whether any row is without a value of a feature
 * @param outcome what is likely, as in "likely to leave"
 */
export function segmentWords(
  { bounds, clients, probability }: { bounds: readonly Bound[]; clients: number; probability: number },
  featureOf: (name: string) => Feature,
  hasMissing: (name: string) => boolean,
  outcome: string,
): string {
  const conditions = bounds.map((bound) =>
    boundWords(bound, featureOf(bound.feature), hasMissing(bound.feature)),
  );
  const last = conditions.pop();
  const who =
    last === undefined
      ? "All clients"
      : `Clients with ${conditions.length > 0 ? `${conditions.join(", ")} and ` : ""}${last}`;
  const count = `${clients.toLocaleString("en-GB")} ${clients === 1 ? "client" : "clients"}`;
  return `${who}: ${share(probability)} ${outcome}, ${count}.`;
}
