import type { Formats } from "../format/formats.js";
import { bandChanges } from "../history/bandChanges.js";
import { kpiChanges } from "../history/kpiChanges.js";
import type {
  AlertChangeRow,
  BandChangeRow,
  KpiChangeRow,
  ModelChangeRow,
  QualityChangeRow,
} from "../history/rows.js";
import type { KpiSeries } from "../kpiSeries.js";
import { addMonths } from "../months.js";
import { tellLargest, type Move } from "./moves.js";
import { capital, countWord, listWords, plural } from "./words.js";

const inWords = (count: number, formats: Formats): string =>
  count <= 13 ? countWord(count) : formats.count(count);

/**
 * Who changed the risk band since the run before.
 *
 * @param rows of `rpt_changes_bands`
 * @param formats the bank's way of writing
 * @param noun what is scored: a client, or a loan
 * @returns null when there is nothing to compare
 */
export function bandChangeWords(
  rows: readonly BandChangeRow[],
  formats: Formats,
  noun: "client" | "loan" = "client",
): string | null {
  const found = bandChanges(rows);
  if (found === null) return null;
  const { riskier, safer, came, went, worst } = found;
  const others = [
    ...(came > 0 ? [`${inWords(came, formats)} ${plural(came, "is", "are")} scored for the first time`] : []),
    ...(went > 0 ? [`${inWords(went, formats)} ${plural(went, "is", "are")} no longer scored`] : []),
  ];
  const rest = others.length === 0 ? "." : `; ${listWords(others)}.`;
  if (riskier + safer === 0) return `No ${noun} moved to another risk band${rest}`;
  const up =
    riskier === 0
      ? `No ${noun} moved to a riskier band`
      : `${capital(inWords(riskier, formats))} ${plural(riskier, noun)} moved to a riskier band`;
  const ofThem =
    worst === null
      ? ""
      : worst.clients === riskier
        ? `, ${riskier === 1 ? "to" : "all to"} ${worst.band}`
        : `, ${inWords(worst.clients, formats)} of them to ${worst.band}`;
  return `${up}${ofThem}, and ${inWords(safer, formats)} to a safer one${rest}`;
}

/**
 * Which alerts are new since the run before.
 *
 * @param row of `rpt_changes_alerts`
 * @param formats the bank's way of writing
 * @returns null without a run before, and while there are no alerts
 */
export function alertChangeWords(row: AlertChangeRow | undefined, formats: Formats): string | null {
  if (!row || row.alerts + row.previous_alerts === 0) return null;
  const { new_alerts: fresh, new_day_alerts: ofNewDays, most_of_one: most, gone_alerts: gone } = row;
  const movements =
    row.new_movements > 0
      ? ` from the ${formats.count(row.new_movements)} ${plural(row.new_movements, "movement")} since ${formats.day(row.previous_as_of)}`
      : "";
  const lapsed =
    gone > 0
      ? ` ${formats.count(gone)} earlier ${plural(gone, "one is", "ones are")} no longer among the alerts.`
      : "";
  if (fresh === 0) return `No new alert${movements}.${lapsed}`;
  const start = `${formats.count(fresh)} new ${plural(fresh, "alert")}`;
  const origin =
    movements === "" || ofNewDays === fresh
      ? movements
      : `, ${inWords(ofNewDays, formats)} of them${movements}`;
  const client = most > 1 && most < fresh ? `; ${inWords(most, formats)} are one client's` : "";
  return `${start}${origin}${client}.${lapsed}`;
}

/**
 * Which models are others than in the run before, and how good they are.
 *
 * @param rows of `rpt_changes_models`
 * @param formats the bank's way of writing
 * @returns null when there is no model at all
 */
export function modelChangeWords(rows: readonly ModelChangeRow[], formats: Formats): string | null {
  const order = ["default", "churn", "anomaly"];
  const there = rows
    .filter(({ version }) => version !== null)
    .sort((left, right) => order.indexOf(left.model) - order.indexOf(right.model));
  if (there.length === 0) return null;
  const auc = (value: number): string => formats.number(value, 3);
  const fitted = there
    .filter(({ version, previous_version }) => version !== previous_version)
    .map(({ model, auc: now, previous_auc: before }) => {
      if (now === null) return model;
      const then =
        before === null ? "" : auc(before) === auc(now) ? ", as before" : `, ${auc(before)} before`;
      return `${model} (AUC ${auc(now)}${then})`;
    });
  const drifting = there
    .filter(({ psi_verdict }) => psi_verdict === "watch" || psi_verdict === "moved")
    .map(
      ({ model, psi, psi_verdict }) =>
        `${model} scores have ${psi_verdict === "moved" ? "moved" : "begun to move"} since training (PSI ${formats.number(psi ?? 0, 2)})`,
    );
  const start = fitted.length === 0 ? "No model changed" : `Fitted anew: ${listWords(fitted)}`;
  return `${[start, ...drifting].join("; ")}.`;
}

/**
 * How many more rows came in than in the run before, and whether more of them were set aside.
 *
 * @param rows of `rpt_changes_quality`
 * @param formats the bank's way of writing
 * @returns null without a run before
 */
export function dataChangeWords(rows: readonly QualityChangeRow[], formats: Formats): string | null {
  if (rows.every(({ previous_raw_rows }) => previous_raw_rows === null)) return null;
  const sum = (key: Exclude<keyof QualityChangeRow, "extract">): number =>
    rows.reduce((total, row) => total + (row[key] ?? 0), 0);
  const more = sum("raw_rows") - sum("previous_raw_rows");
  const came =
    more === 0
      ? "as many rows came in as before"
      : `${formats.count(Math.abs(more))} ${more > 0 ? "more" : "fewer"} ${plural(Math.abs(more), "row")} came in than before`;
  const now = formats.percent(sum("quarantined_rows") / Math.max(1, sum("raw_rows")), 2);
  const before = formats.percent(sum("previous_quarantined_rows") / Math.max(1, sum("previous_raw_rows")), 2);
  return `${came}, and ${now} were set aside${now === before ? ", as before" : `, ${before} before`}`;
}

/**
 * The KPIs that moved most since the run before: from its last whole month to this one's, or, when no month has ended
 * since, how things stand on the as-of dates.
 *
 * @param rows of `rpt_changes_kpis`
 * @param series of `kpiSeries`
 * @param before as-of date of the run before
 * @param formats the bank's way of writing
 * @param most how many at most
 * @returns null when there is nothing to compare with
 */
export function kpiChangeMoves(
  rows: readonly KpiChangeRow[],
  series: readonly KpiSeries[],
  before: Date,
  formats: Formats,
  most: number,
): Move[] | null {
  const found = kpiChanges(rows);
  if (found === null) return null;
  const { basis, from, to, moves } = found;
  const told = moves.flatMap(({ kpi, change, now }) => {
    const own = series.find((each) => each.kpi.id === kpi.id);
    return own ? [{ series: own, change, value: now }] : [];
  });
  const since = basis === "months" ? `on ${formats.monthName(from)}` : `since ${formats.dayOfMonth(before)}`;
  const isMonth = basis === "months" && addMonths(from, 1).getTime() === to.getTime();
  return tellLargest(told, formats, { most, since, isMonth });
}

/**
 * What this run tells otherwise of the month that the run before told last.
 *
 * @param rows of `rpt_changes_kpis`
 * @param formats the bank's way of writing
 * @returns null when it is told as before, or when there is nothing to compare
 */
export function restatedWords(rows: readonly KpiChangeRow[], formats: Formats): string | null {
  const found = kpiChanges(rows);
  if (found === null) return null;
  const seen = found.restated.filter(
    ({ kpi, before, now }) => formats.value(kpi.unit, before) !== formats.value(kpi.unit, now),
  );
  if (seen.length === 0) return null;
  const texts = seen
    .slice(0, 3)
    .map(
      ({ kpi, before, now }) =>
        `${kpi.label.toLowerCase()} ${formats.value(kpi.unit, now)} (was ${formats.value(kpi.unit, before)})`,
    );
  const more = seen.length > 3 ? ` and ${inWords(seen.length - 3, formats)} more` : "";
  return `${formats.month(found.told)} reads otherwise now: ${listWords(texts)}${more}.`;
}
