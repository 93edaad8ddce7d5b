/** Checks the layout of every SQL file; with `--write`, repairs it. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatSql } from "./sqlLayout.js";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

const paths: string[] = [];
for (const folder of ["loaders/sql", "data/sources"]) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith(".sql")) paths.push(join(folder, name));
  }
}

let wrong = 0;
for (const path of paths.sort()) {
  const found = await readFile(path, "utf8");
  try {
    const formatted = formatSql(found);
    if (formatted === found) continue;
    if (values.write) {
      await writeFile(path, formatted);
      console.log(`${path} laid out`);
    } else {
      wrong += 1;
      console.log(`${path} is not laid out; run npm run format`);
    }
  } catch (error) {
    wrong += 1;
    console.log(`${path}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
  }
}
process.exitCode = wrong === 0 ? 0 : 1;
