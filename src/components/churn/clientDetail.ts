import { netBenefit, type CampaignTerms } from "../../core/churn/campaign.js";
import { writeFeature } from "../../core/churn/featureWords.js";
import type { ChurnFeatureRow, ChurnReasonRow } from "../../core/churn/rows.js";
import type { Feature } from "../../core/features/feature.js";
import { capital, codeWords } from "../../core/findings/words.js";
import type { Formats } from "../../core/format/formats.js";
import { element } from "../dom.js";
import type { ListedClient } from "./retentionList.js";

export interface ClientDetailOptions {
  readonly formats: Formats;
  readonly terms: CampaignTerms;
  /** Of all active clients. */
  readonly meanProbability: number;
  readonly features: ReadonlyMap<string, Feature>;
  readonly usual: ReadonlyMap<string, ChurnFeatureRow>;
}

/** Where the client's value lies beside the usual range. */
function valueStrip(reason: ChurnReasonRow, usual: ChurnFeatureRow | undefined): HTMLElement | null {
  if (reason.value === null || usual?.typical == null) return null;
  const { typical, usual_low: low, usual_high: high } = usual;
  const places = [reason.value, typical, low ?? typical, high ?? typical];
  const [from, to] = [Math.min(...places), Math.max(...places)];
  const at = (value: number): string => `${(100 * ((value - from) / (to - from || 1))).toFixed(1)}%`;
  const place = (className: string, left: string, width?: string): HTMLElement => {
    const node = element("i", { class: className });
    node.style.left = left;
    if (width !== undefined) node.style.width = width;
    return node;
  };
  const start = low ?? typical;
  const end = high ?? typical;
  return element(
    "span",
    { class: "strip", "aria-hidden": "true" },
    place("strip-usual", at(start), `${(100 * ((end - start) / (to - from || 1))).toFixed(1)}%`),
    place("strip-typical", at(typical)),
    place("strip-own", at(reason.value)),
  );
}

/** One client: how likely they leave, what a contact is worth, and each reason against the typical client. */
export function clientDetail(client: ListedClient | null, options: ClientDetailOptions): HTMLElement {
  const { formats, terms, meanProbability, features, usual } = options;
  if (!client) return element("div", { class: "detail is-empty" });
  const { probability, yearly_income: income } = client;
  const money = (value: number): string => formats.value("amount", value);
  const times = probability / meanProbability;
  return element(
    "div",
    { class: "detail" },
    element(
      "p",
      { class: "detail-head" },
      element("b", { class: "pseudonym" }, client.client),
      ` ${capital(codeWords(client.segment))}, ${client.products ?? "–"} ${client.products === 1 ? "product" : "products"}, ${client.tenure_months ?? "–"} months`,
    ),
    element(
      "p",
      { class: "detail-value" },
      formats.percent(probability),
      element("small", {}, " likely to leave"),
    ),
    element(
      "p",
      { class: "note" },
      times >= 1.05
        ? `${times >= 10 ? formats.count(times) : times.toFixed(1)} times the mean of all active clients (${formats.percent(meanProbability)}).`
        : `At or below the mean of all active clients (${formats.percent(meanProbability)}).`,
    ),
    element(
      "p",
      { class: "detail-sum" },
      `${formats.percent(probability)} × ${formats.percent(terms.success, 0)} × ${money(income)} × ${terms.years} ${terms.years === 1 ? "year" : "years"} − ${money(terms.cost)} = `,
      element("b", {}, money(netBenefit(probability, income, terms))),
    ),
    element("h4", {}, "What speaks for leaving"),
    client.reasons.length === 0
      ? element("p", { class: "note" }, "Nothing adds to the probability of this client.")
      : null,
    client.reasons.map((reason) => {
      const feature = features.get(reason.feature);
      const own = usual.get(reason.feature);
      const write = (value: number | null): string => writeFeature(feature, value, formats);
      return element(
        "div",
        { class: "detail-reason" },
        element(
          "p",
          {},
          element("b", {}, capital(reason.words)),
          element(
            "span",
            { class: "detail-effect" },
            ` odds × ${Math.exp(reason.effect).toFixed(reason.effect > 2.3 ? 0 : 1)}`,
          ),
        ),
        valueStrip(reason, own),
        own?.typical == null
          ? null
          : element(
              "p",
              { class: "note" },
              own.usual_low === own.usual_high
                ? `Typical: ${write(own.typical)}`
                : `Typical: ${write(own.typical)}; half of the clients lie between ${write(own.usual_low)} and ${write(own.usual_high)}`,
            ),
      );
    }),
    element(
      "p",
      { class: "note" },
      "Odds × 2 means that this alone doubles the odds of leaving. Grey: the middle half of all clients with a known value; tick: the typical client; dot: this one.",
    ),
  );
}
