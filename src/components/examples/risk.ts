import type { InputsRow } from "../../core/risk/clients.js";
import { bands, bandOfPd } from "../../core/risk/bands.js";
import { pdOfPoints, type Scorecard, type ScorecardBin } from "../../core/models/scorecard.js";
import type { ModelDocument } from "../../core/models/modelDocument.js";
import type { CutoffRow, MigrationRow, PointsRow, RiskBandRow, RiskClientRow } from "../../core/risk/rows.js";
import { addDays, addMonths } from "../../core/months.js";
import { chance } from "./chance.js";

/** Made-up data of the Risk page for the gallery: the same every time, and like nothing real. */

/** The end of June 2026, or of a month so many before it. */
const snapshot = (months: number): Date =>
  addDays(addMonths(new Date("2026-06-30T00:00:00Z"), months + 1), -1);
const scale = { pointsToDouble: 20, basePoints: 600, baseOdds: 50 };
const factor = scale.pointsToDouble / Math.LN2;
const middles = [0.003, 0.007, 0.014, 0.032, 0.07, 0.14, 0.3];

/** Fourteen months of seven bands; the outcome of the first two is known. */
export const exampleBands = (): RiskBandRow[] =>
  [-13, -12, -1, 0].flatMap((months) =>
    bands.map((band, index) => {
      const clients = Math.round([420, 610, 540, 330, 170, 80, 40][index]! * (1 + months / 80));
      const [drawn, undrawn] = [clients * 5200, clients * 900];
      const pd = middles[index]! * (1 + 0.06 * chance(months + index));
      return {
        ...{ is_grant: false, snapshot_date: snapshot(months), band, client_count: clients },
        ...{ drawn_amount: drawn, undrawn_amount: undrawn, pd_sum: clients * pd },
        ...{ expected_drawn: drawn * pd, expected_undrawn: undrawn * pd },
        outcome_count: months <= -12 ? clients : 0,
        default_count: months <= -12 ? Math.round(clients * pd * (0.8 + 0.4 * chance(index))) : 0,
      };
    }),
  );

/** Where each band's clients were a year later; a few are new. */
export const exampleMigration = (): MigrationRow[] =>
  [...bands, "new"].flatMap((from_band, from) =>
    [...bands, "default", "closed"].map((to_state, to) => ({
      ...{ months: 12, from_band, to_state },
      client_count: Math.round((from_band === "new" ? 60 : 400) * Math.exp(-1.2 * Math.abs(to - from))),
    })),
  );

/** Test rows by points and outcome, of everybody and of two segments. */
export const exampleCutoffRows = (): CutoffRow[] =>
  Object.entries({ all: 1, retail: 0.8, business: 0.2 }).flatMap(([name, share]) =>
    Array.from({ length: 30 }, (_, index) => 480 + 7 * index).flatMap((points) => {
      const rows = Math.round(900 * share * Math.exp(-(((points - 600) / 45) ** 2)) + 2);
      const defaults = Math.round(rows * Math.min(0.9, pdOfPoints(scale, points) * 1.1));
      return [
        { is_default: true, row_count: defaults },
        { is_default: false, row_count: rows - defaults },
      ].map(({ is_default, row_count }) => ({
        ...{
          attribute: name === "all" ? "all" : "segment",
          name,
          points,
          is_default,
          is_grant: false,
          row_count,
        },
        ...{
          drawn_amount: row_count * 5200,
          undrawn_amount: row_count * 900,
          earning_amount: row_count * 5000,
        },
      }));
    }),
  );

/** Points of everybody at each of thirteen month ends, drifting down in the last ones. */
export const examplePoints = (): PointsRow[] =>
  Array.from({ length: 13 }, (_, index) => index - 12).flatMap((months) =>
    Array.from({ length: 30 }, (_, index) => 480 + 7 * index).map((points) => ({
      ...{ snapshot_date: snapshot(months), points },
      client_count: Math.round(
        200 * Math.exp(-(((points - 600 + 1.5 * Math.max(0, months + 6)) / (45 + months / 2)) ** 2)),
      ),
    })),
  );

/** The score in five bins, as the report of a validation has it. */
export const exampleScoreBins = [null, 0.008, 0.015, 0.03, 0.06].map((from) => ({
  ...{ from, train: 0.2, test: 0.2, today: 0.2 },
}));

/** Bins from how many rows and defaulters each had: their weight of evidence, and their points. */
function binsOf(counts: readonly (readonly [rows: number, bads: number])[], own: number): ScorecardBin[] {
  const [rows, bads] = [0, 1].map((at) => counts.reduce((sum, count) => sum + count[at]!, 0));
  const all = Math.log((rows! - bads!) / bads!);
  return counts.map(([n, hits]) => {
    const woe = Math.log((n - hits) / hits) - all;
    return { rows: n, bads: hits, woe, points: own + factor * 0.8 * woe };
  });
}

const trained: readonly {
  readonly name: string;
  readonly title: string;
  readonly unit: "count" | "days" | "ratio";
  readonly cuts: readonly number[];
  readonly counts: readonly (readonly [number, number])[];
}[] = [
  {
    ...{ name: "behind_count", title: "Instalments behind", unit: "count", cuts: [0.5, 1.5] },
    counts: [[9400, 160], [420, 60], [180, 80]], // prettier-ignore
  },
  {
    ...{ name: "overdrawn_days_90d", title: "Days below zero", unit: "days", cuts: [0.5, 10.5, 40.5] },
    counts: [[7000, 90], [1800, 60], [800, 70], [400, 80]], // prettier-ignore
  },
  {
    ...{
      name: "lowest_income_ratio_3m",
      title: "Lowest balance to income",
      unit: "ratio",
      cuts: [0, 0.2, 0.8],
    },
    counts: [[900, 110], [2900, 110], [3700, 60], [2500, 20]], // prettier-ignore
  },
];

/** A scorecard of three features on 10,000 training rows. */
export function exampleScorecard(): ModelDocument<Scorecard> {
  const intercept = Math.log(9700 / 300);
  const own = (scale.basePoints + factor * (intercept - Math.log(scale.baseOdds))) / trained.length;
  return {
    ...{
      schema: 1,
      document: "datahub-model",
      name: "default",
      type: "scorecard",
      title: "Default scorecard",
    },
    purpose: "The probability that a client who owes defaults within a year.",
    intendedUse: "For looking at this gallery, and for nothing else.",
    features: trained.map(({ name, title, unit }) => ({ name, title, about: `${title}, made up.`, unit })),
    model: {
      ...{ schema: 1, type: "scorecard", intercept, scale },
      features: trained.map(({ name, cuts, counts }) => ({
        ...{
          name,
          kind: "numeric",
          coefficient: 0.8,
          standardError: 0.05,
          pValue: 1e-9,
          informationValue: 0.4,
        },
        ...{ cuts, bins: binsOf(counts, own), missing: { rows: 0, bads: 0, woe: 0, points: own } },
      })),
      fit: { rows: 10_000, bads: 300, ridge: 0, prior: 0, logLikelihood: -1100, leftOut: [], notes: [] },
    },
    training: { from: "2023-07-31", to: "2024-12-31", snapshots: 18, rows: 10_000, positives: 300 },
    hashes: { data: "a1".repeat(8), code: "b2".repeat(8), config: "c3".repeat(8) },
    ...{ metrics: null, seed: 1, asOf: "2026-06-30" },
  };
}

/** What the model reads of so many clients. */
export const exampleInputs = (count: number): InputsRow[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ client: `C${String(index + 1).padStart(11, "0")}`, loan: null },
    behind_count: index % 7 === 0 ? 1 + (index % 2) : 0,
    overdrawn_days_90d: Math.floor(60 * chance(index) ** 3),
    lowest_income_ratio_3m: Math.round(120 * chance(index + 0.3) - 20) / 100,
  }));

/** The same clients as scored at the last thirteen month ends; some are new. */
export const exampleRiskClients = (scored: readonly { points: number; pd: number }[]): RiskClientRow[] =>
  scored.map(({ points, pd }, index) => {
    const before = (months: number): number | null =>
      index % 5 === 4 && months > 3 ? null : Math.round(points + 18 * (chance(index * 13 + months) - 0.4));
    return {
      ...{
        client: `C${String(index + 1).padStart(11, "0")}`,
        band: bandOfPd(pd),
        points: Math.round(points),
        pd,
      },
      ...{ drawn_amount: 800 + Math.round(9000 * chance(index + 0.7)), undrawn_amount: 500 * (index % 4) },
      ...{ points_1: before(1), points_2: before(2), points_3: before(3), points_4: before(4) },
      ...{ points_5: before(5), points_6: before(6), points_7: before(7), points_8: before(8) },
      ...{ points_9: before(9), points_10: before(10), points_11: before(11), points_12: before(12) },
    };
  });
