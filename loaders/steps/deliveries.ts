import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extracts, type Extract } from "../../lib/core/contract.js";
import { BuildError } from "../errors.js";
import { findFiles } from "../extracts/findFiles.js";
import { rawTablesIn } from "../extracts/rawViews.js";
import type { Settings } from "../runner/settings.js";

/** One extract of a profile: its SELECT and the files of every raw table it reads. */
export interface Delivery {
  readonly extract: Extract;
  readonly select: string;
  readonly selectPath: string;
  readonly tables: readonly { readonly name: string; readonly paths: readonly string[] }[];
}

/**
 * What the profile delivers, in the contract's order. An optional extract without a SELECT, or without files, is
 * left out.
 *
 * @throws BuildError bad_source or missing_extract when a required one is not there
 */
export function findDeliveries(settings: Settings): Delivery[] {
  return extracts.flatMap((extract) => {
    const selectPath = join(settings.sourceFolder, `${extract.name}.sql`);
    if (!existsSync(selectPath)) {
      if (!extract.required) return [];
      throw new BuildError(
        "bad_source",
        `${selectPath}: file not found; every profile needs a SELECT for ${extract.name}`,
      );
    }
    const select = readFileSync(selectPath, "utf8").trim().replace(/;$/, "");
    const names = rawTablesIn(select);
    if (names.length === 0)
      throw new BuildError("bad_source", `${selectPath}: the SELECT reads no raw.<table>`);
    try {
      const tables = names.map((name) => ({ name, paths: findFiles(settings.rawFolder, name) }));
      return [{ extract, select, selectPath, tables }];
    } catch (error) {
      if (!extract.required && error instanceof BuildError && error.code === "missing_extract") return [];
      throw error;
    }
  });
}
