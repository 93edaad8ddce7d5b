import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  isNewer,
  mergeVerdicts,
  parseVerdicts,
  problemWords,
  type Verdict,
} from "../../lib/core/outliers/verdicts.js";
import { BuildError } from "../errors.js";

/**
 * The files of verdicts in a data folder: every CSV file in `<data>/triage`, so that an export is dropped there without
 * writing over what somebody else found.
 *
 * @returns paths in the order of their names; none if there is no such folder
 */
export function triageFiles(dataFolder: string): string[] {
  const folder = join(dataFolder, "triage");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /\.csv$/i.test(file))
    .sort()
    .map((file) => join(folder, file));
}

/** Finds the verdict on an alert by its published pseudonym or by its transaction_id, whichever a file names it by. */
export interface Verdicts {
  of(alert: { readonly pseudonym: string; readonly transactionId: string }): Verdict | undefined;
}

/**
 * Reads the verdicts on alerts, as the Outliers page exports them (see `parseVerdicts`). Of several on one movement the
 * newest counts, whichever file it is in.
 *
 * @param paths of `triageFiles`
 * @throws BuildError bad_triage naming the file, the line, the column, the value and what was expected
 */
export function readTriage(paths: readonly string[]): Verdicts {
  const found = { movement: [] as Verdict[], transaction_id: [] as Verdict[] };
  for (const path of paths) {
    const { key, verdicts, problems } = parseVerdicts(readFileSync(path, "utf8"));
    const [first] = problems;
    if (first) {
      const more = problems.length > 1 ? ` ${problems.length - 1} more in this file.` : "";
      throw new BuildError("bad_triage", `${path}, ${problemWords(first)}. ${first.remedy}${more}`);
    }
    found[key].push(...verdicts);
  }
  const published = mergeVerdicts(found.movement);
  const known = mergeVerdicts(found.transaction_id);
  return {
    of({ pseudonym, transactionId }) {
      const [named, keyed] = [published.get(pseudonym), known.get(transactionId)];
      return keyed && (!named || !isNewer(named, keyed)) ? keyed : named;
    },
  };
}
