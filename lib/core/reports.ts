import type { KpiUnit } from "./kpis.js";

/** The rows of the report tables as pages see them: dates are UTC midnights, `all` means not broken down. */

export interface AboutRow {
  readonly bank: string;
  readonly profile: string;
  readonly currency: string;
  readonly locale: string;
  /** What a reader of this source has to know, if anything. */
  readonly note?: string | null;
  readonly as_of: Date;
  readonly first_date: Date;
  readonly movements: number;
  readonly accounts: number;
  readonly clients: number;
  readonly checks_passed: number;
  readonly checks_total: number;
  readonly run: string;
  /** The first digits of the commit that the site was built from; null where it is not known. */
  readonly commit_id: string | null;
  /** Null, both, in a first run. */
  readonly previous_run: string | null;
  readonly previous_as_of: Date | null;
}

export interface KpiRow {
  readonly kpi: string;
  readonly month: Date;
  readonly value: number | null;
  readonly target: number | null;
  readonly is_complete: boolean;
}

/** A cell of the activity cube; a missing cell has fewer than five clients. */
export interface ActivityRow {
  readonly month?: Date;
  readonly date?: Date;
  readonly product: string;
  readonly segment: string;
  readonly channel: string;
  readonly movements: number;
  readonly volume: number;
  readonly net_flow: number;
  readonly active_clients: number;
  readonly income?: number;
}

export interface BalanceRow {
  readonly month: Date;
  readonly product: string;
  readonly segment: string;
  readonly accounts: number;
  readonly clients: number;
  readonly balance: number;
}

export interface FlowRow {
  readonly date: Date;
  readonly net_flow: number;
  readonly credits: number;
  readonly debits: number;
  readonly movements: number;
}

export interface FreshnessRow {
  readonly extract: string;
  readonly newest_date: Date | null;
  readonly age_days: number | null;
  readonly limit_days: number | null;
  readonly raw_rows: number;
  readonly staged_rows: number;
  readonly quarantined_rows: number;
  readonly duplicate_rows: number;
  readonly unaccounted_rows: number;
}

export interface ReasonRow {
  readonly extract: string;
  readonly reason: string;
  readonly column_name: string | null;
  readonly row_count: number;
}

export interface CheckRow {
  readonly check_name: string;
  readonly table_name: string;
  readonly kind: string;
  readonly failures: number;
  readonly is_passed: boolean;
}

export interface ReconciliationRow {
  readonly account_type: string;
  readonly accounts: number;
  readonly reconciled_accounts: number;
  readonly days: number;
  readonly reconciled_days: number;
  /** Between running and stated balance, in the reporting currency. */
  readonly largest_difference: number;
}

/** Known defects of a simulated bank by kind, and what the cleaning made of them. */
export interface ScoreRow {
  readonly kind: string;
  readonly extract: string;
  /** What should become of them: `repaired`, or one of the ways to set aside. */
  readonly fate: string;
  readonly defect_count: number;
  readonly repaired_count: number;
  readonly set_aside_count: number;
  readonly missed_count: number;
}

export interface ScoreCleanRow {
  readonly extract: string;
  readonly clean_rows: number;
  readonly harmed_rows: number;
}

export interface ScoreMissRow {
  readonly kind: string;
  readonly extract: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column_name: string | null;
  readonly written: string | null;
  readonly expected: string | null;
  readonly got: string | null;
}

/** What can be measured in the activity cube. */
export type ActivityMeasure = "volume" | "movements" | "net_flow" | "active_clients" | "income";

export const activityMeasures: readonly {
  readonly id: ActivityMeasure;
  readonly label: string;
  readonly unit: KpiUnit;
  readonly about: string;
}[] = [
  {
    id: "volume",
    label: "Volume",
    unit: "amount",
    about: "Sum of the absolute amounts of all movements.",
  },
  { id: "movements", label: "Movements", unit: "count", about: "Number of movements booked." },
  { id: "net_flow", label: "Net flow", unit: "amount", about: "Credits minus debits from outside the bank." },
  {
    id: "active_clients",
    label: "Active clients",
    unit: "count",
    about:
      "Clients with at least one movement. A client counts once in each product, segment or channel used.",
  },
  {
    id: "income",
    label: "Fees paid",
    unit: "amount",
    about: "Fees the clients paid, the bookable part of income.",
  },
];
