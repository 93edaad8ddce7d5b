import { describe, expect, it } from "vitest";
import { usedNames } from "../../../loaders/site/usedNames.js";

const from = 'from "../../_npm/@observablehq/plot@0.6.17/d9c6cecc.js";';

describe("usedNames(code, library)", () => {
  it.each([
    [
      "members of the whole",
      `import * as Plot ${from}\nPlot.plot({marks: [Plot.dot([]), Plot.dot([])]});`,
      ["plot", "dot"],
    ],
    ["a list", `import { plot, ruleY as zero } ${from}\nplot(zero);`, ["plot", "ruleY"]],
    ["a shortened name", `import * as P ${from}\nconst myP = 1; other.P; P.text(myP);`, ["text"]],
    ["nothing without the import", 'import { a } from "./dom.js";\na();', []],
  ])("finds %s", (_, code, names) => {
    expect(usedNames(code, "@observablehq/plot@")).toEqual(names);
  });

  it.each([
    ["the whole is handed on", `import * as Plot ${from}\ndraw(Plot);`],
    ["a member is computed", `import * as Plot ${from}\nPlot[kind]();`],
    [
      "it is imported while running",
      'const p = await import("../_npm/@observablehq/plot@0.6.17/d9c6cecc.js");',
    ],
    ["it is exported again", `export { plot } ${from}`],
    ["it has a default", `import Plot ${from}\nPlot.plot();`],
  ])("gives up when %s", (_, code) => {
    expect(usedNames(code, "@observablehq/plot@")).toBeNull();
  });
});
