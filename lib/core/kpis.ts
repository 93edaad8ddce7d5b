/** How a KPI's value is read: a count, money in the reporting currency, a share in [0, 1], or a plain number. */
export type KpiUnit = "count" | "amount" | "ratio" | "number";

export interface Kpi {
  readonly id: string;
  readonly label: string;
  readonly unit: KpiUnit;
  /** The direction a bank wants, or null where neither is better. */
  readonly wanted: "up" | "down" | null;
  /** How it stands on a day, rather than what came together in a month. */
  readonly isStock?: boolean;
  readonly about: string;
}

/** The KPIs of `rpt_kpi_monthly`, in the order pages show them. */
export const kpis: readonly Kpi[] = [
  {
    id: "active_clients",
    label: "Active clients",
    unit: "count",
    wanted: "up",
    isStock: true,
    about: "Clients with at least one movement of their own in the last 30 days of the month.",
  },
  {
    id: "deposits",
    label: "Deposits",
    unit: "amount",
    wanted: "up",
    isStock: true,
    about: "Sum of the positive month-end balances of checking and savings accounts.",
  },
  {
    id: "income_proxy",
    label: "Income proxy",
    unit: "amount",
    wanted: "up",
    about:
      "Fees, plus a twelfth of (loan book × loan margin − deposits × deposit margin). The margins are configured, so it shows direction rather than profit.",
  },
  {
    id: "loan_book",
    label: "Loan book",
    unit: "amount",
    wanted: "up",
    isStock: true,
    about: "Principal still owed on loans at the end of the month.",
  },
  {
    id: "expected_loss",
    label: "Expected loss",
    unit: "amount",
    wanted: "down",
    isStock: true,
    about:
      "What defaults of the next 12 months are expected to cost: Σ PD × loss given default × (drawn + part of the undrawn), over the clients scored at the month's end.",
  },
  {
    id: "delinquency_30",
    label: "Delinquency 30+",
    unit: "ratio",
    wanted: "down",
    isStock: true,
    about:
      "Share of the principal owed by borrowers with an instalment more than 30 days late. Who is in default already counts in the default rate.",
  },
  {
    id: "default_rate_12m",
    label: "Default rate, 12 m",
    unit: "ratio",
    wanted: "down",
    about: "Of the borrowers who were not in default 12 months before, the share that has defaulted since.",
  },
  {
    id: "attrition",
    label: "Attrition, annualised",
    unit: "ratio",
    wanted: "down",
    about:
      "Of the clients active six months before, the share that left or fell silent for 90 days beginning within three months, as if it went on for a year.",
  },
  {
    id: "value_at_risk",
    label: "Value at risk",
    unit: "amount",
    wanted: "down",
    isStock: true,
    about:
      "Yearly income that may leave with its clients: Σ probability of leaving × yearly income, over the clients who bring any.",
  },
  {
    id: "card_balances",
    label: "Card balances",
    unit: "amount",
    wanted: null,
    isStock: true,
    about: "Sum of the negative month-end balances of card accounts, shown as a positive amount.",
  },
  {
    id: "net_flow",
    label: "Net flow",
    unit: "amount",
    wanted: "up",
    about: "Credits minus debits from outside the bank.",
  },
  {
    id: "new_clients",
    label: "New clients",
    unit: "count",
    wanted: "up",
    about: "Clients whose first account was opened in the month.",
  },
  {
    id: "left_clients",
    label: "Left clients",
    unit: "count",
    wanted: "down",
    about: "Clients whose last open account was closed in the month.",
  },
  {
    id: "movements",
    label: "Movements",
    unit: "count",
    wanted: null,
    about: "Number of movements booked in the month.",
  },
  {
    id: "volume",
    label: "Volume",
    unit: "amount",
    wanted: null,
    about: "Sum of the absolute amounts of all movements.",
  },
  {
    id: "average_ticket",
    label: "Average ticket",
    unit: "amount",
    wanted: null,
    about: "Volume divided by movements.",
  },
  {
    id: "products_per_client",
    label: "Products per client",
    unit: "number",
    wanted: "up",
    isStock: true,
    about: "Open accounts of the active clients, by client.",
  },
  {
    id: "digital_share",
    label: "Digital share",
    unit: "ratio",
    wanted: "up",
    about: "Movements by app, web or card, of the clients' own movements.",
  },
  {
    id: "alerts_per_10k",
    label: "Alerts per 10,000",
    unit: "number",
    wanted: null,
    about: "Movements as odd as those that are alerts today, of 10,000 that somebody ordered in the month.",
  },
  {
    id: "confirmed_share",
    label: "Confirmed alerts",
    unit: "ratio",
    wanted: null,
    about: "Of the alerts on movements of the month that somebody judged, the share that was confirmed.",
  },
];

/**
 * The name of a KPI in a list: `default rate` for `Default rate, 12 m`.
 *
 * @param kpi with its label
 */
export const plainLabel = ({ label }: Pick<Kpi, "label">): string => label.replace(/,.*$/, "").toLowerCase();

/**
 * What a wanted value is called: `limit` where less is wanted, `target` otherwise.
 *
 * @param kpi with the direction that is wanted
 */
export const targetWord = ({ wanted }: Pick<Kpi, "wanted">): string =>
  wanted === "down" ? "limit" : "target";
