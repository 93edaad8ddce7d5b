import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usedNames } from "../../../loaders/site/usedNames.js";

const library = "../../_npm/@observablehq/plot@0.6.17/d9c6cecc.js";
const from = `from "${library}";`;
const all = ["dot", "plot", "ruleY", "text"];

describe("usedNames(files, isLibrary, names)", () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "names-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const namesIn = (...codes: string[]): Promise<string[]> => {
    const files = codes.map((code, index) => {
      const file = join(folder, `${index}.js`);
      writeFileSync(file, code);
      return file;
    });
    return usedNames(files, (path) => path === library, all);
  };

  it.each([
    [
      "members of the whole",
      `import * as Plot ${from}\nexport const draw = () => Plot.plot({marks: [Plot.dot([])]});`,
      ["dot", "plot"],
    ],
    [
      "a list",
      `import { plot, ruleY as zero } ${from}\nexport const draw = () => plot(zero);`,
      ["plot", "ruleY"],
    ],
    [
      "nothing in comments and texts",
      `import * as Plot ${from}\n// Plot.dot, or Plot alone\nexport const draw = () => Plot.text("Plot.ruleY");`,
      ["text"],
    ],
    ["nothing without the import", 'import { a } from "./dom.js";\nexport const draw = () => a();', []],
    ["what is exported again", `export { plot } ${from}`, ["plot"]],
    [
      "everything, where the whole is handed on",
      `import * as Plot ${from}\nexport const draw = (f) => f(Plot);`,
      all,
    ],
    [
      "everything, where a member is computed",
      `import * as Plot ${from}\nexport const draw = (f) => Plot[f]();`,
      all,
    ],
  ])("finds %s", async (_, code, names) => {
    expect(await namesIn(code)).toEqual(names);
  });

  it("gathers what several modules use", async () => {
    const modules = ["dot", "text"].map(
      (name) => `import { ${name} } ${from}\nexport const draw = () => ${name}();`,
    );
    expect(await namesIn(...modules)).toEqual(["dot", "text"]);
  });
});
