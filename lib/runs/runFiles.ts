import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readRunRecord, type RunRecord } from "./runRecord.js";

/** Where the records of runs lie, relative to the data folder. */
export const runsFolder = "runs";

const fileForm = /^(\d{6,})-[0-9a-f]+\.json$/;

/** `000001-3f9c1e8a02b4.json`: files in the order of their names are runs in the order they were made. */
export const runFileName = ({ sequence, run }: Pick<RunRecord, "sequence" | "run">): string =>
  `${String(sequence).padStart(6, "0")}-${run}.json`;

/** The runs that a data folder remembers. */
export interface Runs {
  /** Of the bank asked for, oldest first. */
  readonly records: readonly RunRecord[];
  /** Files that are no record of this bank, and why; they are left alone. */
  readonly skipped: readonly { readonly file: string; readonly problem: string }[];
  /** The sequence of the next run: above that of every file, readable or not, so that none is ever replaced. */
  readonly next: number;
}

/**
 * Reads the records in `<data>/runs`. A record that cannot be read is skipped, as history must not stop the day's run;
 * so is one of another profile, whose figures are those of another bank. Files of other names are not looked at.
 *
 * @param dataFolder that of the bank
 * @param profile the source profile whose runs are wanted
 */
export function readRuns(dataFolder: string, profile: string): Runs {
  const folder = join(dataFolder, runsFolder);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => fileForm.test(file)) : [];
  const records: RunRecord[] = [];
  const skipped: { file: string; problem: string }[] = [];
  let next = 1;
  for (const file of files) {
    const sequence = Number(fileForm.exec(file)?.[1]);
    next = Math.max(next, sequence + 1);
    try {
      const found = readRunRecord(JSON.parse(readFileSync(join(folder, file), "utf8")));
      if (runFileName(found) !== file) {
        throw new RangeError(`it says of itself that it is ${runFileName(found)}`);
      }
      if (found.profile !== profile)
        throw new RangeError(`it is of the profile ${found.profile}, not ${profile}`);
      records.push(found);
    } catch (error) {
      skipped.push({ file, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  records.sort((left, right) => left.sequence - right.sequence);
  return { records, skipped, next };
}

/** The runs before one, and that one's place among them. */
export interface Past {
  readonly records: readonly RunRecord[];
  readonly sequence: number;
}

/**
 * The runs before the one with this hash: the last record is its own if it has the same.
 *
 * @param run hash of the run at hand
 */
export function pastOf({ records, next }: Runs, run: string): Past {
  const last = records[records.length - 1];
  if (last?.run !== run) return { records, sequence: next };
  return { records: records.slice(0, -1), sequence: last.sequence };
}
