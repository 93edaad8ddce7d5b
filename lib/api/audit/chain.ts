import { hash } from "node:crypto";

/** What all decisions of a request have in common. */
export interface AuditRequest {
  /** ISO instant. */
  readonly time: string;
  readonly request: string;
  readonly token: string;
  readonly model: string;
  readonly version: string;
}

/** What a request decided, before it is chained: JSON texts that are put together once. */
export interface AuditRecord {
  /** What its lines have in common, as `fieldsOf` an `AuditRequest` has it. */
  readonly request: string;
  /** A line for each decision, without braces: what was asked about, an id as it was sent or "attributes"; SHA-256 of the
   * inputs; score and reasons. */
  readonly decisions: string;
}

/** The fields of an object as JSON, without braces. */
export const fieldsOf = (object: object): string => JSON.stringify(object).slice(1, -1);

/** Where a chain stands: the number and the hash of its last line. */
export interface Head {
  readonly line: number;
  readonly hash: string;
}

/** Before the first line. */
export const chainStart: Head = { line: 0, hash: "0".repeat(64) };

/** The hash of a line: of the hash of the line before and of all that stands in this one before its own. */
const hashOf = (previous: string, body: string): string => hash("sha256", previous + body, "hex");

/**
 * Lines of a chain, each with its number and its hash.
 *
 * @param head where the chain stands
 * @returns the lines, each with its end, and where the chain then stands
 */
export function chainLines(head: Head, records: readonly AuditRecord[]): { text: string; head: Head } {
  let { line, hash: previous } = head;
  let text = "";
  for (const { request, decisions } of records) {
    for (const decision of decisions.split("\n")) {
      line += 1;
      const body = `{"line":${line},${request},${decision}`;
      previous = hashOf(previous, body);
      text += `${body},"hash":"${previous}"}\n`;
    }
  }
  return { text, head: { line, hash: previous } };
}

const linePattern = /^(\{"line":(\d+),.*),"hash":"([0-9a-f]{64})"\}$/;

/**
 * Holds a line against the one before it.
 *
 * @param head where the chain stood before it
 * @returns where it stands after it, or what is wrong
 */
export function checkLine(text: string, { line, hash: previous }: Head): Head | { readonly problem: string } {
  const parts = linePattern.exec(text);
  if (!parts) return { problem: "not a line of this log" };
  const [, body = "", number, own = ""] = parts;
  if (Number(number) !== line + 1)
    return { problem: `line ${line + 1} was expected, line ${number} is here` };
  if (hashOf(previous, body) !== own) return { problem: "it or the line before it was changed" };
  return { line: line + 1, hash: own };
}
