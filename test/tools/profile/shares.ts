import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../../lib/warehouse/sql.js";

/** How often something came true among the snapshots of a bin. */
export interface BinShare {
  readonly bin: number;
  /** Mean of the measure by which the snapshots are binned. */
  readonly middle: number;
  readonly n: number;
  readonly positives: number;
  readonly share: number;
  /** Half the width of a 95 % interval that takes a client's snapshots as one. */
  readonly half: number;
}

/**
 * Shares by bin.
 *
 * @param from rows of bin (a number), measure, client_id and outcome (a boolean)
 */
export function sharesByBin(connection: DuckDBConnection, from: string): Promise<BinShare[]> {
  return rows<BinShare>(
    connection,
    `WITH marked AS (SELECT bin, CAST(measure AS DOUBLE) AS measure, client_id, CAST(outcome AS INTEGER) AS outcome FROM (${from})),
     bins AS (
       SELECT bin, avg(measure) AS middle, count(*) AS n, sum(outcome) AS positives, avg(outcome) AS share FROM marked GROUP BY bin
     ), by_client AS (
       SELECT bin, client_id, sum(outcome) AS came, count(*) AS n FROM marked GROUP BY ALL
     )
     SELECT b.bin, any_value(b.middle) AS middle, any_value(b.n) AS n, any_value(b.positives) AS positives, any_value(b.share) AS share,
       1.96 * sqrt(sum(pow(c.came - c.n * b.share, 2) ORDER BY client_id)) / any_value(b.n) AS half
     FROM bins AS b JOIN by_client AS c USING (bin) GROUP BY b.bin ORDER BY b.bin`,
  );
}
