import {
  bestCampaign,
  campaignAt,
  campaignOutcomes,
  everybody,
  type CampaignTerms,
} from "../../core/churn/campaign.js";
import type { CampaignPoint, ContactAssumptions, TestPoint } from "../../core/churn/rows.js";
import { testAt } from "../../core/churn/testGain.js";
import { campaignFinding, testFinding } from "../../core/findings/churn.js";
import { codeWords } from "../../core/findings/words.js";
import type { Formats } from "../../core/format/formats.js";
import type { GainRow } from "../../core/validation/report.js";
import { chartFrame } from "../chartFrame.js";
import { element } from "../dom.js";
import { withProperties } from "../valueNode.js";
import { campaignControls, type Campaign } from "./campaignControls.js";
import { gainCurve } from "./gainCurve.js";
import { outcomeTable } from "./outcomeTable.js";
import { reachCurve } from "./reachCurve.js";

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
): HTMLElement & { readonly value: Campaign } {
  const { formats, test, gain, sources } = options;
  const money = (value: number): string => formats.value("amount", value);
  const controls = campaignControls(points, options);
  const { whole } = controls;
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
      rows: () => {
        const { segment, terms } = controls.value;
        return campaignOutcomes(controls.curve, terms).map((each) => ({ segment, ...terms, ...each }));
      },
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

  function draw(): void {
    const { curve, value: campaign } = controls;
    const { terms: now } = campaign;
    const all = everybody(curve);
    const chosen = campaignAt(curve, campaign.contacts, now);
    const best = bestCampaign(curve, now);
    const depth = all > 0 ? chosen.contacts / all : 0;
    const isWhole = campaign.segment === "all";
    const testNet = (count: number): number | null =>
      isWhole ? (testAt(test, "value", count / all, now, all)?.net ?? null) : null;
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
      gainCurve(campaignOutcomes(curve, now), { width, formats, label: title, chosen, best, test: testLine }),
    );
    tableBox.replaceChildren(
      outcomeTable(
        [
          { name: "Budget", outcome: chosen, testNet: testNet(chosen.contacts) },
          { name: "Best", outcome: best, testNet: testNet(best.contacts) },
          { name: "Everybody", outcome: campaignAt(curve, all, now), testNet: testNet(all) },
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
    controls,
    element("div", { class: "columns is-4-3" }, curveFrame, reachFrame),
  );
  controls.addEventListener("input", draw);
  // Its first width is known once it stands in the page; later ones follow the window.
  let lastWidth = 0;
  new ResizeObserver(() => {
    if (curveBox.clientWidth === lastWidth) return;
    lastWidth = curveBox.clientWidth;
    draw();
  }).observe(curveBox);
  draw();
  return withProperties(root, {
    get value() {
      return controls.value;
    },
  });
}
