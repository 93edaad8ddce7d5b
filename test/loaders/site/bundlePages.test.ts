import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bundlePages } from "../../../loaders/site/bundlePages.js";

const plot = "_npm/@observablehq/plot@0.6.17/d9.js";
const cells = (imports: string, more = ""): string =>
  `<html><head><link rel="modulepreload" href="./_observablehq/client.1.js"><link rel="modulepreload" href="./_import/components/draw.1.js"><link rel="modulepreload" href="./_import/core/mean.1.js"><link rel="modulepreload" href="./${plot}"><link rel="modulepreload" href="./_npm/d3@7.9.2/d3.js">
<script type="module">
import {define} from "./_observablehq/client.1.js";

define({id: "a", outputs: ["draw"], body: async () => {
const {draw} = await ${imports};
return {draw};
}});
${more}</script></head><body></body></html>`;

const site = {
  "index.html": cells('import("./_import/components/draw.1.js")'),
  "deep/page.html": cells('import("../_import/components/draw.1.js")').replaceAll('"./_', '"../_'),
  "own.html": cells(
    'import("./_import/components/draw.1.js")',
    '\ndefine({id: "b", inputs: ["Plot","d3"], body: (Plot,d3) => {\nPlot.plot();\n}});\n',
  ),
  "plain.html": "<html><head></head><body>no script</body></html>",
  "_import/components/draw.1.js": `import * as Plot from "../../${plot}";\nimport { mean } from "../core/mean.1.js";\nimport { html } from "../../_npm/htl@0.3.1/f.js";\nexport const draw = (values) => html(Plot.dot([mean(values)]));`,
  "_import/core/mean.1.js": "export const mean = (values) => values.length;",
  "_import/style/site.1.css": "body {}",
} as const;

describe("bundlePages(dir)", () => {
  let dir: string;
  const read = (file: string): string => readFileSync(join(dir, file), "utf8");
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), content);
    }
  };
  const scripts = (): string[] =>
    readdirSync(join(dir, "_import"))
      .filter((file) => file.endsWith(".js"))
      .sort();
  const named = (start: string): string => scripts().find((file) => file.startsWith(`${start}.`)) ?? "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bundle-"));
    write(site);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("gives each page one file, and all of them one with as much of Plot as is used", async () => {
    await bundlePages(dir);
    expect(scripts().map((file) => file.replace(/\.[0-9a-f]{8}\./, "."))).toEqual([
      "index.js",
      "own.js",
      "page.js",
      "plot.js",
    ]);
    const page = read(`_import/${named("index")}`);
    expect(page).toContain(`"./${named("plot")}"`);
    expect(page).toContain('"../_npm/htl@0.3.1/f.js"');
    expect(page).not.toContain("mean.1.js");
    const whole = readFileSync("node_modules/@observablehq/plot/dist/plot.umd.min.js").length;
    expect(read(`_import/${named("plot")}`).length).toBeLessThan(whole * 1.3);
  });

  it("makes the cells import from it, and the browser fetch it at once", async () => {
    await bundlePages(dir);
    expect(read("index.html")).toContain(`await import("./_import/${named("index")}").then((all) => all.m0)`);
    expect(read("deep/page.html")).toContain(
      `await import("../_import/${named("page")}").then((all) => all.m0)`,
    );
    const preloads = [...read("index.html").matchAll(/modulepreload" href="([^"]+)"/g)].map(
      ([, href]) => href,
    );
    expect(preloads).toEqual([
      "./_observablehq/client.1.js",
      `./_import/${named("index")}`,
      `./_import/${named("plot")}`,
    ]);
  });

  it("leaves a page that draws with Plot itself the whole of it", async () => {
    await bundlePages(dir);
    expect(read("own.html")).toContain(`href="./${plot}"`);
    expect(read("own.html")).toContain('href="./_npm/d3@7.9.2/d3.js"');
    expect(read(`_import/${named("own")}`)).toContain(`"../${plot}"`);
  });

  it("removes what is in the bundles, and nothing else", async () => {
    await bundlePages(dir);
    expect(readdirSync(join(dir, "_import/components"))).toEqual([]);
    expect(read("_import/style/site.1.css")).toBe("body {}");
    expect(read("plain.html")).toBe(site["plain.html"]);
  });

  it("leaves everything as it is when a module finds files beside itself", async () => {
    write({ "_import/core/mean.1.js": "export const mean = () => import.meta.url;" });
    await bundlePages(dir);
    expect(read("index.html")).toBe(site["index.html"]);
    expect(read("_import/components/draw.1.js")).toBe(site["_import/components/draw.1.js"]);
  });

  it("gives them all of Plot where one of them hands it on", async () => {
    write({
      "_import/core/mean.1.js": `import * as Plot from "../../${plot}";\nexport const mean = () => Object.keys(Plot);`,
    });
    await bundlePages(dir);
    expect(read(`_import/${named("plot")}`)).toMatch(/ as hexbin\b/);
  });
});
