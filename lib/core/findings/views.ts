import { activityMeasures } from "../reports.js";

/** Where more is to be seen: a page, and the part or state of it that is meant. */
export interface PageView {
  readonly page: string;
  readonly href: string;
}

const everyKpi: PageView = { page: "KPIs", href: "./kpi#every-kpi" };
const valueAtRisk: PageView = { page: "Churn", href: "./churn#value-at-risk" };
const portfolio: PageView = { page: "Risk", href: "./risk#portfolio" };
const verdicts: PageView = { page: "Outliers", href: "./outliers#verdicts" };
const balances: PageView = { page: "KPIs", href: "./kpi#balances" };

const kpiViews: Readonly<Record<string, PageView>> = {
  expected_loss: portfolio,
  default_rate_12m: portfolio,
  attrition: valueAtRisk,
  value_at_risk: valueAtRisk,
  alerts_per_10k: verdicts,
  confirmed_share: verdicts,
  deposits: balances,
  card_balances: balances,
};

/**
 * The view that shows a KPI best: where it can be taken apart, or else its line among all KPIs.
 *
 * @param id of the KPI
 */
export function kpiView(id: string): PageView {
  const own = kpiViews[id];
  if (own) return own;
  const isMeasure = activityMeasures.some((measure) => measure.id === id);
  return isMeasure ? { page: "KPIs", href: `./kpi?measure=${id}` } : everyKpi;
}

const day = 86_400_000;

/**
 * The open alerts of the days since another run, in the shortest period of the queue that holds them.
 *
 * @param since time between the two as-of dates, in milliseconds; null where the run before is not known
 */
function newAlerts(since: number | null): PageView {
  const days = since === null ? 90 : since / day;
  const period = days <= 1 ? "day" : days <= 7 ? "week" : days <= 30 ? "month" : "all";
  // A week is what the queue begins with.
  return {
    page: "Outliers",
    href: `./outliers?${period === "week" ? "" : `period=${period}&`}triage=open`,
  };
}

/** The views that what changed leads to. */
export const views = {
  everyKpi,
  bandMoves: { page: "Risk", href: "./risk?moved-since=1#migration" },
  newAlerts,
  models: { page: "Models", href: "./models#watched" },
  freshness: { page: "Quality", href: "./quality#fresh" },
} as const;
