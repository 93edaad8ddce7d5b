import type { Interval } from "../metrics/hanleyMcNeil.js";
import { wilson } from "../metrics/wilson.js";
import { isSameMonth, addMonths } from "../months.js";
import { bands, type Band } from "./bands.js";
import type { Assumptions, RiskBandRow } from "./rows.js";

/** A default rate as it came out, with its 95 % interval. */
export interface ObservedRate extends Interval {
  readonly rate: number;
  readonly rows: number;
  readonly defaults: number;
}

/** A band, or all of them. */
export interface PortfolioLine {
  readonly band: Band | "All";
  readonly clients: number;
  readonly exposure: number;
  /** Mean PD of the clients; null without any. */
  readonly pd: number | null;
  readonly loss: number;
  /** Expected loss a month before; null where there is no month before. */
  readonly lossBefore: number | null;
  /** Of the snapshot whose outcome is known last; null where none is. */
  readonly observed: ObservedRate | null;
}

export interface Portfolio {
  readonly isGrant: boolean;
  readonly snapshot: Date;
  /** Snapshot that the observed rates are about; at grant the same, standing for all loans granted so far. */
  readonly observedAt: Date | null;
  readonly lines: readonly PortfolioLine[];
  readonly all: PortfolioLine;
}

type Sums = Pick<
  RiskBandRow,
  | "client_count"
  | "drawn_amount"
  | "undrawn_amount"
  | "pd_sum"
  | "expected_drawn"
  | "expected_undrawn"
  | "outcome_count"
  | "default_count"
>;

const fields = [
  "client_count",
  "drawn_amount",
  "undrawn_amount",
  "pd_sum",
  "expected_drawn",
  "expected_undrawn",
  "outcome_count",
  "default_count",
] as const;

const total = (rows: readonly RiskBandRow[]): Sums =>
  Object.fromEntries(
    fields.map((field) => [field, rows.reduce((sum, row) => sum + row[field], 0)]),
  ) as unknown as Sums;

/** EAD: drawn, and a share of what may still be drawn. */
const exposureOf = (sums: Sums, { undrawnShare }: Assumptions): number =>
  sums.drawn_amount + undrawnShare * sums.undrawn_amount;

/** EL = PD × LGD × EAD, summed. */
const lossOf = (sums: Sums, { lgd, undrawnShare }: Assumptions): number =>
  lgd * (sums.expected_drawn + undrawnShare * sums.expected_undrawn);

function observedOf({ outcome_count: rows, default_count: defaults }: Sums): ObservedRate | null {
  return rows > 0 ? { rate: defaults / rows, rows, defaults, ...wilson(defaults, rows) } : null;
}

/**
 * The portfolio at the latest snapshot by risk band.
 *
 * @param rows every snapshot and band, in any order
 * @param assumptions what a default costs and how much of what is undrawn counts
 * @returns null where nobody was ever scored
 */
export function portfolioOf(rows: readonly RiskBandRow[], assumptions: Assumptions): Portfolio | null {
  const times = rows.map((row) => row.snapshot_date.getTime());
  if (times.length === 0) return null;
  const snapshot = new Date(times.reduce((latest, time) => Math.max(latest, time)));
  const known = rows.filter((row) => row.outcome_count > 0).map((row) => row.snapshot_date.getTime());
  const observedAt =
    known.length === 0 ? null : new Date(known.reduce((latest, time) => Math.max(latest, time)));
  const at = (date: Date): readonly RiskBandRow[] =>
    rows.filter((row) => isSameMonth(row.snapshot_date, date));
  const [now, before, past] = [at(snapshot), at(addMonths(snapshot, -1)), observedAt ? at(observedAt) : []];
  const line = (band: Band | "All"): PortfolioLine => {
    const of = (from: readonly RiskBandRow[]): Sums =>
      total(band === "All" ? from : from.filter((row) => row.band === band));
    const sums = of(now);
    return {
      band,
      clients: sums.client_count,
      exposure: exposureOf(sums, assumptions),
      pd: sums.client_count > 0 ? sums.pd_sum / sums.client_count : null,
      loss: lossOf(sums, assumptions),
      lossBefore: before.length > 0 ? lossOf(of(before), assumptions) : null,
      observed: observedOf(of(past)),
    };
  };
  return {
    isGrant: now[0]?.is_grant ?? false,
    snapshot,
    observedAt,
    lines: bands.map(line),
    all: line("All"),
  };
}
