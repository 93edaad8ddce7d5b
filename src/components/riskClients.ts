import type { Formats } from "../core/format/formats.js";
import type { RiskClient } from "../core/risk/clients.js";
import { bandChip } from "./bandChip.js";
import { dataTable, type Column, type DataTable } from "./dataTable.js";
import { element, shape } from "./dom.js";
import { reasonBars } from "./reasonBars.js";

/** Thirteen months of points as a line, each client on the same scale. */
function pointsLine(history: readonly (number | null)[], low: number, high: number): SVGSVGElement | string {
  const known = history.flatMap((points, month) => (points === null ? [] : [{ points, month }]));
  const last = known[known.length - 1];
  if (known.length < 2 || !last) return "–";
  const x = (month: number): number => 2 + (month / 12) * 56;
  const y = (points: number): number => 22 - ((points - low) / (high - low || 1)) * 20;
  return shape(
    "svg",
    { width: 64, height: 24, role: "img", "aria-label": `from ${known[0]!.points} to ${last.points} points` },
    shape("path", {
      d: `M${known.map(({ points, month }) => `${x(month).toFixed(1)},${y(points).toFixed(1)}`).join("L")}`,
      fill: "none",
      stroke: "var(--compare)",
      "stroke-width": 1.25,
    }),
    shape("circle", { cx: x(last.month), cy: y(last.points), r: 2.5, fill: "var(--ink)" }),
  );
}

const signed = (value: number): string => (value > 0 ? `+${value}` : `${value}`.replace("-", "−"));

/** Clients ranked by expected loss, with their band, points, exposure and reasons; selecting one gives its row. */
export function riskClients(
  clients: readonly RiskClient[],
  options: { readonly formats: Formats; readonly noun: string; readonly before: string | null },
): DataTable<RiskClient> {
  const { formats, noun, before } = options;
  const points = clients.flatMap(({ history }) => history.filter((each) => each !== null));
  const [low, high] = points.reduce(
    ([a, b], each) => [Math.min(a, each), Math.max(b, each)],
    [Infinity, -Infinity],
  );
  const most = 80;
  const trend: Column<RiskClient>[] =
    before === null
      ? []
      : [
          {
            id: "change",
            label: `on ${before}`,
            about: `Points against ${before}.`,
            isNumber: true,
            value: ({ change }) => change,
            show: ({ change }) =>
              change === null
                ? "new"
                : element(
                    "span",
                    { class: change <= -20 ? "bad" : null },
                    change === 0 ? "0" : signed(change),
                  ),
          },
          {
            id: "history",
            label: "13 months",
            about: "Points at each month end, all clients on one scale. Sorted by the points of a year ago.",
            value: ({ history }) => history[0] ?? null,
            show: ({ history }) => pointsLine(history, low, high),
            text: () => "",
          },
        ];
  return dataTable<RiskClient>(
    clients,
    [
      {
        id: "client",
        label: noun === "loans" ? "Loan" : "Client",
        isHead: true,
        value: ({ client }) => client,
        show: ({ client }) => element("span", { class: "pseudonym" }, client),
        text: ({ client }) => client,
        about: "A pseudonym: the same in every build, and of no use outside.",
      },
      {
        id: "band",
        label: "Band",
        value: ({ band }) => band,
        show: ({ band }) => bandChip(band),
        text: ({ band }) => `band ${band}`,
      },
      {
        id: "points",
        label: "Points",
        isNumber: true,
        value: ({ points: each }) => each,
        show: ({ points: each }) => formats.count(each),
        about: "20 more double the odds of paying.",
      },
      ...trend,
      {
        id: "pd",
        label: "PD, %",
        isNumber: true,
        value: ({ pd }) => pd,
        show: ({ pd }) => formats.number(pd * 100, pd < 0.1 ? 2 : 1),
        about: "Probability of default.",
      },
      {
        id: "exposure",
        label: `EAD, ${formats.symbol}`,
        isNumber: true,
        value: ({ exposure }) => exposure,
        show: ({ exposure }) => formats.count(exposure),
        about: "Exposure at default.",
      },
      {
        id: "loss",
        label: `EL, ${formats.symbol}`,
        isNumber: true,
        bar: "series",
        value: ({ loss }) => loss,
        show: ({ loss }) => formats.count(loss),
        about: "Expected loss: PD × LGD × EAD.",
      },
      {
        id: "reasons",
        label: "Why: points lost against the best bin",
        about:
          "Up to four features that cost most points, never a protected attribute. Sorted by the points lost to the first.",
        value: (client) => client.reasons()[0]?.lost ?? 0,
        show: (client) => reasonBars(client.reasons(), { most, formats }),
        text: (client) =>
          client
            .reasons()
            .map(({ words }) => words)
            .join("; "),
      },
    ],
    {
      caption: `Every ${noun.replace(/s$/, "")} by expected loss`,
      sort: { id: "loss", isDescending: true },
      search: `Find a ${noun.replace(/s$/, "")} or a reason`,
      noun,
      height: 560,
      rowHeight: 44,
      isSelectable: true,
      isCompact: true,
      isVirtual: clients.length > 60,
      key: ({ client }) => client,
      urlName: "client",
      download: {
        name: `risk_${noun}`,
        rows: (rows) =>
          rows.map((row) => ({
            [noun.replace(/s$/, "")]: row.client,
            band: row.band,
            points: row.points,
            points_change: row.change,
            pd: row.pd,
            exposure: Math.round(row.exposure),
            expected_loss: Math.round(row.loss * 100) / 100,
            ...Object.fromEntries(
              [0, 1, 2, 3].flatMap((index): [string, string | number | null][] => {
                const reason = row.reasons()[index];
                return [
                  [`reason_${index + 1}`, reason?.words ?? null],
                  [`reason_${index + 1}_points_lost`, reason ? Math.round(reason.lost) : null],
                ];
              }),
            ),
          })),
      },
    },
  );
}
