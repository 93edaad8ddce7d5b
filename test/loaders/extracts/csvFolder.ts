import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { readCsv } from "../../../loaders/extracts/rawViews.js";
import { scanFile, type ScannedFile } from "../../../loaders/extracts/scanFile.js";

/** A temporary folder of raw files, and a place for the copies a scan makes. */
export class CsvFolder {
  readonly path = mkdtempSync(join(tmpdir(), "csv-"));
  readonly copyPath = join(this.path, "copy.csv");

  write(name: string, content: string | Buffer): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  scan(content: string | Buffer, leavesRagged = false): ScannedFile {
    return scanFile(this.write("t.csv", content), this.copyPath, leavesRagged);
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

let warehouse: Promise<Warehouse> | undefined;

/** What DuckDB reads of a scanned file: every row in order, every field as text, an empty one as null. */
export async function duckRows(file: ScannedFile): Promise<(string | null)[][]> {
  warehouse ??= openWarehouse(":memory:", { settings: { threads: "1" } });
  const { connection } = await warehouse;
  const reader = await connection.runAndReadAll(`SELECT * FROM ${readCsv(file)}`);
  return reader.getRows() as (string | null)[][];
}
