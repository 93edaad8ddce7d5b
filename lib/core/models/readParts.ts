/** Checks that the readers of model documents share; `where` is the path to the value, for the message. */

/**
 * Checks that a parsed JSON document is a model of the type and version that the caller reads.
 *
 * @param document what `JSON.parse` gave
 * @param type as the model names itself
 * @param schema the version that the caller reads
 * @returns the same object
 * @throws RangeError if it is no object, another type of model, or of another version; the message names both
 */
export function modelHead(document: unknown, type: string, schema: number): Record<string, unknown> {
  const model = record(document, "the document");
  if (model.type !== type) {
    throw new RangeError(`type is ${JSON.stringify(model.type)}; "${type}" was expected.`);
  }
  if (model.schema === schema) return model;
  throw new RangeError(
    `schema is ${JSON.stringify(model.schema)}; this version reads ${schema} only. Fit the model again.`,
  );
}

/**
 * An object that is no list.
 *
 * @throws RangeError if it is anything else
 */
export function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new RangeError(`${where} is not an object.`);
}

/**
 * A list of anything.
 *
 * @throws RangeError if it is anything else
 */
export function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new RangeError(`${where} is not a list.`);
}

/**
 * A text that is not empty.
 *
 * @throws RangeError if it is anything else
 */
export function words(value: unknown, where: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new RangeError(`${where} is not a text.`);
}

/**
 * A number that is neither NaN nor infinite.
 *
 * @throws RangeError if it is anything else
 */
export function finite(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new RangeError(`${where} is not a finite number.`);
}

/**
 * A whole number of at least so much.
 *
 * @throws RangeError if it is anything else
 */
export function whole(value: unknown, where: string, least: number): number {
  const number = finite(value, where);
  if (Number.isInteger(number) && number >= least) return number;
  throw new RangeError(`${where} is ${number}; a whole number of at least ${least} was expected.`);
}
