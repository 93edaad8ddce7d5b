import type { DuckDBConnection } from "@duckdb/node-api";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import { modelCard, type CardEvidence } from "../docs/modelCards.js";
import { writeWhole } from "../runner/writeWhole.js";
import { modelNames, readModelRow } from "./modelTable.js";

/**
 * Writes each model into `<data>/models`: `<name>.json`, the document; `<name>.validation.json`, its validation; and
 * `<name>.card.md`, its card. What could not be fitted has none; `models.<name>` in the warehouse says why.
 */
export async function publishModels(connection: DuckDBConnection, dataFolder: string): Promise<void> {
  for (const model of modelNames) {
    const { document, report } = await readModelRow(connection, model);
    const files = {
      [`${model}.json`]: document && layOut(JSON.parse(document)),
      [`${model}.validation.json`]: report && layOut(JSON.parse(report)),
      [`${model}.card.md`]:
        document &&
        report &&
        // The days are another look at the same movements, and stand on the card of those.
        (model === "anomaly_days"
          ? null
          : modelCard(readModelDocument(JSON.parse(document)), JSON.parse(report) as CardEvidence)),
    };
    for (const [file, content] of Object.entries(files)) {
      const path = join(dataFolder, "models", file);
      if (content === null) rmSync(path, { force: true });
      else writeWhole(path, content);
    }
  }
}

const layOut = (json: unknown): string => `${JSON.stringify(json, null, 1)}\n`;
