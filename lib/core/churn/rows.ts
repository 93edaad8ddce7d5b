/** The rows of the churn reports as the page sees them; loaders/sql/reports/rpt_churn_*.sql says what they mean. */

/** `rpt_churn_monthly`; NULL where the bank has no churn model, or the horizon is not over. */
export interface ChurnMonth {
  /** The month's last day. */
  readonly month: Date;
  /** "all" where not broken down. */
  readonly segment: string;
  readonly clients: number;
  readonly yearly_income: number;
  readonly earning_clients: number;
  readonly expected_leavers: number | null;
  readonly income_at_risk: number | null;
  /** At most 0. */
  readonly cost_relieved: number | null;
  readonly leavers: number | null;
}

/** `rpt_churn_campaign`: sums over the clients contacted, the dearest expected loss first. */
export interface CampaignPoint {
  readonly segment: string;
  readonly contacts: number;
  readonly value_reached: number;
  readonly leavers_reached: number;
}

/** `rpt_churn_test`: sums over the clients down to a depth, over all months of the test. */
export interface TestPoint {
  readonly ranking: "value" | "probability";
  /** Share of the clients of a month, in [0, 1]. */
  readonly depth: number;
  /** Client months, and those of them who left. */
  readonly clients: number;
  readonly leavers: number;
  /** Yearly income that went, and what the model had expected of it. */
  readonly lost_value: number;
  readonly expected_value: number;
  readonly months: number;
}

/** `rpt_churn_clients`. */
export interface ChurnClient {
  /** A pseudonym. */
  readonly client: string;
  readonly segment: string;
  readonly tenure_months: number | null;
  readonly products: number | null;
  readonly probability: number;
  readonly yearly_income: number;
}

/** `rpt_churn_reasons`. */
export interface ChurnReasonRow {
  /** Counts the rows of `rpt_churn_clients` from 1, in the order of their pseudonyms. */
  readonly client_number: number;
  readonly reason_rank: number;
  readonly feature: string;
  /** Log-odds. */
  readonly effect: number;
  readonly value: number | null;
  readonly words: string;
}

/** `rpt_churn_features`. */
export interface ChurnFeatureRow {
  readonly feature: string;
  readonly mean_effect: number;
  readonly typical: number | null;
  readonly usual_low: number | null;
  readonly usual_high: number | null;
}

/** `rpt_churn_effects`. */
export interface ChurnEffectRow {
  readonly sample_number: number;
  readonly feature: string;
  readonly effect: number;
  readonly value: number | null;
}

/** `rpt_churn_survival`. */
export interface SurvivalRow {
  readonly grouping: string;
  readonly group_name: string;
  readonly tenure_months: number;
  readonly at_risk: number;
  readonly leavers: number;
  readonly clients: number;
  readonly all_leavers: number;
}

/** What the figures assume, of `rpt_assumptions`. */
export interface ContactAssumptions {
  readonly contact_cost: number;
  readonly contact_success_ratio: number;
  readonly contact_horizon_years: number;
}
