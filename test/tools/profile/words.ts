import type { BankOptions } from "../../../lib/simulate/bank.js";
import type { DefectKind, Fate } from "../../../lib/simulate/dirt/defect.js";
import type { TruthName } from "../../../lib/simulate/truth.js";

export interface OptionWords {
  /** Flag of `npm run simulate`. */
  readonly flag: string;
  /** Smallest and largest value, where it is a number. */
  readonly range: readonly [number, number] | null;
  readonly about: string;
}

/** What each option does; a new option does not compile until it is described here. */
export const optionWords: Readonly<Record<keyof BankOptions, OptionWords>> = {
  clients: {
    flag: "--clients",
    range: [1, 10_000_000],
    about: "clients there were before the first day (six in ten) or joined since",
  },
  months: { flag: "--months", range: [1, 240], about: "simulated calendar months" },
  seed: {
    flag: "--seed",
    range: [0, Number.MAX_SAFE_INTEGER],
    about: "another seed gives another bank with the same rates, the same seed the same bytes",
  },
  firstMonth: {
    flag: "",
    range: null,
    about: "first simulated month; only in `datahub.config.ts`",
  },
  dirt: {
    flag: "--no-dirt",
    range: null,
    about: "soils a few rows of each file as real deliveries are soiled, and lists what it did",
  },
  defaultRate: {
    flag: "--default-rate",
    range: [0.002, 0.2],
    about: "share of the borrowers who pay that are 90 days past due within the next 12 months",
  },
  churnRate: {
    flag: "--churn-rate",
    range: [0.005, 0.4],
    about: "share of the active clients that leave within a year",
  },
  anomalyRate: {
    flag: "--anomaly-rate",
    range: [0, 0.05],
    about: "share of the movements that are anomalies; look-alikes come as often",
  },
  shock: {
    flag: "--shock",
    range: null,
    about: "first month of a quarter of recession, which raises everybody's stress and fades over a year",
  },
};

/** What each column of a truth file holds. */
export const truthWords: Readonly<
  Record<TruthName, { readonly about: string; readonly columns: Readonly<Record<string, string>> }>
> = {
  snapshots: {
    about:
      "One row for each client and month end at which the client owes on a loan and is not in default, or was active in the three months before.",
    columns: {
      client_id: "the client, as in `kyc.csv`",
      snapshot_date: "last day of a month",
      default_probability:
        "chance of default within 12 months, given what only the simulator knows; empty without a loan that is being paid",
      defaulted: "whether it came to that; empty while the 12 months are not over",
      churn_probability:
        "chance of being gone within 3 months; 1 for a client who has fallen silent already; empty for one not active",
      churned: "whether it came to that; empty while 3 months and 90 days of silence are not over",
    },
  },
  anomalies: {
    about: "One row for each movement that belongs to an anomaly or to something that looks like one.",
    columns: {
      transaction_id: "the movement, as in `transactions.csv`",
      client_id: "its client",
      kind: "one of the kinds below",
      episode: "number of the episode of that client; the movements of one episode belong together",
      is_anomaly:
        "`true` for what should raise an alarm; `false` for look-alikes, and for what follows an anomaly, such as the refund",
    },
  },
  defects: {
    about: "One row for each defect written into the files.",
    columns: {
      kind: "one of the kinds below",
      file: "name of the file as delivered",
      line: "line in it, the header is line 1; empty for a file or a day",
      extract: "`kyc`, `accounts`, `transactions`, `events` or `loans`",
      key: "true value of the first key column of the row",
      column: "the column concerned; empty where the whole line is",
      written: "what was written",
      truth: "what it should be",
      fate: "what a pipeline without fault makes of it, see below",
      reason: "the reason that it gives, where it gives one",
    },
  },
};

/** What happens in each kind of anomaly and of look-alike. */
export const episodeWords: Readonly<Record<string, string>> = {
  structuring: "cash deposits kept a little below the € 10,000 from which they are reported",
  card_testing: "a handful of tiny online payments within minutes, then something dear",
  account_takeover: "a login from a new device, and at night the account is emptied to a country abroad",
  mule: "money from a stranger is passed on within hours",
  duplicated_payment: "the same payment to the same receiver a second time",
  fat_finger: "a transfer ten or a hundred times as large as was meant",
  dormant_awakened: "savings untouched for three months and more are paid out to strangers",
  house_purchase: "family helps, savings go, seller and notary are paid",
  car_bought: "a car paid at once",
  savings_spent: "savings untouched for months are put to use",
  bonus: "an extra salary and more",
  tax_refund: "tax paid back, from April to August",
  inheritance: "a large sum out of an estate",
  holiday_abroad: "card payments and cash in another country at all hours, for a week",
  paid_twice: "two tickets of the same price, and both are meant",
  remittance: "money for the family abroad, late in the evening",
  shared_purchase: "friends pay their share, and the client pays for all",
  takings: "a shop brings its takings day by day, and pays its supplier",
  small_tickets: "an evening of small purchases in a game",
};

/** What a defect of each kind is; a new kind does not compile until it is described here. */
export const defectWords: Readonly<Record<DefectKind, string>> = {
  exact_duplicate: "the same line twice",
  near_duplicate: "the same row twice, once in another notation",
  conflicting_row: "the same key twice with another value; the later line is right",
  kyc_correction: "a client's record again with a corrected value, in a later file",
  date_format: "a date as `30/06/2026`, `30.06.2026` or `20260630`",
  decimal_comma: "`12,30`",
  thousands_separator: "`1.234,56`, `1,234.56` or `1 234,56`",
  sign_notation: "`12.30-`, `(12.30)` or a currency sign",
  padding_case: "spaces at the end, capitals in codes",
  country_name: "a country by name or by three letters",
  missing_currency: "no currency; the bank's own is meant",
  swapped_columns: "two columns of a row exchanged",
  mojibake: "UTF-8 read as another encoding: `SetÃºbal`",
  late_rows: "rows in a later file, long after their day",
  missing_value: "a required field empty",
  unparseable: "an amount as `1.2.3,4`, a date as `2024-13-45`",
  unknown_currency: "`ZZZ`",
  orphan_key: "an account or a client that does not exist",
  future_date: "a date four years ahead",
  ragged_line: "a line cut short",
  truncated_file: "a file that ends in the middle of a line",
  invalid_country: "`XX`, `Atlantis`",
  negative_age: "born after becoming a client",
  lost_character: "a letter that is lost for good: `Set�bal`",
  file_twice: "a file delivered again under another name",
  missing_day: "a day without any movement",
};

export const fateWords: Readonly<Record<Fate, string>> = {
  repaired: "the row is taken with its true value",
  quarantined: "the row is set aside, with the reason",
  emptied: "the row is taken without that value, and the reason is kept",
  duplicate: "the row is dropped as a copy",
  reported: "nothing can be done but tell",
};
