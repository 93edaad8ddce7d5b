import type { Alert, AlertReasonRow } from "../../../../lib/core/outliers/alerts.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";

export const formats = makeFormats({ locale: "en-GB", currency: "EUR" });

/** Milliseconds of an instant in June 2026, such as `30 02:14`. */
export const june = (text: string): number => Date.parse(`2026-06-${text.replace(" ", "T")}:00Z`);

export const reason = (rest: Partial<AlertReasonRow> = {}): AlertReasonRow => ({
  alert_rank: 1,
  reason_rank: 1,
  feature: "amount_above",
  words: "16 times the usual amount of this kind",
  unit: "amount",
  actual: 4900,
  usual_low: 12,
  usual_high: 310,
  ...rest,
});

/** An alert of 30 June at 02:14 unless said otherwise. */
export const alert = (rest: Partial<Alert> = {}): Alert => {
  const postedAt = rest.posted_at ?? june("30 02:14");
  return {
    movement: "M1",
    client: "C1",
    alert_rank: 1,
    score_rank: 1,
    posted_at: postedAt,
    posted_date: new Date(Math.floor(postedAt / 86_400_000) * 86_400_000),
    amount: -4900,
    transaction_type: "transfer_out",
    channel: "app",
    category: "person",
    country: "LT",
    account_type: "checking",
    score: 0.7,
    percentile: 0.9998,
    one_in: 4120,
    kind_per_month: 0.3,
    verdict: null,
    decided_at: null,
    reasons: [reason()],
    ...rest,
  };
};
