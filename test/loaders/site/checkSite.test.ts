import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dictionary, tableFromArrays, tableToIPC, utf8 } from "@uwdata/flechette";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkSite } from "../../../loaders/site/checkSite.js";
import { findPersonal, personalPatterns } from "../../../loaders/site/personalData.js";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "check-site-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const put = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
};

describe("checkSite(dir, forbidden)", () => {
  const problems: [string, Record<string, string>, RegExp][] = [
    [
      "a cell with an error",
      { "index.html": `<p class="observablehq--error">x</p>` },
      /index\.html has a cell with an error/,
    ],
    [
      "a script of another host",
      { "index.html": `<script src="https://cdn.example/x.js"></script>` },
      /fetches https:\/\/cdn\.example/,
    ],
    [
      "a style of another host",
      { "index.html": `<link rel="stylesheet" href="//fonts.example/x.css">` },
      /fetches \/\/fonts\.example/,
    ],
    [
      "an import of another host",
      { "index.html": `<script type="module">import {x} from "https://cdn.example/x.js";</script>` },
      /imports https:/,
    ],
    [
      "an import that was not resolved",
      { "index.html": `<script type="module">import x from "npm:lodash";</script>` },
      /imports 'npm:lodash'/,
    ],
    [
      "a missing module",
      { "index.html": "", "_import/a.js": `import {b} from "./b.js";` },
      /imports \.\/b\.js, which does not exist/,
    ],
    [
      "a font of another host",
      { "index.html": "", "a.css": `@font-face{src:url(https://fonts.example/x)}` },
      /a\.css fetches/,
    ],
    [
      "a link to no page",
      { "index.html": `<a href="./kpis">x</a>` },
      /links to \.\/kpis, which does not exist/,
    ],
    [
      "a link to no place",
      { "index.html": `<a href="./kpi#days">x</a>`, "kpi.html": "<p id=day></p>" },
      /no such place/,
    ],
    ["an e-mail address", { "index.html": `<p>jan.novak@example.cz</p>` }, /personal: jan…/],
    ["an IBAN", { "index.html": "", "_file/a.csv": "x\nCZ65 0800 0000 1920 0014 5399\n" }, /personal: CZ6…/],
  ];
  it.each(problems)("finds %s", async (_, files, expected) => {
    await put(files);
    const found = await checkSite(dir);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it("finds nothing in a good site", async () => {
    await put({
      "index.html": `<a href="./kpi">x</a><a href="./">x</a><a href="https://example.org">y</a><script type="module">import {a} from "./_import/a.js";</script>`,
      "kpi.html": `<a href="./#top">x</a><p id="top"></p>`.replace("./#top", "#top"),
      "_import/a.js": `export const a = "mail@example.org 1.2.3";`,
    });
    expect(await checkSite(dir)).toEqual([]);
  });

  it("reads the texts of Arrow files one by one", async () => {
    const table = (texts: string[]): Uint8Array =>
      tableToIPC(tableFromArrays({ x: texts }, { types: { x: dictionary(utf8()) } }), { format: "stream" })!;
    await put({ "index.html": "", "_file/a.arrow": table(["Eva", "Nová"]) });
    expect(await checkSite(dir, ["Eva Nová"])).toHaveLength(0 + 1);
    await put({ "_file/a.arrow": table(["Praha", "card"]) });
    expect(await checkSite(dir, ["Eva Nová"])).toEqual([]);
  });
});

describe("findPersonal(forbidden)", () => {
  it("finds names as whole words whatever the case, and stays quick with many", () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `Name${index} Surname${index}`);
    const find = findPersonal([...names, ...personalPatterns]);
    expect(find("… name77   SURNAME77 …")).toHaveLength(1);
    expect(find("name77 surname78")).toEqual([]);
  });

  it("does not take every long code for an IBAN", () => {
    expect(findPersonal(personalPatterns)("GB00 ABCD 1234 5678 9012 34")).toEqual([]);
  });
});
