import { describe, expect, it } from "vitest";
import {
  alertChangeWords,
  bandChangeWords,
  dataChangeWords,
  kpiChangeMoves,
  modelChangeWords,
  restatedWords,
} from "../../../../lib/core/findings/changes.js";
import { qualityHistoryFinding } from "../../../../lib/core/findings/qualityHistory.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { bandChanges } from "../../../../lib/core/history/bandChanges.js";
import { kpiChanges } from "../../../../lib/core/history/kpiChanges.js";
import { qualityHistory } from "../../../../lib/core/history/qualityHistory.js";
import type {
  AlertChangeRow,
  BandChangeRow,
  KpiChangeRow,
  RunRow,
} from "../../../../lib/core/history/rows.js";
import { kpiSeries } from "../../../../lib/core/kpiSeries.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string | null | undefined): string | null => text?.replaceAll("\u202F", " ") ?? null;
const month = (number: number): Date => new Date(Date.UTC(2026, number - 1, 1));

const moves = (...cells: [string | null, string | null, number][]): BandChangeRow[] =>
  cells.map(([from_band, to_band, clients]) => ({ from_band, to_band, clients }));

describe("bandChanges(rows)", () => {
  it("counts who moved, stayed, came and went", () => {
    const rows = moves(
      ["A", "A", 5],
      ["A", "C", 2],
      ["B", "G", 3],
      ["C", "A", 4],
      [null, "A", 7],
      ["D", null, 1],
    );
    expect(bandChanges(rows)).toEqual({
      ...{ riskier: 5, safer: 4, same: 5, came: 7, went: 1 },
      worst: { band: "G", clients: 3 },
    });
  });

  it.each<readonly [string, BandChangeRow[]]>([
    ["without a run before", []],
    ["without a model before", moves([null, "A", 3])],
    ["without a model now", moves(["A", null, 3])],
  ])("compares nothing %s", (_, rows) => expect(bandChanges(rows)).toBe(null));
});

describe("bandChangeWords(rows, formats)", () => {
  it.each<readonly [BandChangeRow[], string]>([
    [
      moves(["A", "C", 11], ["B", "G", 3], ["C", "A", 9]),
      "14 clients moved to a riskier band, three of them to G, and nine to a safer one.",
    ],
    [moves(["A", "B", 1]), "One client moved to a riskier band, to B, and none to a safer one."],
    [moves(["A", "G", 2]), "Two clients moved to a riskier band, all to G, and none to a safer one."],
    [moves(["B", "A", 2]), "No client moved to a riskier band, and two to a safer one."],
    [
      moves(["A", "A", 9], [null, "A", 1], ["B", null, 20]),
      "No client moved to another risk band; one is scored for the first time and 20 are no longer scored.",
    ],
  ])("%j", (rows, words) => expect(bandChangeWords(rows, formats)).toBe(words));
});

describe("alertChangeWords(row, formats)", () => {
  const row: AlertChangeRow = {
    ...{ previous_as_of: new Date(Date.UTC(2026, 4, 31)), previous_alerts: 20, alerts: 20, new_alerts: 6 },
    ...{ new_day_alerts: 5, gone_alerts: 6, most_of_one: 4, new_movements: 31_204 },
  };
  it.each<readonly [string, AlertChangeRow | undefined, string | null]>([
    [
      "new ones",
      row,
      "6 new alerts, five of them from the 31,204 movements since 31 May 2026; four are one client's. 6 earlier ones are no longer among the alerts.",
    ],
    [
      "new ones, all of new days",
      { ...row, new_day_alerts: 6, gone_alerts: 0, most_of_one: 1 },
      "6 new alerts from the 31,204 movements since 31 May 2026.",
    ],
    ["none", { ...row, new_alerts: 0, gone_alerts: 0, new_movements: 0 }, "No new alert."],
    ["nothing without a run before", undefined, null],
    ["nothing without a model", { ...row, alerts: 0, previous_alerts: 0 }, null],
  ])("tells %s", (_, given, words) => expect(alertChangeWords(given, formats)).toBe(words));
});

describe("modelChangeWords(rows, formats)", () => {
  const model = (name: string, version: string | null, previous: string | null, auc: number | null) => ({
    ...{ model: name, version, previous_version: previous, auc, previous_auc: auc === null ? null : 0.8 },
    ...{ psi: 0.3, psi_verdict: name === "churn" ? "moved" : "stable" },
  });
  it.each([
    [[model("default", "a", "a", 0.8)], "No model changed."],
    [
      [model("anomaly", "b", "a", null), model("default", "b", "a", 0.81)],
      "Fitted anew: default (AUC 0.810, 0.800 before) and anomaly.",
    ],
    [
      [model("churn", "b", "a", 0.8)],
      "Fitted anew: churn (AUC 0.800, as before); churn scores have moved since training (PSI 0.30).",
    ],
    [[model("default", null, null, null)], null],
  ])("%#", (rows, words) => expect(modelChangeWords(rows, formats)).toBe(words));
});

describe("dataChangeWords(rows, formats)", () => {
  const row = (raw: number, quarantined: number, before: number | null, aside: number | null) => ({
    ...{ extract: "kyc", raw_rows: raw, quarantined_rows: quarantined },
    ...{ previous_raw_rows: before, previous_quarantined_rows: aside },
  });
  it.each([
    [row(1100, 11, 1000, 10), "100 more rows came in than before, and 1.00 % were set aside, as before"],
    [row(999, 0, 1000, 10), "1 fewer row came in than before, and 0.00 % were set aside, 1.00 % before"],
    [row(10, 0, null, null), null],
  ])("%#", (given, words) => expect(plain(dataChangeWords([given], formats))).toBe(words));
});

describe("kpiChanges(rows)", () => {
  const row = (
    kpi: string,
    of: Date,
    before: number | null,
    value: number | null,
    wholeBefore = true,
    whole = true,
  ): KpiChangeRow => ({
    ...{ kpi, month: of, previous_value: before, previous_is_complete: before === null ? null : wholeBefore },
    ...{ value, is_complete: value === null ? null : whole },
  });

  it("compares whole months when one has ended since, both as told now", () => {
    const found = kpiChanges([
      row("deposits", month(5), 100, 200),
      row("deposits", month(6), null, 220),
      row("movements", month(5), 10, 10),
      row("movements", month(6), null, 11),
    ]);
    expect(found).toMatchObject({ basis: "months", from: month(5), to: month(6), told: month(5) });
    expect(found?.moves.map(({ kpi, before, now }) => [kpi.id, before, now])).toEqual([
      ["deposits", 200, 220],
      ["movements", 10, 11],
    ]);
    expect(found?.restated.map(({ kpi, before, now }) => [kpi.id, before, now])).toEqual([
      ["deposits", 100, 200],
    ]);
  });

  it("compares what stands on a day when no month has ended since", () => {
    const found = kpiChanges([
      row("deposits", month(5), 100, 100),
      row("deposits", month(6), 101, 103, false, false),
      row("movements", month(5), 10, 10),
      row("movements", month(6), 3, 4, false, false),
    ]);
    expect(found).toMatchObject({ basis: "days", from: month(6), to: month(6), restated: [] });
    expect(found?.moves.map(({ kpi, before, now }) => [kpi.id, before, now])).toEqual([
      ["deposits", 101, 103],
    ]);
  });

  it("finds nothing in a first run", () => expect(kpiChanges([])).toBe(null));

  it("is told in sentences", () => {
    const series = kpiSeries(
      [100, 200, 220].map((value, index) => ({
        ...{ kpi: "deposits", month: month(4 + index), value, target: null, is_complete: true },
      })),
    );
    const rows = [row("deposits", month(5), 100, 200), row("deposits", month(6), null, 220)];
    const before = new Date(Date.UTC(2026, 4, 31));
    expect(kpiChangeMoves(rows, series, before, formats, 3)?.map(({ text }) => plain(text))).toEqual([
      "rose 10.0 % on May to € 220.",
    ]);
    expect(plain(restatedWords(rows, formats))).toBe(
      "May 2026 reads otherwise now: deposits € 200 (was € 100).",
    );
  });
});

describe("qualityHistory(runs, quality, scores)", () => {
  const run = (sequence: number): RunRow => ({
    ...{ sequence, run: `r${sequence}`, is_current: sequence === 2, as_of: month(sequence), commit_id: null },
    ...{ checks_passed: 1, checks_total: 1, movements: 1, accounts: 1, clients: 1 },
    ...{ alerts: null, expected_loss: null },
  });
  const rows = (sequence: number, extract: string, raw: number, aside: number) => ({
    ...{ sequence, extract, newest_date: null, raw_rows: raw, staged_rows: raw - aside },
    ...{ quarantined_rows: aside, duplicate_rows: 0, repaired_values: 2 },
  });
  const quality = [rows(2, "kyc", 100, 4), rows(1, "kyc", 100, 2), rows(2, "loans", 100, 0)];
  const scores = [
    { sequence: 2, extract: "kyc", defects: 10, missed_defects: 1, clean_rows: 90, harmed_rows: 0 },
  ];

  it("gives a point for each run an extract came in, the oldest first", () => {
    const { all, extracts } = qualityHistory([run(2), run(1)], quality, scores);
    expect(
      extracts.map(({ extract, points }) => [extract, points.map((point) => point.quarantineShare)]),
    ).toEqual([
      ["kyc", [0.02, 0.04]],
      ["loans", [0]],
    ]);
    expect(all.points.map(({ rawRows, caughtShare }) => [rawRows, caughtShare])).toEqual([
      [100, null],
      [200, 0.9],
    ]);
  });

  it.each([
    [[run(1), run(2)], "Over two runs: 2.00 % of the rows set aside in each"],
    [[run(1)], "Over the runs: the history starts with this one"],
    [[], "No run is remembered yet"],
  ])("%#: is told in a sentence", (runs, words) => {
    expect(plain(qualityHistoryFinding(qualityHistory(runs, quality, []).all, formats))).toBe(words);
  });
});
