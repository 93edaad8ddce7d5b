import * as Plot from "@observablehq/plot";
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../../../lib/warehouse/sql.js";
import { xAxis, yAxis, zeroLine } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { columnWidth, type Panel } from "../picture.js";
import { kept, number } from "../say.js";

/** Top of the scale, so that panels beside each other are read alike. */
const highestShare = 0.5;

export interface DigitShare {
  readonly digit: number;
  readonly share: number;
  readonly law: number;
}

/** Shares of the first digits of amounts beside Benford's law. */
export async function firstDigits(
  connection: DuckDBConnection,
  from: string,
): Promise<{ readonly n: number; readonly shares: readonly DigitShare[]; readonly deviation: number }> {
  const counted = await rows<{ digit: number; n: number }>(
    connection,
    `SELECT CAST(regexp_extract(CAST(abs(amount) AS VARCHAR), '[1-9]') AS INTEGER) AS digit, count(*) AS n FROM ${from} AND amount <> 0 GROUP BY 1 ORDER BY 1`,
  );
  const n = counted.reduce((sum, row) => sum + row.n, 0);
  const shares = Array.from({ length: 9 }, (_, at) => {
    const digit = at + 1;
    return {
      digit,
      share: (counted.find((row) => row.digit === digit)?.n ?? 0) / n,
      law: Math.log10(1 + 1 / digit),
    };
  });
  const deviation = shares.reduce((sum, { share, law }) => sum + Math.abs(share - law), 0) / 9;
  return { n, shares, deviation };
}

/** Bars of first digits with the law as a tick across each. */
export function digitPanel(
  heading: string,
  shares: readonly DigitShare[],
  width: number,
  height = 210,
): Panel {
  return {
    heading,
    plot: {
      width,
      height,
      marginLeft: 36,
      marginRight: 4,
      marginTop: 24,
      marginBottom: 38,
      x: { type: "band", padding: 0.2 },
      y: { domain: [0, highestShare] },
      marks: [
        ...yAxis({
          label: "Share, %",
          ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5] as never,
          format: (value: number) => number(value * 100),
        }),
        xAxis({ label: "First digit" }),
        Plot.barY(shares, { x: "digit", y: "share", fill: "var(--series)" }),
        Plot.tickY(shares, {
          x: "digit",
          y: "law",
          stroke: "var(--paper)",
          strokeWidth: 6,
          insetLeft: -3,
          insetRight: -3,
        }),
        Plot.tickY(shares, {
          x: "digit",
          y: "law",
          stroke: "var(--warn-mark)",
          strokeWidth: 2.5,
          insetLeft: -3,
          insetRight: -3,
        }),
        zeroLine(),
      ],
    },
  };
}

/** First digits of amounts against Benford's law. */
export async function benford({ connection, source }: SimulatedBank): Promise<Chapter> {
  const all = await firstDigits(connection, "movements WHERE true");
  const card = await firstDigits(connection, "movements WHERE transaction_type = 'card_purchase'");
  const cash = await firstDigits(connection, "movements WHERE transaction_type = 'cash_withdrawal'");
  const width = columnWidth(3);
  return {
    figures: Object.fromEntries(
      Object.entries({ all, card, cash }).map(([id, { n, deviation, shares }]) => [
        id,
        { n, deviation: kept(deviation), ones: kept(shares[0]?.share ?? 0) },
      ]),
    ),
    pictures: {
      benford: {
        title: `First digits follow Benford's law to ${number(all.deviation * 100, 1)} points on average; cash from the machine, in round notes, does not`,
        about: "Share of movements by the first digit of the amount, %; the ochre tick is Benford's law",
        source,
        panels: [
          [
            digitPanel(`All movements, n = ${number(all.n)}`, all.shares, width),
            digitPanel(`Card purchases, n = ${number(card.n)}`, card.shares, width),
            digitPanel(`Cash withdrawals, n = ${number(cash.n)}`, cash.shares, width),
          ],
        ],
      },
    },
  };
}
