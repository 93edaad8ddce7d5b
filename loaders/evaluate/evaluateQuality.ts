import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleaningScore } from "../../lib/core/cleaningScore.js";
import { makeFormats } from "../../lib/core/format/formats.js";
import type { ScoreCleanRow, ScoreMissRow, ScoreRow } from "../../lib/core/reports.js";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { oneRow, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import type { Settings } from "../runner/settings.js";
import { describeScore, type ScoreReports } from "./describeScore.js";
import { knownTruth, truthPath } from "./truthFile.js";

/**
 * Makes sure that there is something to score against.
 *
 * @throws BuildError no_truth
 */
export function requireTruth(settings: Settings): void {
  if (knownTruth(settings, "defects") !== null) return;
  throw new BuildError(
    "no_truth",
    settings.profile === "simulated"
      ? `${truthPath(settings.rawFolder, "defects")}: file not found; these extracts were not written by a simulation that lists its defects`
      : `--profile ${settings.profile}: only a simulated bank knows what is wrong with its files`,
  );
}

/**
 * Writes `<data>/reports/evaluation-quality.json` from the score in the warehouse.
 *
 * @returns the score as a table
 * @throws BuildError no_truth
 */
export async function evaluateQuality(settings: Settings): Promise<string> {
  requireTruth(settings);
  const warehouse = await openWarehouse(join(settings.dataFolder, warehouseFile), { readOnly: true });
  try {
    const { connection } = warehouse;
    const about = await oneRow<{ asOf: string; run: string; locale: string; currency: string }>(
      connection,
      `SELECT strftime(as_of, '%Y-%m-%d') AS "asOf", run, locale, currency FROM reports.rpt_about`,
    );
    const select = <Row extends object>(table: string): Promise<Row[]> =>
      rows<Row>(connection, `SELECT * FROM reports.${table} ORDER BY ALL`);
    const reports: ScoreReports = {
      defects: await select<ScoreRow>("rpt_quality_score"),
      clean: await select<ScoreCleanRow>("rpt_quality_score_clean"),
      misses: await select<ScoreMissRow>("rpt_quality_score_misses"),
    };
    const { repairableTotal, beyondRepairTotal, cleanRows, harmedRows } = cleaningScore(
      reports.defects,
      reports.clean,
    );
    const folder = join(settings.dataFolder, "reports");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "evaluation-quality.json");
    const totals = { repairable: repairableTotal, beyondRepair: beyondRepairTotal, cleanRows, harmedRows };
    const content = { asOf: about.asOf, run: about.run, totals, ...reports };
    writeFileSync(`${path}.tmp`, `${JSON.stringify(content, null, 2)}\n`);
    renameSync(`${path}.tmp`, path);
    return `${describeScore(reports, makeFormats(about))}\n\nStored in ${path}`;
  } finally {
    warehouse.close();
  }
}
