import {
  bestCampaign,
  campaignCurve,
  everybody,
  type CampaignCurve,
  type CampaignTerms,
} from "../../core/churn/campaign.js";
import type { CampaignPoint, ContactAssumptions } from "../../core/churn/rows.js";
import { capital, codeWords } from "../../core/findings/words.js";
import type { Formats } from "../../core/format/formats.js";
import { element } from "../dom.js";
import { segmented } from "../segmented.js";
import { slider } from "../slider.js";
import { bindUrl, choice, number } from "../urlState.js";
import { sendInput, withProperties } from "../valueNode.js";
import { steppedSlider } from "./steppedSlider.js";

/** A campaign as it is set. */
export interface Campaign {
  /** "all" for everybody. */
  readonly segment: string;
  readonly terms: CampaignTerms;
  readonly contacts: number;
}

export type CampaignControls = HTMLElement & {
  readonly value: Campaign;
  /** Of the segment chosen, and of everybody. */
  readonly curve: CampaignCurve;
  readonly whole: CampaignCurve;
};

/** Whom to contact, how many of them and on which terms, each in the URL. It sends `input`. */
export function campaignControls(
  points: readonly CampaignPoint[],
  { formats, assumptions }: { readonly formats: Formats; readonly assumptions: ContactAssumptions },
): CampaignControls {
  const money = (value: number): string => formats.value("amount", value);
  const standard: CampaignTerms = {
    cost: assumptions.contact_cost,
    success: assumptions.contact_success_ratio,
    years: assumptions.contact_horizon_years,
  };
  const curves = new Map(
    [...new Set(points.map(({ segment }) => segment))].map((segment) => [
      segment,
      campaignCurve(points, segment),
    ]),
  );
  const whole = curves.get("all")!;
  const names = [...curves.keys()].sort(
    (a, b) => Number(b === "all") - Number(a === "all") || a.localeCompare(b, "en"),
  );

  const segment = bindUrl(
    segmented(names, {
      label: "Segment",
      format: (name) => (name === "all" ? "All" : capital(codeWords(name))),
    }),
    "segment",
    choice(names),
  );
  const unit = bindUrl(
    segmented(["clients", "money"], { label: "Budget in" }),
    "budget-in",
    choice(["clients", "money"]),
  );
  const bestAtFirst = bestCampaign(whole, standard).contacts;
  const steps = [...whole.contacts];
  const contacts = steppedSlider({
    label: "Budget",
    about: "How many clients are contacted, the dearest expected loss first.",
    steps,
    value: bestAtFirst,
    format: (value) => `${formats.count(value)} ${value === 1 ? "client" : "clients"}`,
    urlName: "contacts",
  });
  const purse = steppedSlider({
    label: "Budget",
    about: "What the contacts may cost together; as many clients are contacted as it pays for.",
    steps: steps.map((count) => Math.round(count * standard.cost * 100) / 100),
    value: bestAtFirst * standard.cost,
    format: money,
    urlName: "money",
  });
  const costStep = standard.cost >= 5 ? 0.5 : standard.cost >= 0.5 ? 0.05 : standard.cost / 20 || 0.05;
  const cost = bindUrl(
    slider({
      label: "Cost of a contact",
      min: costStep,
      max: Math.max(costStep, 4 * standard.cost),
      step: costStep,
      value: standard.cost,
      format: money,
    }),
    "cost",
    number({ min: 0 }),
  );
  const success = bindUrl(
    slider({
      label: "Success rate",
      about: "Share of the leavers contacted who stay.",
      min: 0.01,
      max: 1,
      step: 0.01,
      value: standard.success,
      format: (value) => formats.percent(value, 0),
    }),
    "success",
    number({ min: 0, max: 1 }),
  );
  const years = bindUrl(
    slider({
      label: "Years kept",
      about: "For how long the income of a client who stays is counted.",
      min: 0.5,
      max: 10,
      step: 0.5,
      value: standard.years,
      format: (value) => `${value} ${value === 1 ? "year" : "years"}`,
    }),
    "years",
    number({ min: 0, max: 10 }),
  );

  const curve = (): CampaignCurve => curves.get(segment.value) ?? whole;
  const value = (): Campaign => {
    const wanted =
      unit.value === "money"
        ? Math.floor(purse.number() / Math.max(cost.value, 1e-9) + 1e-9)
        : contacts.number();
    return {
      segment: segment.value,
      terms: { cost: cost.value, success: success.value, years: years.value },
      contacts: Math.min(wanted, everybody(curve())),
    };
  };
  const showBudget = (): void => {
    contacts.hidden = unit.value !== "clients";
    purse.hidden = unit.value !== "money";
  };
  showBudget();
  const root = element(
    "div",
    { class: "controls campaign-controls" },
    element("div", { class: "campaign-scope" }, names.length > 2 && segment, unit),
    contacts,
    purse,
    cost,
    success,
    years,
  );
  for (const input of [segment, unit, contacts, purse, cost, success, years]) {
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      showBudget();
      sendInput(root);
    });
  }
  return withProperties(root, {
    get value() {
      return value();
    },
    get curve() {
      return curve();
    },
    whole,
  });
}
