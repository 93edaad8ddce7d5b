import type { Attribute } from "./featureTable.js";
import type { Feature } from "./feature.js";

/**
 * Why a feature speaks for the outcome, in words for the client.
 *
 * @param feature of the model
 * @param value as the record has it; a missing one gives "… is not known"
 */
export function reasonWords(feature: Feature, value: Attribute): string {
  if (feature.kind === "numeric") {
    const number = typeof value === "boolean" ? Number(value) : value;
    if (typeof number === "number" && !Number.isNaN(number)) return feature.reason(number);
  } else if (typeof value === "string" && value !== "") return feature.reason(value);
  return `${feature.title.charAt(0).toLowerCase()}${feature.title.slice(1)}: not known`;
}
