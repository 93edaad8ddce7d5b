/**
 * The extract contract: the columns a source profile must yield, one definition for
 * staging, for `data/README.md` and for error messages.
 */

/** How a column's text is read; the macros of the same kind live in `loaders/sql/macros`. */
export type ColumnKind =
  "id" | "text" | "date" | "timestamp" | "amount" | "integer" | "code" | "country" | "currency" | "flag";

export interface ContractColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** A row without a value here is quarantined. */
  readonly required: boolean;
  /** A direct identifier or free text: never leaves the warehouse, not even as a quarantine sample. */
  readonly personal: boolean;
  /** For codes: the accepted values. Another value becomes the last one listed (a repair). */
  readonly accepted?: readonly string[];
  /** A date behind that of the other column cannot be; it is emptied, for this reason. */
  readonly notAfter?: { readonly column: string; readonly reason: string };
  readonly about: string;
}

export interface Extract {
  readonly name: ExtractName;
  readonly required: boolean;
  /** One row per … */
  readonly grain: string;
  /** The columns that together are unique. The first one finds a row again in its file. */
  readonly key: readonly string[];
  /** The column that tells how fresh the extract is, when it has one. */
  readonly freshBy: string | null;
  readonly columns: readonly ContractColumn[];
}

export const extractNames = ["kyc", "accounts", "transactions", "events", "loans"] as const;
export type ExtractName = (typeof extractNames)[number];

export const accountTypes = ["checking", "savings", "card", "loan", "other"] as const;
export const transactionTypes = [
  "salary",
  "card_purchase",
  "cash_withdrawal",
  "cash_deposit",
  "transfer_in",
  "transfer_out",
  "direct_debit",
  "standing_order",
  "loan_payment",
  "loan_disbursement",
  "fee",
  "interest",
  "other",
] as const;
export const channels = ["app", "web", "card", "atm", "branch", "batch", "unknown"] as const;
export const eventTypes = [
  "login",
  "complaint",
  "card_issued",
  "product_opened",
  "address_changed",
  "support_call",
  "late_payment",
  "other",
] as const;
export const genders = ["female", "male", "unknown"] as const;
export const segments = ["retail", "student", "affluent", "business", "unknown"] as const;
export const loanOutcomes = ["good", "bad", "unknown"] as const;

const column = (
  name: string,
  kind: ColumnKind,
  about: string,
  options: Partial<Pick<ContractColumn, "required" | "personal" | "accepted" | "notAfter">> = {},
): ContractColumn => ({
  name,
  kind,
  about,
  required: options.required ?? false,
  personal: options.personal ?? false,
  ...(options.accepted ? { accepted: options.accepted } : {}),
  ...(options.notAfter ? { notAfter: options.notAfter } : {}),
});

/** Extracts in the order they are staged: a later one may refer to an earlier one. */
export const extracts: readonly Extract[] = [
  {
    name: "kyc",
    required: true,
    grain: "one row per client and date from which the record is valid",
    key: ["client_id", "valid_from"],
    freshBy: null,
    columns: [
      column("client_id", "id", "the bank's key of the client", { required: true, personal: true }),
      column("name", "text", "full name", { personal: true }),
      column("birth_date", "date", "date of birth, not after valid_from", {
        personal: true,
        notAfter: { column: "valid_from", reason: "negative_age" },
      }),
      column("gender", "code", "gender as recorded", { accepted: genders }),
      column("country", "country", "country of residence, ISO 3166 alpha-2 once staged"),
      column("region", "text", "district or region; published only in groups of at least five clients"),
      column("segment", "code", "customer segment", { accepted: segments }),
      column("email", "text", "e-mail address", { personal: true }),
      column("valid_from", "date", "first day on which this record held; empty: since always"),
    ],
  },
  {
    name: "accounts",
    required: true,
    grain: "one row per account",
    key: ["account_id"],
    freshBy: "opened_date",
    columns: [
      column("account_id", "id", "the bank's key of the account", { required: true, personal: true }),
      column("client_id", "id", "the owner, a key of kyc", { required: true, personal: true }),
      column("account_type", "code", "product", { required: true, accepted: accountTypes }),
      column("opened_date", "date", "day the account was opened", { required: true }),
      column("closed_date", "date", "day the account was closed; empty: open"),
      column("currency", "currency", "ISO 4217 code; empty: the reporting currency"),
      column("credit_limit", "amount", "agreed overdraft or card limit, positive, in the account's currency"),
    ],
  },
  {
    name: "transactions",
    required: true,
    grain: "one row per movement of an account",
    key: ["transaction_id"],
    freshBy: "transaction_date",
    columns: [
      column("transaction_id", "id", "the bank's key of the movement", { required: true, personal: true }),
      column("account_id", "id", "a key of accounts", { required: true, personal: true }),
      column("amount", "amount", "signed: money in is positive, money out negative", { required: true }),
      column("transaction_date", "timestamp", "booking day, or instant in UTC", { required: true }),
      column("transaction_type", "code", "what the movement is", {
        required: true,
        accepted: transactionTypes,
      }),
      column("channel", "code", "where the client or the bank made it", { accepted: channels }),
      column("currency", "currency", "ISO 4217 code; empty: the reporting currency"),
      column("balance", "amount", "balance of the account after the movement"),
      column("counterparty", "text", "key of the other side", { personal: true }),
      column("category", "text", "merchant or purpose category"),
      column("country", "country", "country of the other side or the terminal"),
    ],
  },
  {
    name: "events",
    required: false,
    grain: "one row per thing a client did that moved no money",
    key: ["event_id"],
    freshBy: "event_at",
    columns: [
      column("event_id", "id", "the bank's key of the event", { required: true, personal: true }),
      column("client_id", "id", "a key of kyc", { required: true, personal: true }),
      column("event_type", "code", "what happened", { required: true, accepted: eventTypes }),
      column("event_at", "timestamp", "day, or instant in UTC", { required: true }),
      column("channel", "code", "where it happened", { accepted: channels }),
      column("detail", "text", "a word more, such as the kind of card"),
    ],
  },
  {
    name: "loans",
    required: false,
    grain: "one row per loan, as it stands on the as-of date",
    key: ["loan_id"],
    freshBy: "granted_date",
    columns: [
      column("loan_id", "id", "the bank's key of the loan", { required: true, personal: true }),
      column("account_id", "id", "the account it is paid from, a key of accounts", {
        required: true,
        personal: true,
      }),
      column("granted_date", "date", "day of grant", { required: true }),
      column("amount", "amount", "principal, positive", { required: true }),
      column("duration_months", "integer", "agreed term in months", { required: true }),
      column("payment_amount", "amount", "monthly instalment, positive"),
      column("outcome", "code", "bad: unpaid at the end, or in arrears; good: paid or paying", {
        accepted: loanOutcomes,
      }),
      column("is_finished", "flag", "true once the loan is over"),
      column("defaulted_date", "date", "first day 90 days past due or written off; empty: none"),
      column("outstanding_amount", "amount", "principal still owed on the as-of date, positive"),
    ],
  },
];

/**
 * The definition of one extract.
 *
 * @throws RangeError if there is no extract of that name
 */
export function extractNamed(name: string): Extract {
  const found = extracts.find((extract) => extract.name === name);
  if (!found) throw new RangeError(`no extract is called '${name}'; there are ${extractNames.join(", ")}`);
  return found;
}
