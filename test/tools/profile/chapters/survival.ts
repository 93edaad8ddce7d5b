import * as Plot from "@observablehq/plot";
import { rows } from "../../../../lib/warehouse/sql.js";
import { labelStyle, yAxis } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { type ObservedLife, survivalAt, type SurvivalStep, survivalOf } from "../lives.js";
import { columnWidth, type Panel } from "../picture.js";
import { kept, number, percent } from "../say.js";

const daysInMonth = 365.25 / 12;
const year = 365.25;

/**
 * Loans from the grant to the first day 90 days past due, while the agreed term lasts: beyond it only those in arrears
 * are left. Those granted before the first day enter late.
 */
const loanLives = `
  WITH bank AS (SELECT (SELECT min(posted_date) FROM movements) AS first_date, as_of FROM marts.dim_bank)
  SELECT greatest(0, date_diff('day', granted_date, first_date)) AS entry,
    date_diff('day', granted_date, least(defaulted_date, due_date, as_of)) AS exit,
    coalesce(defaulted_date <= due_date, false) AS "isEvent"
  FROM marts.fct_loans CROSS JOIN bank`;

/** Clients from their first account to the churn date: the last account closed, or the last sign of life before 90 silent days. */
const clientLives = `
  WITH bank AS (SELECT (SELECT min(posted_date) FROM movements) AS first_date, as_of FROM marts.dim_bank),
  relations AS (
    SELECT client_id, min(opened_date) AS since, CASE WHEN bool_and(NOT is_open) THEN max(closed_date) END AS closed
    FROM marts.dim_accounts GROUP BY 1
  ), signs AS (
    SELECT client_id, max(day) AS last_seen FROM (
      SELECT client_id, posted_date AS day FROM movements WHERE is_client_initiated
      UNION ALL SELECT client_id, event_date FROM marts.fct_events WHERE event_type = 'login'
    ) GROUP BY 1
  ), ends AS (
    SELECT client_id, since,
      least(closed, CASE WHEN coalesce(last_seen, since) + 90 < as_of THEN coalesce(last_seen, since) + 1 END) AS churned
    FROM relations LEFT JOIN signs USING (client_id) CROSS JOIN bank
  )
  SELECT greatest(0, date_diff('day', since, first_date)) AS entry,
    date_diff('day', since, coalesce(churned, as_of)) AS exit, churned IS NOT NULL AS "isEvent"
  FROM ends CROSS JOIN bank`;

/** How long borrowers pay and clients stay. */
export async function survival({ connection, source, ceiling }: SimulatedBank): Promise<Chapter> {
  const loans = await rows<ObservedLife>(connection, loanLives);
  const clients = await rows<ObservedLife>(connection, clientLives);
  const paying = survivalOf(loans);
  const staying = survivalOf(clients);
  const at = (steps: readonly SurvivalStep[], years: number): number =>
    1 - survivalAt(steps, years * year).survival;
  const describe = (lives: readonly ObservedLife[], steps: readonly SurvivalStep[]) => {
    const observed = lives.filter(({ entry, exit }) => exit > entry);
    return {
      n: observed.length,
      events: observed.filter(({ isEvent }) => isEvent).length,
      years: kept(observed.reduce((sum, { entry, exit }) => sum + exit - entry, 0) / year),
      ...Object.fromEntries([1, 2, 3].map((years) => [`by_year_${years}`, kept(at(steps, years))])),
    };
  };
  const [ofLoans, ofClients] = [describe(loans, paying), describe(clients, staying)];
  return {
    figures: { default: ofLoans, churn: ofClients },
    pictures: {
      survival: {
        title: `${percent(at(paying, 2))} of the loans are in default two years after the grant, and ${percent(at(staying, 2), 0)} of the clients gone two years after they came`,
        about:
          "Share not yet in default, and not yet gone, with a 95 % interval (Kaplan and Meier, late entry); below: how many are observed at that age. Dashed: the yearly rate asked for, as if it held at every age",
        source,
        panels: [
          [
            curve(`Loans, n = ${number(ofLoans.n)}, defaults ${number(ofLoans.events)}`, paying, {
              rate: ceiling.default.statedRate,
              months: 60,
              low: 0.8,
              label: "Share not in default",
            }),
            curve(`Clients, n = ${number(ofClients.n)}, gone ${number(ofClients.events)}`, staying, {
              rate: ceiling.churn.statedRate,
              months: 60,
              low: 0.6,
              label: "Share not gone",
            }),
          ],
        ],
      },
    },
  };
}

function curve(
  heading: string,
  steps: readonly SurvivalStep[],
  { rate, months, low, label }: { rate: number; months: number; low: number; label: string },
): Panel {
  const shown = Array.from({ length: months + 1 }, (_, month) => ({
    ...survivalAt(steps, month * daysInMonth),
    month,
  }));
  const stated = shown.map(({ month }) => ({ month, survival: (1 - rate) ** (month / 12) }));
  const counted = shown.filter(({ month }) => month % 12 === 0);
  return {
    heading,
    plot: {
      width: columnWidth(2),
      height: 250,
      marginLeft: 44,
      marginRight: 62,
      marginTop: 24,
      marginBottom: 56,
      x: { domain: [0, months] },
      y: { domain: [low, 1] },
      marks: [
        ...yAxis({ label: `${label}, %`, ticks: 4, format: (value: number) => number(value * 100) }),
        Plot.axisX({
          ticks: counted.map(({ month }) => month),
          tickSize: 0,
          fill: "var(--ink-3)",
          label: "Months since the beginning, and number observed",
          labelAnchor: "center",
          labelArrow: "none",
          tickFormat: (month: number, at: number) => `${month}\n${number(counted[at]?.atRisk ?? 0)}`,
        }),
        Plot.areaY(shown, {
          x: "month",
          y1: "low",
          y2: "high",
          fill: "var(--series-wash)",
          curve: "step-after",
          clip: true,
        }),
        Plot.line(stated, {
          x: "month",
          y: "survival",
          stroke: "var(--warn-mark)",
          strokeWidth: 1.75,
          strokeDasharray: "4 3",
          clip: true,
        }),
        Plot.line(shown, {
          x: "month",
          y: "survival",
          stroke: "var(--series)",
          strokeWidth: 2,
          curve: "step-after",
          clip: true,
        }),
        Plot.text([stated.at(-1)], {
          x: "month",
          y: "survival",
          text: () => `${percent(rate, 0)} a year`,
          dx: 5,
          textAnchor: "start",
          ...labelStyle,
          fill: "var(--warn)",
        }),
      ],
    },
  };
}
