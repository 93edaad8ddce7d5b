import {
  bestCampaign,
  campaignAt,
  campaignCurve,
  campaignOutcomes,
  everybody,
  type CampaignTerms,
} from "../../core/churn/campaign.js";
import type { CampaignPoint, ContactAssumptions, TestPoint } from "../../core/churn/rows.js";
import { testAt } from "../../core/churn/testGain.js";
import { campaignFinding, testFinding } from "../../core/findings/churn.js";
import { capital, codeWords } from "../../core/findings/words.js";
import type { Formats } from "../../core/format/formats.js";
import type { GainRow } from "../../core/validation/report.js";
import { chartFrame } from "../chartFrame.js";
import { element } from "../dom.js";
import { segmented } from "../segmented.js";
import { slider } from "../slider.js";
import { bindUrl, choice, number } from "../urlState.js";
import { gainCurve } from "./gainCurve.js";
import { outcomeTable } from "./outcomeTable.js";
import { reachCurve } from "./reachCurve.js";
import { steppedSlider } from "./steppedSlider.js";

/** A campaign as it is set. */
export interface Campaign {
  /** "all" for everybody. */
  readonly segment: string;
  readonly terms: CampaignTerms;
  readonly contacts: number;
}

export interface CampaignPanelOptions {
  readonly formats: Formats;
  readonly assumptions: ContactAssumptions;
  readonly test: readonly TestPoint[];
  readonly gain: readonly GainRow[];
  /** Source lines of the curve and of the test. */
  readonly sources: { readonly campaign: string; readonly test: string };
  /** What the test covers, for the line under its title. */
  readonly testPeriod: string;
}

/**
 * The campaign simulator: budget, cost, success and horizon as sliders, what comes of them at once, and what the test
 * says of it. Its `.value` is the campaign; it sends `input`. All of it works on sums by depth, however many clients.
 */
export function campaignPanel(
  points: readonly CampaignPoint[],
  options: CampaignPanelOptions,
): HTMLElement & { value: Campaign } {
  const { formats, assumptions, test, gain, sources } = options;
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
  const inputs = [unit, contacts, purse, cost, success, years];

  const curveBox = element("div", { class: "campaign-curve" });
  const reachBox = element("div", { class: "campaign-curve" });
  const tableBox = element("div", {
    class: "table-wrap",
    tabindex: 0,
    role: "region",
    "aria-label": "What the campaign comes to",
  });
  const curveFrame = chartFrame(element("div", {}, curveBox, tableBox), {
    title: "Net benefit",
    about: element("span", {}),
    source: sources.campaign,
    download: {
      name: "churn_campaign",
      rows: () => outcomes().map((each) => ({ segment: segment.value, ...terms(), ...each })),
    },
  });
  const reachFrame = chartFrame(reachBox, {
    title: "Test",
    about: `Share of those who left in the out-of-time test, ${options.testPeriod}, that a campaign of this depth would have contacted. Dots: the validation's deciles, ranked by probability. The whole bank, whatever segment is chosen.`,
    source: sources.test,
    download: { name: "churn_test", rows: test },
  });
  const [curveTitle, curveAbout, reachTitle] = [
    curveFrame.querySelector(".frame-title")!,
    curveFrame.querySelector(".frame-about")!,
    reachFrame.querySelector(".frame-title")!,
  ];

  const terms = (): CampaignTerms => ({ cost: cost.value, success: success.value, years: years.value });
  const curve = () => curves.get(segment.value) ?? whole;
  const outcomes = () => campaignOutcomes(curve(), terms());
  const value = (): Campaign => {
    const wanted =
      unit.value === "money"
        ? Math.floor(purse.number() / Math.max(cost.value, 1e-9) + 1e-9)
        : contacts.number();
    return { segment: segment.value, terms: terms(), contacts: Math.min(wanted, everybody(curve())) };
  };

  function draw(): void {
    const campaign = value();
    const { terms: now } = campaign;
    const all = everybody(curve());
    const chosen = campaignAt(curve(), campaign.contacts, now);
    const best = bestCampaign(curve(), now);
    const depth = all > 0 ? chosen.contacts / all : 0;
    const isWhole = campaign.segment === "all";
    const testNet = (count: number): number | null =>
      isWhole ? (testAt(test, "value", count / all, now, all)?.net ?? null) : null;
    contacts.hidden = unit.value !== "clients";
    purse.hidden = unit.value !== "money";
    const title = campaignFinding(chosen, best, formats);
    curveTitle.textContent = title;
    curveAbout.textContent = `Expected net benefit by number of contacts, ${isWhole ? "all active clients" : `${codeWords(campaign.segment)} clients`}: success rate ${formats.percent(now.success, 0)} × probability of leaving × yearly income × ${now.years} ${now.years === 1 ? "year" : "years"} − ${money(now.cost)} a contact.${isWhole && test.length > 0 ? " Dotted: as the months of the test turned out." : ""}`;
    const testLine = isWhole
      ? [...new Set(test.map((point) => point.depth))]
          .sort((a, b) => a - b)
          .map((share) => ({ contacts: Math.max(1, share * all), net: testNet(share * all) ?? 0 }))
      : [];
    const width = curveBox.clientWidth || 640;
    curveBox.replaceChildren(
      gainCurve(outcomes(), { width, formats, label: title, chosen, best, test: testLine }),
    );
    tableBox.replaceChildren(
      outcomeTable(
        [
          { name: "Budget", outcome: chosen, testNet: testNet(chosen.contacts) },
          { name: "Best", outcome: best, testNet: testNet(best.contacts) },
          { name: "Everybody", outcome: campaignAt(curve(), all, now), testNet: testNet(all) },
        ],
        formats,
      ),
    );
    drawReach(isWhole ? depth : campaign.contacts / everybody(whole), now);
  }

  // What the test reached depends on the depth alone, so that three of the sliders leave its curve as it is.
  let drawnReach = "";
  function drawReach(depth: number, now: CampaignTerms): void {
    const width = reachBox.clientWidth || 480;
    if (drawnReach === `${depth} ${width}`) return;
    drawnReach = `${depth} ${width}`;
    const reached = testAt(test, "value", depth, now, everybody(whole));
    const words = testFinding(reached, formats);
    reachTitle.textContent = words;
    reachBox.replaceChildren(
      reached
        ? reachCurve(test, { width, formats, label: words, depth, reached: reached.leaversShare, gain })
        : element("p", { class: "empty" }, "The outcome of the months after the training is not known yet."),
    );
  }

  const root = element(
    "div",
    { class: "campaign" },
    element(
      "div",
      { class: "controls campaign-controls" },
      element("div", { class: "campaign-scope" }, names.length > 2 && segment, unit),
      contacts,
      purse,
      cost,
      success,
      years,
    ),
    element("div", { class: "columns is-4-3" }, curveFrame, reachFrame),
  );
  const change = (event: Event): void => {
    event.stopPropagation();
    draw();
    root.dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const input of [segment, ...inputs]) input.addEventListener("input", change);
  // Its first width is known once it stands in the page; later ones follow the window.
  let lastWidth = 0;
  new ResizeObserver(() => {
    if (curveBox.clientWidth === lastWidth) return;
    lastWidth = curveBox.clientWidth;
    draw();
  }).observe(curveBox);
  draw();
  return Object.defineProperty(root, "value", { get: value }) as unknown as HTMLElement & { value: Campaign };
}
