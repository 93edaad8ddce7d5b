import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { BuildError } from "../errors.js";

const extensions = /\.(csv|asc|txt|tsv)$/i;
const suffix = /^([-_.]?\d[\d_-]*)?$/;

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * Files of one raw table: `<table>.csv` and dated or numbered parts such as `<table>_20260630.csv`.
 *
 * @returns paths in the order of their names, which is taken as the order of delivery
 * @throws BuildError missing_extract naming the folder and what is there
 */
export function findFiles(rawFolder: string, table: string): string[] {
  if (!statSync(rawFolder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BuildError(
      "missing_extract",
      `${rawFolder}: there is no such folder, so ${table}.csv cannot be read`,
    );
  }
  const present = readdirSync(rawFolder)
    .filter((name) => extensions.test(name) && isFile(join(rawFolder, name)))
    .sort();
  const found = present.filter((name) => {
    const stem = name.replace(extensions, "").toLowerCase();
    return stem.startsWith(table.toLowerCase()) && suffix.test(stem.slice(table.length));
  });
  if (found.length === 0) {
    const there =
      present.length > 0 ? `it holds ${present.slice(0, 10).join(", ")}` : "it holds no CSV files";
    throw new BuildError("missing_extract", `${join(rawFolder, `${table}.csv`)}: file not found; ${there}`);
  }
  return found.map((name) => join(rawFolder, name));
}
