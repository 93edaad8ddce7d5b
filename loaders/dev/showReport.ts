import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { selectToArrow } from "../../lib/warehouse/reportToArrow.js";
import { name } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { withCacheLock } from "../site/cacheLock.js";
import { showUnpublished } from "../site/reportCache.js";
import { unpublishedKeys } from "../steps/publishReports.js";
import { macrosPath } from "../warehouse.js";

/**
 * What a report's SELECT answers on the published warehouse, which is only read.
 *
 * @param data the data folder
 * @param file a file `rpt_<name>.sql`
 * @returns the bytes a page would read
 * @throws BuildError bad_select with DuckDB's message, or published_key
 */
export async function answerReport(data: string, file: string): Promise<Uint8Array> {
  const select = await readFile(file, "utf8");
  const warehouse = await openWarehouse(join(data, warehouseFile), { readOnly: true });
  try {
    const { connection } = warehouse;
    await connection.run("SET TimeZone = 'UTC'");
    // The macros are of a connection, not of the file.
    await connection.run(await readFile(macrosPath, "utf8"));
    const view = basename(file, ".sql");
    await connection.run(`CREATE TEMP VIEW ${name(view)} AS ${select}`);
    const columns = await connection.runAndReadAll(`DESCRIBE ${name(view)}`);
    const published = columns.getRows().map(([column]) => String(column));
    const forbidden = published.filter((column) => unpublishedKeys.includes(column));
    if (forbidden.length > 0) {
      throw new BuildError(
        "published_key",
        `${file}: ${forbidden.join(", ")}: a key of the bank would be published`,
      );
    }
    return await selectToArrow(connection, `FROM ${name(view)}`);
  } catch (error) {
    if (error instanceof BuildError) throw error;
    throw new BuildError("bad_select", `${file}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    warehouse.close();
  }
}

/** Puts what a report's SELECT answers now into the running preview, before the pipeline publishes it. */
export async function showReport(data: string, file: string): Promise<void> {
  const bytes = await answerReport(data, file);
  await withCacheLock(() => showUnpublished(basename(file, ".sql").replace(/^rpt_/, ""), bytes));
}
