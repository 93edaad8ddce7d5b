import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ExtractName } from "../../../lib/core/contract.js";
import { extractNames } from "../../../lib/core/contract.js";

/** A line of the manifest, by column name. */
export type DefectRow = Readonly<
  Record<
    "kind" | "file" | "line" | "extract" | "key" | "column" | "written" | "truth" | "fate" | "reason",
    string
  >
>;

/** The fields of a CSV line. */
export function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}

/** Lines of a file, the header first; what follows the last line end counts as a line if it is not empty. */
export function linesOf(path: string): string[] {
  const lines = readFileSync(path, "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

export function readDefects(folder: string): DefectRow[] {
  const [header = "", ...lines] = linesOf(join(folder, "truth/defects.csv"));
  const names = fieldsOf(header);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    if (fields.length !== names.length) throw new Error(line);
    return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ""])) as DefectRow;
  });
}

/** The files of an extract, in the order of their names. */
export function filesOf(folder: string, extract: ExtractName): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(extract) && name.endsWith(".csv"))
    .sort();
}

/** The rows of every extract once all that the manifest names is put right, in the order of their text. */
export function putRight(folder: string): Record<ExtractName, string[]> {
  const defects = readDefects(folder);
  const twice = new Set(defects.filter(({ kind }) => kind === "file_twice").map(({ file }) => file));
  const byPlace = new Map<string, DefectRow[]>();
  for (const defect of defects) {
    const place = `${defect.file}:${defect.line}`;
    const found = byPlace.get(place);
    if (found) found.push(defect);
    else byPlace.set(place, [defect]);
  }
  const rowsOf = (extract: ExtractName): string[] =>
    filesOf(folder, extract)
      .filter((file) => !twice.has(file))
      .flatMap((file) => {
        const [header = "", ...lines] = linesOf(join(folder, file));
        const names = fieldsOf(header);
        return lines.flatMap((line, index) => {
          let fields = fieldsOf(line);
          for (const { fate, column, truth } of byPlace.get(`${file}:${index + 2}`) ?? []) {
            if (fate === "quarantined" || fate === "duplicate") return [];
            if (column !== "") fields = fields.with(names.indexOf(column), truth);
          }
          return [fields.join(",")];
        });
      })
      .sort();
  return Object.fromEntries(extractNames.map((name) => [name, rowsOf(name)])) as Record<
    ExtractName,
    string[]
  >;
}
