import { describe, expect, it } from "vitest";
import { largestMoves } from "../../../../lib/core/findings/moves.js";
import { overviewHeadline, yearFinding } from "../../../../lib/core/findings/overview.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { kpiSeries } from "../../../../lib/core/kpiSeries.js";
import { addMonths } from "../../../../lib/core/months.js";
import type { KpiRow } from "../../../../lib/core/reports.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string): string => text.replaceAll("\u202F", " ");
const june = new Date(Date.UTC(2026, 5, 1));

/** Values of a KPI, the last one for June 2026. */
const rows = (kpi: string, values: readonly number[]): KpiRow[] =>
  values.map((value, index) => ({
    kpi,
    month: addMonths(june, index - values.length + 1),
    value,
    target: null,
    is_complete: true,
  }));

describe("overviewHeadline(series, formats)", () => {
  const cases: [string, KpiRow[], string][] = [
    [
      "growth",
      [...rows("active_clients", [1000, 1010]), ...rows("deposits", [1e6, 1.02e6])],
      "The bank grew in June: 1,010 clients were active, 1.0 % more than in May. Deposits rose 2.0 % to € 1.02 M.",
    ],
    [
      "a mixed month",
      [...rows("active_clients", [1000, 990]), ...rows("deposits", [1e6, 1.02e6])],
      "June was mixed: 990 clients were active, 1.0 % fewer than in May. Deposits rose 2.0 % to € 1.02 M.",
    ],
    [
      "a steady month",
      [...rows("active_clients", [1000, 1000]), ...rows("deposits", [1e6, 1e6])],
      "June was steady: 1,000 clients were active, as many as in May. Deposits held at € 1.00 M.",
    ],
    [
      "a first month",
      [...rows("active_clients", [1000]), ...rows("deposits", [1e6])],
      "1,000 clients were active in June 2026. They held deposits of € 1.00 M.",
    ],
    ["other KPIs only", rows("movements", [5]), "Movements was 5 in June 2026."],
    ["no month", [], "No month is over yet, so there is nothing to compare."],
  ];
  it.each(cases)("tells %s", (_, data, expected) => {
    expect(plain(overviewHeadline(kpiSeries(data), formats))).toBe(expected);
  });
});

describe("yearFinding(series)", () => {
  it("counts what is better than a year before, in the direction that is wanted", () => {
    const year = (first: number, last: number): number[] => [first, ...Array<number>(11).fill(first), last];
    const data = [...rows("active_clients", year(10, 11)), ...rows("left_clients", year(5, 6))];
    expect(yearFinding(kpiSeries(data))).toBe(
      "Thirteen months: one of two beat last year, all but left clients",
    );
    expect(yearFinding(kpiSeries([...data, ...rows("deposits", year(3, 3))]))).toBe(
      "Thirteen months: one of three beat last year; left clients did worse",
    );
  });

  it("says that there is too little to compare", () => {
    expect(yearFinding(kpiSeries(rows("deposits", [1, 2])))).toBe(
      "Two months: too few to compare with a year before",
    );
  });
});

describe("largestMoves(series, formats, most)", () => {
  it("puts first what moved most against its own usual move", () => {
    const calm = [100, 101, 100, 101, 100, 101, 100, 101, 100, 101, 100, 101, 103];
    const wild = [100, 150, 100, 150, 100, 150, 100, 150, 100, 150, 100, 150, 100];
    const moves = largestMoves(kpiSeries([...rows("volume", wild), ...rows("deposits", calm)]), formats, 2);
    expect(moves.map(({ series }) => series.kpi.id)).toEqual(["deposits", "volume"]);
    expect(plain(moves[0]!.text)).toBe("rose 2.0 % on May to € 103; in a usual month it moves by 1.0 %.");
  });
});

describe("kpiSeries(rows)", () => {
  it("leaves a month out that is not over", () => {
    const data = rows("deposits", [1, 2, 3]).map((row, index) => ({ ...row, is_complete: index < 2 }));
    const [series] = kpiSeries(data);
    expect(series?.value).toBe(2);
    expect(series?.month).toEqual(addMonths(june, -1));
  });
});
