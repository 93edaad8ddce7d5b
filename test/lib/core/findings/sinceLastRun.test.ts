import { describe, expect, it } from "vitest";
import { largeSeries, overviewHeadline } from "../../../../lib/core/findings/overview.js";
import { whatChanged, type ChangeSources } from "../../../../lib/core/findings/sinceLastRun.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { kpiSeries } from "../../../../lib/core/kpiSeries.js";
import { addMonths } from "../../../../lib/core/months.js";
import type { AboutRow, KpiRow } from "../../../../lib/core/reports.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const june = new Date(Date.UTC(2026, 5, 1));
const day = (month: number, date: number): Date => new Date(Date.UTC(2026, month - 1, date));
const rows = (kpi: string, values: readonly number[]): KpiRow[] =>
  values.map((value, index) => ({
    ...{ kpi, month: addMonths(june, index - values.length + 1), value, target: null, is_complete: true },
  }));

const about: AboutRow = {
  ...{ bank: "B", profile: "p", currency: "EUR", locale: "en-GB", as_of: day(6, 30), first_date: day(1, 1) },
  ...{
    movements: 1,
    accounts: 1,
    clients: 1,
    checks_passed: 1,
    checks_total: 1,
    run: "abc",
    commit_id: null,
  },
  ...{ previous_run: null, previous_as_of: null },
};
const sources: ChangeSources = {
  ...{ about, freshness: [], kpis: [], bands: [], alerts: [], models: [], quality: [], isGrant: false },
  series: kpiSeries(rows("deposits", [100, 110])),
};
const since: AboutRow = { ...about, previous_run: "def", previous_as_of: day(5, 31) };

describe("whatChanged(sources, formats)", () => {
  it("compares a first run with the month before, and says so", () => {
    const { title, note, lines } = whatChanged(sources, formats);
    expect([title, note]).toEqual(["What changed in June", "this is the first run, so against May 2026"]);
    expect(lines.map(({ label, href }) => [label, href])).toEqual([["Deposits", "./kpi#balances"]]);
  });

  it("tells of KPIs, bands, alerts, models and data, each with the page that shows it", () => {
    const told = { previous_is_complete: true, is_complete: true, kpi: "deposits" };
    const { title, note, lines } = whatChanged(
      {
        ...sources,
        about: since,
        kpis: [
          { ...told, month: addMonths(june, -1), previous_value: 100, value: 100 },
          { ...told, month: june, previous_value: null, previous_is_complete: null, value: 110 },
        ],
        bands: [{ from_band: "A", to_band: "G", clients: 2 }],
        alerts: [
          {
            ...{
              previous_as_of: day(5, 31),
              previous_alerts: 1,
              alerts: 2,
              new_alerts: 1,
              new_day_alerts: 1,
            },
            ...{ gone_alerts: 0, most_of_one: 1, new_movements: 9 },
          },
        ],
        models: [
          {
            ...{ model: "churn", version: "a", previous_version: "a", auc: 0.8, previous_auc: 0.8 },
            ...{ psi: 0, psi_verdict: "stable" },
          },
        ],
      },
      formats,
    );
    expect([title, note]).toEqual(["What changed since the run before", "run def, as of 31 May 2026"]);
    expect(lines.map(({ label, text, href }) => [label, text.replaceAll("\u202F", " "), href])).toEqual([
      ["Deposits", "rose 10.0 % on May to € 110.", "./kpi#balances"],
      [
        "Risk bands",
        "Two clients moved to a riskier band, all to G, and none to a safer one.",
        "./risk?moved-since=1#migration",
      ],
      [
        "Alerts",
        "1 new alert from the 9 movements since 31 May 2026.",
        "./outliers?period=month&triage=open",
      ],
      ["Models", "No model changed.", "./models#watched"],
    ]);
  });

  it("says when nothing moved", () => {
    expect(whatChanged({ ...sources, about: since }, formats).lines).toEqual([
      {
        ...{ label: "Key figures", text: "none moved: June 2026 reads as the run before told it." },
        ...{ page: "KPIs", href: "./kpi#every-kpi" },
      },
    ]);
  });
});

describe("overviewHeadline(series, formats, options)", () => {
  it("tells of the expected loss and the band it lies in, where there is a model", () => {
    const series = kpiSeries([
      ...rows("active_clients", [1000, 1010]),
      ...rows("expected_loss", [100e3, 110e3]),
    ]);
    const bands = [
      { is_grant: false, band: "A", clients: 90, expected_loss: 40e3 },
      { is_grant: false, band: "G", clients: 10, expected_loss: 60e3 },
    ];
    expect(overviewHeadline(series, formats, { bands }).replaceAll("\u202F", " ")).toBe(
      "The bank grew in June: 1,010 clients were active, 1.0 % more than in May. Expected loss rose 10.0 % to € 110.0 k; 60 % of it is band G, 10 of 100 borrowers.",
    );
  });
});

describe("largeSeries(series, most)", () => {
  it("puts growth, income and risk before the rest", () => {
    const series = kpiSeries(
      ["movements", "attrition", "expected_loss", "deposits"].flatMap((kpi) => rows(kpi, [1, 2])),
    );
    expect(largeSeries(series, 3).map(({ kpi }) => kpi.id)).toEqual([
      "deposits",
      "expected_loss",
      "attrition",
    ]);
  });
});
