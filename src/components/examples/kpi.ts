import type { CohortRow } from "../../core/kpi/cohorts.js";
import { addMonths } from "../../core/months.js";
import type { ActivityRow } from "../../core/reports.js";
import { chance } from "./chance.js";

/** Made-up data of the KPI page for the gallery: the same every time, and like nothing real. */

const parts = {
  product: { checking: 0.7, savings: 0.2, card: 0.1 },
  segment: { retail: 0.75, business: 0.25 },
  channel: { app: 0.5, branch: 0.2, batch: 0.3 },
} as const;

const withAll = (shares: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries({ all: 1, ...shares });

/** Twenty-six whole months of every combination, the last one June 2026; business clients never use the branch. */
export const exampleActivity = (): ActivityRow[] =>
  withAll(parts.product).flatMap(([product, ofProduct], p) =>
    withAll(parts.segment).flatMap(([segment, ofSegment], s) =>
      withAll(parts.channel).flatMap(([channel, ofChannel], c) =>
        segment === "business" && channel === "branch"
          ? []
          : Array.from({ length: 26 }, (_, index) => {
              const share = ofProduct * ofSegment * ofChannel;
              const level = share * (1 + index / 50) * (0.94 + 0.12 * chance(index + 31 * p + 7 * s + 3 * c));
              return {
                ...{
                  month: addMonths(new Date("2026-06-01T00:00:00Z"), index - 25),
                  product,
                  segment,
                  channel,
                },
                ...{ movements: Math.round(60_000 * level), volume: 8e6 * level, net_flow: 4e5 * level },
                ...{
                  active_clients: Math.round(6000 * Math.sqrt(share) * (1 + index / 80)),
                  income: 5e4 * level,
                },
              };
            }),
      ),
    ),
  );

/** Clients who joined in each quarter of two years, and how many of them were active later. */
export const exampleCohorts = (): CohortRow[] =>
  Array.from({ length: 8 }, (_, quarter) => quarter).flatMap((quarter) =>
    Array.from({ length: 24 - 3 * quarter }, (_, index) => {
      const clients = 120 + quarter * 9;
      return {
        ...{ grain: "quarter" as const, segment: "all", months_since: index + 1, clients },
        cohort: new Date(Date.UTC(2024, 3 * quarter, 1)),
        active: Math.round(clients * 0.97 ** ((index + 1) * (1 + quarter / 20))),
      };
    }),
  );

export const exampleKinds = [
  { transaction_type: "card_purchase", movements: 31_400, volume: 1_412_000, before: 1_320_000 },
  { transaction_type: "transfer_out", movements: 9_120, volume: 3_950_000, before: 4_210_000 },
  { transaction_type: "salary", movements: 4_870, volume: 11_200_000, before: 11_050_000 },
  { transaction_type: "fee", movements: 2_240, volume: 13_400, before: null },
];
