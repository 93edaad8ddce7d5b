/** How a KPI's value is read: a count, money in the reporting currency, a share in [0, 1], or a plain number. */
export type KpiUnit = "count" | "amount" | "ratio" | "number";

export interface Kpi {
  readonly id: string;
  readonly label: string;
  readonly unit: KpiUnit;
  /** The direction a bank wants, or null where neither is better. */
  readonly wanted: "up" | "down" | null;
  readonly about: string;
}

/** The KPIs of `rpt_kpi_monthly`, in the order pages show them. */
export const kpis: readonly Kpi[] = [
  {
    id: "active_clients",
    label: "Active clients",
    unit: "count",
    wanted: "up",
    about: "Clients with at least one movement of their own in the last 30 days of the month.",
  },
  {
    id: "deposits",
    label: "Deposits",
    unit: "amount",
    wanted: "up",
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
    about: "Principal still owed on loans at the end of the month.",
  },
  {
    id: "card_balances",
    label: "Card balances",
    unit: "amount",
    wanted: null,
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
    about: "Open accounts divided by active clients.",
  },
  {
    id: "digital_share",
    label: "Digital share",
    unit: "ratio",
    wanted: "up",
    about: "Movements by app, web or card, of the clients' own movements.",
  },
];
