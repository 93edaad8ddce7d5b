import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tableFromArrays, tableFromIPC, tableToIPC, type Table } from "@uwdata/flechette";

/** Letters and digits of a pseudonym, twelve of them. */
const pseudonym = /^[0-9A-HJKMNP-TV-Z]{12}$/;

/** Names of the columns that hold pseudonyms. */
const pseudonymColumns = (table: Table): string[] =>
  table.names.filter((name) => table.numRows > 0 && pseudonym.test(String(table.getChild(name).at(0))));

/** The rows `times` over, each copy under other pseudonyms of the same length, so that nothing can be told twice. */
function repeat(table: Table, times: number, keys: ReadonlySet<string>): Uint8Array {
  const columns = table.names.map((name): [string, unknown[]] => {
    const values = Array.from(table.getChild(name) as Iterable<unknown>);
    const copies = Array.from({ length: times }, (_, copy) =>
      keys.has(name) && copy > 0
        ? values.map((value) =>
            typeof value === "string" ? `${String.fromCharCode(72 + copy)}${value.slice(1)}` : value,
          )
        : values,
    );
    return [name, copies.flat()];
  });
  const types = Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, type]));
  const bytes = tableToIPC(tableFromArrays(columns, { types }), { format: "stream" });
  if (!bytes) throw new Error("no bytes");
  return bytes;
}

/**
 * Copies a built site and gives it as many clients as are asked for: every published table with rows about clients or
 * movements is repeated under other pseudonyms. Tables of counts stay: more clients do not lengthen them.
 *
 * @returns rows before and after, by table
 */
export function enlargeSite(
  dist: string,
  to: string,
  clients: number,
): Map<string, [before: number, after: number]> {
  rmSync(to, { recursive: true, force: true });
  const folder = "_file/data";
  cpSync(dist, to, { recursive: true, filter: (path) => !path.includes(folder) });
  const grown = new Map<string, [number, number]>();
  const files = readdirSync(join(dist, folder)).filter((file) => file.endsWith(".arrow"));
  const tables = files.map((file) => {
    const table = tableFromIPC(readFileSync(join(dist, folder, file)), { useProxy: false });
    return { file, table, keys: pseudonymColumns(table) };
  });
  const about = tables.find(({ file }) => file.startsWith("about."))?.table.at(0) as
    { clients?: number } | undefined;
  const times = Math.ceil(clients / (about?.clients ?? clients));
  for (const { file, table, keys } of tables) {
    const target = join(to, folder, file);
    mkdirSync(dirname(target), { recursive: true });
    if (keys.length === 0 || times < 2) linkSync(join(dist, folder, file), target);
    else {
      writeFileSync(target, repeat(table, times, new Set(keys)));
      grown.set(file.split(".")[0] ?? file, [table.numRows, table.numRows * times]);
    }
  }
  return grown;
}
