import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Writes a file that is gone after the test. */
export function csvFile(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "datahub-table-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "table.csv");
  writeFileSync(path, content);
  return path;
}
