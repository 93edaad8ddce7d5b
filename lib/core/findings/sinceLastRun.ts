import type { Formats } from "../format/formats.js";
import type {
  AlertChangeRow,
  BandChangeRow,
  KpiChangeRow,
  ModelChangeRow,
  QualityChangeRow,
} from "../history/rows.js";
import type { KpiSeries } from "../kpiSeries.js";
import { addMonths } from "../months.js";
import type { AboutRow, FreshnessRow } from "../reports.js";
import {
  alertChangeWords,
  bandChangeWords,
  dataChangeWords,
  kpiChangeMoves,
  modelChangeWords,
  restatedWords,
} from "./changes.js";
import { largestMoves } from "./moves.js";
import { freshnessFinding } from "./quality.js";
import { kpiView, views, type PageView } from "./views.js";

/** A sentence of what changed, and the view that shows it. */
export interface ChangeSentence extends PageView {
  readonly label: string;
  readonly text: string;
}

/** All that an overview can tell of what changed. */
export interface ChangeSources {
  readonly about: AboutRow;
  readonly series: readonly KpiSeries[];
  readonly freshness: readonly FreshnessRow[];
  readonly kpis: readonly KpiChangeRow[];
  readonly bands: readonly BandChangeRow[];
  readonly alerts: readonly AlertChangeRow[];
  readonly models: readonly ModelChangeRow[];
  readonly quality: readonly QualityChangeRow[];
  /** Whether loans are scored, at grant, rather than clients. */
  readonly isGrant: boolean;
}

export interface WhatChanged {
  readonly title: string;
  /** What it is compared with. */
  readonly note: string;
  readonly lines: readonly ChangeSentence[];
}

/**
 * What changed since the run before, in sentences; in a first run, which has none before it, since the month before.
 *
 * @param sources rows of the reports
 * @param formats the bank's way of writing
 */
export function whatChanged(sources: ChangeSources, formats: Formats): WhatChanged {
  const { about, series } = sources;
  const month = series[0]?.month;
  const before = about.previous_as_of;
  const moves =
    before === null
      ? largestMoves(series, formats, 5)
      : (kpiChangeMoves(sources.kpis, series, before, formats, 3) ?? []);
  const lines: ChangeSentence[] = moves.map(({ series: { kpi }, text }) => ({
    label: kpi.label,
    text,
    ...kpiView(kpi.id),
  }));
  if (before !== null && moves.length === 0 && month) {
    const text = `none moved: ${formats.month(month)} reads as the run before told it.`;
    if (restatedWords(sources.kpis, formats) === null)
      lines.push({ label: "Key figures", text, ...views.everyKpi });
  }
  const add = (label: string, text: string | null, view: PageView): void => {
    if (text !== null) lines.push({ label, text, ...view });
  };
  add(
    "Risk bands",
    bandChangeWords(sources.bands, formats, sources.isGrant ? "loan" : "client"),
    views.bandMoves,
  );
  const gap = before === null ? null : about.as_of.getTime() - before.getTime();
  add("Alerts", alertChangeWords(sources.alerts[0], formats), views.newAlerts(gap));
  if (before !== null) add("Models", modelChangeWords(sources.models, formats), views.models);
  const arrived = before === null ? null : dataChangeWords(sources.quality, formats);
  if (sources.freshness.length > 0) {
    const fresh = freshnessFinding(sources.freshness, formats);
    add("Data", `${[fresh, arrived].filter((part) => part !== null).join("; ")}.`, views.freshness);
  }
  add("Revised", restatedWords(sources.kpis, formats), views.everyKpi);
  if (before === null) {
    return {
      title: month ? `What changed in ${formats.monthName(month)}` : "What changed",
      note: month
        ? `this is the first run, so against ${formats.month(addMonths(month, -1))}`
        : "this is the first run",
      lines,
    };
  }
  return {
    title: "What changed since the run before",
    note: `run ${about.previous_run ?? ""}, as of ${formats.day(before)}`,
    lines,
  };
}
