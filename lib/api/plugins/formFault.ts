import { closest } from "fastest-levenshtein";
import type { FastifySchemaValidationError } from "fastify";

/** What Ajv says of a request that has not the form asked for, in its option `verbose`. */
export interface FormFault extends FastifySchemaValidationError {
  /** What is there. */
  readonly data?: unknown;
  /** The schema that it does not fit. */
  readonly parentSchema?: {
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly minProperties?: number;
    readonly maxProperties?: number;
  };
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a finite number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

const listOf = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words.join("");

/** A value in a few letters. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  // JSON would make null of what is infinite.
  return typeof value === "number" ? String(value) : JSON.stringify(value).slice(0, 80);
}

/** What can be too few or too many, in what is measured by its size. */
const sizes: Readonly<Record<string, readonly [bound: string, unit: string]>> = {
  minLength: ["at least", "letters"],
  maxLength: ["at most", "letters"],
  minItems: ["at least", "entries"],
  maxItems: ["at most", "entries"],
  minProperties: ["at least", "fields"],
  maxProperties: ["at most", "fields"],
};

const sizeOf = (value: unknown): number =>
  typeof value === "string" || Array.isArray(value) ? value.length : Object.keys(value as object).length;

/**
 * Says what is wrong with the form of a request: where, what is there, and what was expected.
 *
 * @param fault the first that was found
 * @param part of the request: body, querystring or params
 */
export function wordsOfFault({ instancePath, keyword, params, ...fault }: FormFault, part: string): string {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((step, place) => (/^\d+$/.test(step) ? `[${step}]` : place === 0 ? step : `.${step}`))
    .join("");
  const where = path === "" ? `the ${part}` : path;
  const { data, parentSchema = {} } = fault;
  const known = Object.keys(parentSchema.properties ?? {});
  if (keyword === "additionalProperties") {
    const name = String(params.additionalProperty).slice(0, 80);
    const nearest = known.length > 0 ? `; the nearest that is known is ${closest(name, known)}` : "";
    return `${where} has ${JSON.stringify(name)}, which is not known${nearest}`;
  }
  if (keyword === "type") {
    const expected = [params.type].flat().map((type) => kinds[String(type)] ?? String(type));
    return `${where} is ${shown(data)}; ${listOf(expected)} was expected`;
  }
  const size = sizes[keyword];
  if (size === undefined) return `${where} ${fault.message ?? "has not the form asked for"}`;
  const [bound, unit] = size;
  const isOneOf = parentSchema.minProperties === 1 && parentSchema.maxProperties === 1;
  const expected = isOneOf ? `one of ${listOf(known)}` : `${bound} ${String(params.limit)}`;
  return `${where} has ${sizeOf(data)} ${unit}; ${expected} was expected`;
}
