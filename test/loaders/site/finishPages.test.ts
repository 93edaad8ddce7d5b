import { describe, expect, it } from "vitest";
import { finishPage } from "../../../loaders/site/finishPages.js";

const page = (head = "", body = ""): string => `<!DOCTYPE html>
<html>
<head>
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
${head}
</head>
<body>
<input id="observablehq-sidebar-toggle" type="checkbox">
<nav id="observablehq-sidebar"><ol><label id="observablehq-sidebar-close"></label><li>home</li></ol>
<div id="observablehq-search"><input type="search"></div>
<ol><li class="observablehq-link observablehq-link-active"><a href="./kpi">KPIs</a></li></ol></nav>
<main id="observablehq-main">${body}</main>
</body></html>`;

describe("finishPage(html)", () => {
  it("names the language and lets readers zoom", () => {
    const html = finishPage(page());
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain("maximum-scale");
  });

  it("takes the label out of the list of pages and names the controls", () => {
    const html = finishPage(page());
    expect(html).toMatch(/<ol><li>home/);
    expect(html).toContain('aria-label="Search the pages"');
    expect(html).toContain('<a href="./kpi" aria-current="page">');
  });

  it("drops the times of files, which differ between checkouts", () => {
    const script = `<script type="module">registerFile("a", {"name":"a","path":"x","lastModified":1700000000123.5,"size":12});</script>`;
    expect(finishPage(page(script))).toContain(`{"name":"a","path":"x","size":12}`);
  });

  it("points font faces to the published files and drops links that only published them", () => {
    const head = `<link rel="preload" href="./_file/style/fonts/a-latin.01234567.woff2">
      <link rel="x-font" href="./_file/style/fonts/a-ext.89abcdef.woff2">
      <style>@font-face { src: url("/_file/style/fonts/a-latin.woff2") } @font-face { src: url("/_file/style/fonts/a-ext.woff2") }</style>`;
    const html = finishPage(page(head));
    expect(html).toContain('url("./_file/style/fonts/a-latin.01234567.woff2")');
    expect(html).toContain('url("./_file/style/fonts/a-ext.89abcdef.woff2")');
    expect(html).not.toContain("x-font");
  });

  it("marks the place of each cell and what stands below, and lets the page take the marks away", () => {
    const script = `<script type="module">
import {define} from "./_observablehq/client.js";

define({id: "0a1b2c3d", inputs: ["display"], body: (display) => {
display(1);
}});

define({id: "4e5f6a7b", inputs: ["seen"], body: async (seen) => {
await seen();
}});
</script>`;
    const html = finishPage(
      page(
        script,
        "<h1>Above</h1><div><!--:0a1b2c3d:--></div><section><h2>Within</h2><div><!--:4e5f6a7b:--></div></section><p>Below<!--no cell--></p>",
      ),
    );
    expect(html).toContain(
      '<h1>Above</h1><div data-arriving="0a1b2c3d"><!--:0a1b2c3d:--></div><section data-arriving=""><h2 data-arriving="">Within</h2><div data-arriving="4e5f6a7b"><!--:4e5f6a7b:--></div></section><p data-arriving="">Below<!--no cell--></p>',
    );
    expect(html).toMatch(/<style id="arriving">[^<]*visibility: hidden[^<]*<\/style>\s*<\/head>/);
    expect(html).toContain('import {define as defineCell} from "./_observablehq/client.js";');
    expect(html.indexOf("const define =")).toBeLessThan(html.indexOf('define({id: "0a1b2c3d"'));
  });

  it("refuses a script it does not know", () => {
    const script = `<script type="module">import {define as d} from "./other.js";\ndefine({id: "a"});</script>`;
    expect(() => finishPage(page(script))).toThrow("in another way");
  });

  it("gives the same page when it is run again on another checkout's page", () => {
    expect(finishPage(page("", "<p>text</p>"))).toBe(finishPage(page("", "<p>text</p>")));
  });
});
