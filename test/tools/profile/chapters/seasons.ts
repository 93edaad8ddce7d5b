import * as Plot from "@observablehq/plot";
import { oneRow, rows } from "../../../../lib/warehouse/sql.js";
import { labelStyle, xAxis, yAxis, zeroLine } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { columnWidth, innerWidth, type Panel } from "../picture.js";
import { kept, number, percent } from "../say.js";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const channelsShown = [
  { channel: "card", label: "card", color: "var(--series)" },
  { channel: "app", label: "app", color: "var(--accent)" },
  { channel: "atm", label: "cash machine", color: "var(--compare)" },
] as const;

/** Card purchases a day for each client of the month, against the mean of all days; the lost day is not counted. */
const dailyTable = `
  CREATE OR REPLACE TEMP TABLE card_days AS
  WITH clients AS (
    SELECT date_trunc('month', posted_date) AS month, count(DISTINCT client_id) AS clients FROM movements GROUP BY 1
  ), days AS (
    SELECT posted_date, count(*) AS n FROM movements WHERE transaction_type = 'card_purchase' GROUP BY 1
  ), rates AS (
    SELECT d.posted_date, d.n, c.clients, d.n * 1.0 / c.clients AS rate FROM days AS d JOIN clients AS c ON c.month = date_trunc('month', d.posted_date)
  )
  SELECT *, rate / (SELECT avg(rate) FROM rates) AS level FROM rates`;

const times = (value: number): string => `${number(value, 2)}×`;
const level = (value: number): string => (value === 0 ? "0" : `${number(value, 1)}×`);

/** The year, the week and Christmas. */
export async function seasons({ connection, source }: SimulatedBank): Promise<Chapter> {
  await connection.run(dailyTable);
  const months = await rows<{ month: Date; level: number }>(
    connection,
    "SELECT date_trunc('month', posted_date) AS month, avg(level) AS level FROM card_days GROUP BY 1 ORDER BY 1",
  );
  const ofYear = await rows<{ month: number; level: number }>(
    connection,
    "SELECT month(posted_date) AS month, avg(level) AS level FROM card_days GROUP BY 1 ORDER BY 1",
  );
  const card = await rows<{ weekday: number; level: number }>(
    connection,
    "SELECT isodow(posted_date) AS weekday, avg(level) AS level FROM card_days GROUP BY 1 ORDER BY 1",
  );
  const booked = await rows<{ weekday: number; level: number }>(
    connection,
    `WITH days AS (
       SELECT d.date_day, count(m.transaction_id) AS n FROM marts.dim_time AS d
       LEFT JOIN movements AS m ON m.posted_date = d.date_day AND m.channel = 'batch' AND m.transaction_type NOT IN ('fee', 'interest')
       WHERE d.date_day BETWEEN (SELECT min(posted_date) FROM movements) AND (SELECT max(posted_date) FROM movements) GROUP BY 1
     )
     SELECT isodow(date_day) AS weekday, avg(n) / any_value(mean) AS level FROM days CROSS JOIN (SELECT avg(n) AS mean FROM days) GROUP BY 1 ORDER BY 1`,
  );
  const hours = await rows<{ kind: string; hour: number; share: number }>(
    connection,
    `WITH hours AS (
       SELECT channel AS kind, hour(posted_at) AS hour, count(*) AS n FROM movements WHERE is_client_initiated AND channel IN ('card', 'app', 'atm') GROUP BY ALL
     ) SELECT kind, hour, n * 1.0 / sum(n) OVER (PARTITION BY kind) AS share FROM hours ORDER BY ALL`,
  );
  const christmas = await rows<{ offset: number; season: string; level: number }>(
    connection,
    `SELECT posted_date - make_date(year(posted_date) - CASE WHEN month(posted_date) = 1 THEN 1 ELSE 0 END, 12, 25) AS "offset",
       CAST(year(posted_date) - CASE WHEN month(posted_date) = 1 THEN 1 ELSE 0 END AS VARCHAR) AS season, level
     FROM card_days WHERE month(posted_date) IN (11, 12, 1) ORDER BY season, "offset"`,
  );
  const near = christmas.filter(({ offset }) => offset >= -35 && offset <= 20);
  const mean = [...new Set(near.map(({ offset }) => offset))]
    .sort((left, right) => left - right)
    .map((offset) => {
      const of = near.filter((point) => point.offset === offset);
      return { offset, level: of.reduce((sum, point) => sum + point.level, 0) / of.length };
    });
  const rush = mean.filter(({ offset }) => offset >= -17 && offset <= -1);
  const rushLevel = rush.reduce((sum, point) => sum + point.level, 0) / rush.length;
  const christmasDay = mean.find(({ offset }) => offset === 0)?.level ?? 0;
  const december = ofYear.find(({ month }) => month === 12)?.level ?? 0;
  const january = ofYear.find(({ month }) => month === 1)?.level ?? 0;
  const price = await oneRow<{ rise: number }>(
    connection,
    `WITH tickets AS (
       SELECT date_diff('month', (SELECT min(posted_date) FROM movements), posted_date) // 12 AS year, size FROM movements WHERE category = 'groceries'
     ), years AS (SELECT year, CAST(median(size) AS DOUBLE) AS ticket FROM tickets GROUP BY 1)
     SELECT CAST(pow(arg_max(ticket, year) / arg_min(ticket, year), 1.0 / (count(*) - 1)) - 1 AS DOUBLE) AS rise FROM years`,
  );
  const atWeekends = ((booked[5]?.level ?? 0) + (booked[6]?.level ?? 0)) / 7;
  const saturday = card[5]?.level ?? 0;
  const monday = card[0]?.level ?? 0;
  return {
    figures: {
      december: kept(december),
      january: kept(january),
      saturday: kept(saturday),
      sunday: kept(card[6]?.level ?? 0),
      monday: kept(monday),
      booked_weekend: kept(atWeekends),
      rush: kept(rushLevel),
      christmas_day: kept(christmasDay),
      price_rise: kept(price.rise),
    },
    pictures: {
      year: {
        title: `December has ${times(december)} the card purchases of an average day, January ${times(january)}`,
        about: "Card purchases a day and client, against the mean of all days, by month",
        source,
        panels: [
          [
            {
              plot: {
                width: innerWidth,
                height: 210,
                marginLeft: 40,
                marginRight: 4,
                marginTop: 24,
                marginBottom: 26,
                x: { type: "utc" },
                y: { domain: [0, Math.max(1.5, ...months.map((point) => point.level)) * 1.06] },
                marks: [
                  ...yAxis({
                    label: "Against the average day",
                    ticks: [0, 0.5, 1, 1.5] as never,
                    format: level,
                  }),
                  xAxis({
                    label: "",
                    ticks: months.filter((_, index) => index % 6 === 0).map(({ month }) => month) as never,
                    format: (date: Date) =>
                      `${monthNames[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`,
                  }),
                  Plot.rectY(months, {
                    x: "month",
                    interval: "month",
                    y: "level",
                    inset: 1,
                    fill: ({ month }: { month: Date }) =>
                      month.getUTCMonth() === 11 ? "var(--accent)" : "var(--series)",
                  }),
                  Plot.ruleY([1], { stroke: "var(--compare)", strokeDasharray: "3 3" }),
                  Plot.text(
                    months.filter(({ month }) => month.getUTCMonth() === 11),
                    {
                      x: ({ month }: { month: Date }) => new Date(month.getTime() + 15 * 864e5),
                      y: "level",
                      text: () => "Dec",
                      dy: -7,
                      fill: "var(--accent)",
                      fontWeight: 600,
                    },
                  ),
                  zeroLine(),
                ],
              },
            },
          ],
        ],
      },
      week: {
        title: `People buy most on Saturdays, ${times(saturday)}; the bank books ${percent(1 - atWeekends)} of what falls due on working days`,
        about:
          "Card purchases, and what the bank books of itself (pay, bills, standing orders), by weekday against the average day; right: movements by the hour, UTC",
        source,
        panels: [
          [
            weekPanel("Card purchases", card),
            weekPanel("Booked by the bank", booked),
            {
              heading: "Hour of the day",
              plot: {
                width: columnWidth(3),
                height: 190,
                marginLeft: 36,
                marginRight: 12,
                marginTop: 24,
                marginBottom: 38,
                x: { domain: [0, 24] },
                y: { domain: [0, Math.max(...hours.map(({ share }) => share)) * 1.5] },
                marks: [
                  ...yAxis({ label: "Share, %", ticks: 4, format: (value: number) => number(value * 100) }),
                  xAxis({ label: "Hour", ticks: [0, 6, 12, 18, 24], format: String }),
                  Plot.line(hours, {
                    x: "hour",
                    y: "share",
                    z: "kind",
                    curve: "step-after",
                    stroke: ({ kind }: { kind: string }) =>
                      channelsShown.find(({ channel }) => channel === kind)?.color ?? "",
                    strokeWidth: 1.75,
                  }),
                  ...channelsShown.map(({ label, color }, at) =>
                    Plot.text([label], {
                      frameAnchor: "top-left",
                      dx: 6,
                      dy: at * 15,
                      text: (words: string) => words,
                      fill: color,
                      fontWeight: 600,
                    }),
                  ),
                  zeroLine(),
                ],
              },
            },
          ],
        ],
      },
      christmas: {
        title: `From 8 December to Christmas Eve ${times(rushLevel)} the average day, on Christmas Day ${times(christmasDay)}`,
        about:
          "Card purchases a day and client, against the mean of all days, from five weeks before Christmas to three weeks after; thin: each Christmas, thick: their mean",
        source,
        panels: [
          [
            {
              plot: {
                width: innerWidth,
                height: 230,
                marginLeft: 40,
                marginRight: 12,
                marginTop: 24,
                marginBottom: 38,
                x: { domain: [-35, 20] },
                y: { domain: [0, Math.max(...near.map((point) => point.level)) * 1.05] },
                marks: [
                  ...yAxis({
                    label: "Against the average day",
                    ticks: [0, 0.5, 1, 1.5, 2, 2.5] as never,
                    format: level,
                  }),
                  xAxis({
                    label: "Days from Christmas Day",
                    ticks: [-35, -28, -21, -14, -7, 0, 7, 14],
                    format: (value: number) => (value === 0 ? "25 Dec" : number(value)),
                  }),
                  Plot.ruleY([1], { stroke: "var(--compare)", strokeDasharray: "3 3" }),
                  Plot.ruleX([0, 7], { stroke: "var(--rule-2)" }),
                  Plot.line(near, {
                    x: "offset",
                    y: "level",
                    z: "season",
                    stroke: "var(--compare)",
                    strokeWidth: 0.8,
                    strokeOpacity: 0.7,
                  }),
                  Plot.line(mean, { x: "offset", y: "level", stroke: "var(--series)", strokeWidth: 2.25 }),
                  Plot.text(
                    [
                      { offset: 0, text: "Christmas" },
                      { offset: 7, text: "New Year" },
                    ],
                    {
                      x: "offset",
                      frameAnchor: "top",
                      lineAnchor: "top",
                      dx: 5,
                      textAnchor: "start",
                      text: "text",
                      ...labelStyle,
                    },
                  ),
                  zeroLine(),
                ],
              },
            },
          ],
        ],
      },
    },
  };

  function weekPanel(heading: string, data: readonly { weekday: number; level: number }[]): Panel {
    return {
      heading,
      plot: {
        width: columnWidth(3),
        height: 190,
        marginLeft: 40,
        marginRight: 4,
        marginTop: 24,
        marginBottom: 38,
        x: { type: "band", padding: 0.2 },
        y: { domain: [0, Math.max(...[...card, ...booked].map((day) => day.level)) * 1.05] },
        marks: [
          ...yAxis({ label: "Against the average day", ticks: [0, 0.5, 1, 1.5, 2] as never, format: level }),
          xAxis({ label: "", format: (day: number) => weekdays[day - 1] ?? "" }),
          Plot.barY(data, {
            x: "weekday",
            y: "level",
            fill: ({ weekday }: { weekday: number }) => (weekday >= 6 ? "var(--compare)" : "var(--series)"),
          }),
          Plot.ruleY([1], { stroke: "var(--compare)", strokeDasharray: "3 3" }),
          zeroLine(),
        ],
      },
    };
  }
}
