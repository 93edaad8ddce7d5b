/** The rows of the risk reports as pages see them; amounts in the reporting currency. */

/** A band at a snapshot: who then owed and was not in default. */
export interface RiskBandRow {
  /** Loans scored once, when they were granted, rather than clients every month. */
  readonly is_grant: boolean;
  readonly snapshot_date: Date;
  readonly band: string;
  readonly client_count: number;
  readonly drawn_amount: number;
  readonly undrawn_amount: number;
  /** Sum of the PDs: defaults to be expected. */
  readonly pd_sum: number;
  /** Σ PD × amount, of the part drawn and of the part undrawn. */
  readonly expected_drawn: number;
  readonly expected_undrawn: number;
  /** Rows whose outcome is known, and those of them that defaulted. */
  readonly outcome_count: number;
  readonly default_count: number;
}

/** Clients by their band some months ago and what became of them. */
export interface MigrationRow {
  readonly months: number;
  /** A to G, or "new": not scored then. */
  readonly from_band: string;
  /** A to G, "default" or "closed". */
  readonly to_state: string;
  readonly client_count: number;
}

/** Rows of the out-of-time test by points and outcome, of everybody or of a part. */
export interface CutoffRow {
  /** "all", "segment", "product" or "term". */
  readonly attribute: string;
  readonly name: string;
  /** Whole points; who has more is safer. */
  readonly points: number;
  readonly is_default: boolean;
  readonly is_grant: boolean;
  readonly row_count: number;
  readonly drawn_amount: number;
  readonly undrawn_amount: number;
  /** What a margin is earned on for a year. */
  readonly earning_amount: number;
}

/** How many have how many points at a snapshot. */
export interface PointsRow {
  readonly snapshot_date: Date;
  readonly points: number;
  readonly client_count: number;
}

type EarlierMonth = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

/** A client, or a running loan at grant, as scored last. */
export type RiskClientRow = {
  /** A pseudonym. */
  readonly client: string;
  readonly band: string;
  readonly points: number;
  readonly pd: number;
  readonly drawn_amount: number;
  readonly undrawn_amount: number;
} & Readonly<Record<`points_${EarlierMonth}`, number | null>>;

/** What expected loss and profit rest on; all in [0, 1]. */
export interface Assumptions {
  /** Share of the exposure that a default costs. */
  readonly lgd: number;
  /** Share of what may still be drawn that is taken to be drawn at default. */
  readonly undrawnShare: number;
  /** Yearly margin on what is drawn. */
  readonly margin: number;
}
