import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BuildError } from "../errors.js";

/** Where verdicts on alerts are kept, relative to the data folder. */
export const triagePath = (dataFolder: string): string => join(dataFolder, "triage/verdicts.csv");

const header = "transaction_id,label";
const verdicts = ["confirmed", "dismissed"] as const;

/**
 * Reads the verdicts on alerts: lines of `transaction_id,label` below a header of these names, in UTF-8; a label is
 * `confirmed` or `dismissed`. Where a movement comes twice, the later line counts. Empty lines are skipped.
 *
 * @returns whether each movement was confirmed, by transaction_id; empty if there is no such file
 * @throws BuildError bad_triage naming the file, the line, the value and what was expected
 */
export function readTriageFile(path: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  if (!existsSync(path)) return found;
  const lines = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  const refuse = (line: number, value: string, expected: string): BuildError =>
    new BuildError(
      "bad_triage",
      `${path}, line ${line}: ${JSON.stringify(value)} where ${expected} was expected.`,
    );
  const fieldsOf = (line: string): string[] =>
    line.split(",").map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  lines.forEach((line, index) => {
    if (index === 0) {
      if (fieldsOf(line).join(",") !== header) throw refuse(1, line, `the header ${header}`);
      return;
    }
    if (line.trim() === "") return;
    const fields = fieldsOf(line);
    const [transactionId, label] = fields;
    if (fields.length !== 2) throw refuse(index + 1, line, "two fields, transaction_id and label,");
    if (!transactionId) throw refuse(index + 1, line, "a transaction_id");
    if (label !== verdicts[0] && label !== verdicts[1]) {
      throw refuse(index + 1, label ?? "", verdicts.join(" or "));
    }
    found.set(transactionId, label === "confirmed");
  });
  return found;
}
