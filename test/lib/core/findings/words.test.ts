import { describe, expect, it } from "vitest";
import { inPercent } from "../../../../lib/core/features/inWords.js";
import { reasonsFinding } from "../../../../lib/core/findings/riskModel.js";
import { kpiView, views } from "../../../../lib/core/findings/views.js";
import { codeWords, outOf } from "../../../../lib/core/findings/words.js";
import { kpis, plainLabel, targetWord } from "../../../../lib/core/kpis.js";

describe("words of findings", () => {
  it.each([
    [10, 11, "ten of eleven"],
    [13, 13, "thirteen of thirteen"],
    [10, 14, "10 of 14"],
  ])("outOf(%i, %i) is of one kind", (part, whole, words) => {
    expect(outOf(part, whole)).toBe(words);
  });

  it("writes codes as words, and a short form as it is written", () => {
    expect(codeWords("card_purchase")).toBe("card purchase");
    expect(codeWords("atm")).toBe("ATM");
    expect(codeWords("atmosphere")).toBe("atmosphere");
  });

  it("writes a negative share with a true minus", () => {
    expect(inPercent(-0.0534)).toBe("−5.3 %");
  });

  it("names what costs the first of a list most points", () => {
    const [late, card] = [[{ feature: "late" }, { feature: "card" }], [{ feature: "card" }]];
    const title = (feature: string): string => (feature === "late" ? "Days past due" : feature);
    expect(reasonsFinding([late, late, card, []], "clients", title)).toBe(
      "“Days past due” costs two of four clients at the top most points",
    );
    expect(reasonsFinding([[]], "loans", title)).toBe(
      "None of these loans loses points against the best bins",
    );
  });
});

describe("kpiView(id), views", () => {
  it("has a place for every KPI", () => {
    for (const { id } of kpis) expect(kpiView(id).href).toMatch(/^\.\/\w+(\?\w+=\w+)?(#[\w-]+)?$/);
    expect(kpiView("movements").href).toBe("./kpi?measure=movements");
    expect(kpiView("average_ticket").href).toBe("./kpi#every-kpi");
  });

  it.each([
    [0, "./outliers?period=day&triage=open"],
    [1, "./outliers?period=day&triage=open"],
    [7, "./outliers?triage=open"],
    [30, "./outliers?period=month&triage=open"],
    [31, "./outliers?period=all&triage=open"],
    [null, "./outliers?period=all&triage=open"],
  ])("opens the shortest period that holds %s days of new alerts", (days, href) => {
    expect(views.newAlerts(days === null ? null : days * 86_400_000).href).toBe(href);
  });
});

describe("kpis", () => {
  it("calls what is to fall a limit, and leaves out what a list does not need", () => {
    expect(targetWord({ wanted: "down" })).toBe("limit");
    expect(targetWord({ wanted: "up" })).toBe("target");
    expect(plainLabel({ label: "Default rate, 12 m" })).toBe("default rate");
  });
});
