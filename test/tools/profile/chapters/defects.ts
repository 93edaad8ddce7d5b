import * as Plot from "@observablehq/plot";
import { type DefectKind, defectKinds } from "../../../../lib/simulate/dirt/defect.js";
import { oneRow, rows } from "../../../../lib/warehouse/sql.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { innerWidth } from "../picture.js";
import { number, percent, kept } from "../say.js";

/** Defects per written row in the manifest, by kind. */
export async function defects({ connection, source }: SimulatedBank): Promise<Chapter> {
  const counted = new Map(
    (
      await rows<{ kind: string; n: number }>(
        connection,
        "SELECT kind, count(*) AS n FROM defects GROUP BY 1",
      )
    ).map(({ kind, n }) => [kind, n]),
  );
  const { written } = await oneRow<{ written: number }>(
    connection,
    "SELECT CAST(sum(raw_rows) AS BIGINT) AS written FROM quality.extracts",
  );
  const kinds = (Object.keys(defectKinds) as DefectKind[])
    .map((kind) => ({
      kind,
      label: kind.replaceAll("_", " "),
      n: counted.get(kind) ?? 0,
      fate: defectKinds[kind].fate,
    }))
    .sort((left, right) => right.n - left.n || (left.kind < right.kind ? -1 : 1));
  const total = kinds.reduce((sum, { n }) => sum + n, 0);
  const repairable = kinds.filter(({ fate }) => fate === "repaired").reduce((sum, { n }) => sum + n, 0);
  const ofFate = (fate: string): number =>
    kinds.filter((row) => row.fate === fate).reduce((sum, { n }) => sum + n, 0);
  const columns = [kinds.slice(0, Math.ceil(kinds.length / 2)), kinds.slice(Math.ceil(kinds.length / 2))];
  const largest = kinds[0]?.n ?? 1;
  const width = Math.floor((innerWidth - 24) / 2);
  return {
    figures: {
      written,
      total,
      share: kept(total / written),
      repaired: repairable,
      quarantined: ofFate("quarantined"),
      emptied: ofFate("emptied"),
      duplicate: ofFate("duplicate"),
      reported: ofFate("reported"),
      kinds: Object.fromEntries(
        [...kinds].sort((left, right) => (left.kind < right.kind ? -1 : 1)).map(({ kind, n }) => [kind, n]),
      ),
    },
    pictures: {
      defects: {
        title: `${number(total)} known defects in ${number(written)} rows (${percent(total / written, 2)}); ${percent(repairable / total, 0)} of them can be put right`,
        about:
          "Defects by kind; green: the true value can be found again, blue-grey: the row or the value must be set aside, dropped or reported",
        source,
        panels: [
          columns.map((column) => ({
            plot: {
              width,
              height: 300,
              marginLeft: 130,
              marginRight: 44,
              marginTop: 4,
              marginBottom: 8,
              x: { domain: [0, largest], axis: null },
              y: { type: "band", domain: column.map(({ label }) => label), padding: 0.25 },
              marks: [
                Plot.axisY({ fill: "var(--ink)", tickSize: 0, label: null }),
                Plot.barX(column, {
                  y: "label",
                  x: "n",
                  fill: ({ fate }: { fate: string }) =>
                    fate === "repaired" ? "var(--good)" : "var(--series)",
                }),
                Plot.text(column, {
                  y: "label",
                  x: "n",
                  text: ({ n }: { n: number }) => number(n),
                  textAnchor: "start",
                  dx: 5,
                  fill: "var(--ink-2)",
                }),
                Plot.ruleX([0], { stroke: "var(--ink)" }),
              ],
            },
          })),
        ],
      },
    },
  };
}
