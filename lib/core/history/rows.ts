/** The rows of the reports on runs and on what changed since the run before, as pages see them. */

export interface RunRow {
  /** Counts the runs from 1 on; the one at hand is the last. */
  readonly sequence: number;
  readonly run: string;
  readonly is_current: boolean;
  readonly as_of: Date;
  readonly commit_id: string | null;
  readonly checks_passed: number;
  readonly checks_total: number;
  readonly movements: number;
  readonly accounts: number;
  readonly clients: number;
  /** Null, both, without the model. */
  readonly alerts: number | null;
  readonly expected_loss: number | null;
}

export interface RunQualityRow {
  readonly sequence: number;
  readonly extract: string;
  readonly newest_date: Date | null;
  readonly raw_rows: number;
  readonly staged_rows: number;
  readonly quarantined_rows: number;
  readonly duplicate_rows: number;
  /** Values, of which a row can have several. */
  readonly repaired_values: number;
}

/** How well the files of a simulated bank were cleaned; nobody else knows. */
export interface RunScoreRow {
  readonly sequence: number;
  readonly extract: string;
  readonly defects: number;
  readonly missed_defects: number;
  readonly clean_rows: number;
  readonly harmed_rows: number;
}

/** A model now and in the run before; null where there is none. */
export interface ModelChangeRow {
  readonly model: string;
  readonly version: string | null;
  readonly previous_version: string | null;
  readonly auc: number | null;
  readonly previous_auc: number | null;
  /** Of the score, against the training rows. */
  readonly psi: number | null;
  readonly psi_verdict: string | null;
}

/** What came in of an extract, now and in the run before. */
export interface QualityChangeRow {
  readonly extract: string;
  readonly raw_rows: number;
  readonly quarantined_rows: number;
  readonly previous_raw_rows: number | null;
  readonly previous_quarantined_rows: number | null;
}

/** Clients in a risk band, or loans, and what their defaults are expected to cost. */
export interface LossBandRow {
  readonly is_grant: boolean;
  readonly band: string;
  readonly clients: number;
  readonly expected_loss: number;
}

/** Clients by band before and now; null before for who is new, null now for who is no longer scored. */
export interface BandChangeRow {
  readonly from_band: string | null;
  readonly to_band: string | null;
  readonly clients: number;
}

export interface AlertChangeRow {
  readonly previous_as_of: Date;
  readonly previous_alerts: number;
  readonly alerts: number;
  readonly new_alerts: number;
  /** Of the new ones, those on movements after the as-of date of the run before. */
  readonly new_day_alerts: number;
  readonly gone_alerts: number;
  /** New alerts of the client with most. */
  readonly most_of_one: number;
  readonly new_movements: number;
}

/** A KPI in a month, as the run before saw it and as this one does. */
export interface KpiChangeRow {
  readonly kpi: string;
  readonly month: Date;
  readonly previous_value: number | null;
  readonly previous_is_complete: boolean | null;
  readonly value: number | null;
  readonly is_complete: boolean | null;
}
