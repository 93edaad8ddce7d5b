import type { DuckDBConnection } from "@duckdb/node-api";
import { rowBinner, type Scorecard } from "../../lib/core/models/scorecard.js";
import { reasonFinder } from "../../lib/core/models/scorecardReasons.js";
import type { DatahubConfig } from "../config.js";
import { behavioural, chooseDefaultDesign } from "./defaultDesign.js";
import type { ClientScores } from "./scoreClients.js";

/** Bands of risk and the PD from which each begins. */
const bands = { A: 0, B: 0.005, C: 0.01, D: 0.02, E: 0.05, F: 0.1, G: 0.2 };

const bandSql = `CASE ${Object.entries(bands)
  .reverse()
  .map(([band, from]) => `WHEN pd >= ${from} THEN '${band}'`)
  .join(" ")} END`;

/** How clients are scored for default: points, PD, band and what cost them points. */
export async function defaultScores(
  connection: DuckDBConnection,
  config: DatahubConfig,
): Promise<ClientScores<Scorecard>> {
  const { source, features } = (await chooseDefaultDesign(connection, config)) ?? behavioural(config);
  return {
    table: "scr_default",
    source,
    features,
    columns: {
      points: { sql: "points", type: "DOUBLE" },
      pd: { sql: "pd", type: "DOUBLE" },
      band: { sql: bandSql, type: "VARCHAR" },
    },
    reasons: (model, table) => {
      const reasonsOf = reasonFinder(model)(rowBinner(model)(table));
      return Array.from({ length: table.rows }, (_, row) =>
        reasonsOf(row).map(({ feature, pointsLost }) => ({ feature, effect: pointsLost })),
      );
    },
  };
}
