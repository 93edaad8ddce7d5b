/** `npm run docs:visual`: draws the pictures of docs/visual-language.md from the components themselves. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { openBrowser, settle } from "../site/support/browser.js";
import { openComponents } from "../site/support/componentPage.js";

const folder = "docs/images/visual";

/** Each picture is an element of this page with its name as id; the left half is light, the right half dark. */
const script = `
import {html} from "npm:htl";
import {bandChip} from "./components/bandChip.js";
import {bigNumbers} from "./components/bigNumber.js";
import {chartFrame, emptyNote} from "./components/chartFrame.js";
import {dataTable} from "./components/dataTable.js";
import {dayBars} from "./components/dayBars.js";
import {exampleAbout, exampleClients, exampleDays, exampleKpis} from "./components/examples/shared.js";
import {sectionHead} from "./components/pageHead.js";
import {segmented} from "./components/segmented.js";
import {slider} from "./components/slider.js";
import {smallMultiples} from "./components/smallMultiples.js";
import {makeFormats} from "./core/format/formats.js";
import {kpiSeries} from "./core/kpiSeries.js";

const formats = makeFormats(exampleAbout);
const series = kpiSeries(exampleKpis());
const source = "Source: made up, Example bank, as of 30 June 2026";
const place = document.getElementById("place");
const show = (name, width, make) => place.append(html\`<div id=\${name} style="display: inline-flex; margin: 8px">\${["light", "dark"].map((theme) =>
  html\`<div data-theme=\${theme} style="background: var(--paper); color: var(--ink); padding: 20px; width: \${width}px; box-sizing: border-box">\${make(width - 40)}</div>\`)}</div>\`, html\`<br>\`);

const styles = [
  ["headline", "headline 34/40", "The answer: one a page, a sentence."], ["section", "section 20/24", "What a section finds"], ["value", "value 28/32", "€ 486.3 M"],
  ["title", "title 15/20", "What a chart finds"], ["lead", "lead 15/24", "The sentences under the answer."], ["body", "body 13/20", "Text and tables: 1,234.50"],
  ["small", "small 12/16", "Unit, population, period"], ["note", "note 11/16", "Axes and sources; nothing is smaller"],
];
show("type", 480, () => html\`<div>\${styles.map(([token, name, text]) => html\`<div style="display: grid; grid-template-columns: 104px 1fr; align-items: baseline; padding: 6px 0; border-bottom: 1px solid var(--rule)"><span style="font: var(--t-note); color: var(--ink-3)">\${name}</span><span style=\${"font: var(--t-" + token + ")"}>\${text}</span></div>\`)}</div>\`);

const meanings = [
  ["series", "what is measured"], ["compare", "what it is compared with"], ["accent", "what is chosen"], ["good", "moved the way we want"], ["bad", "moved the other way"], ["warn-mark", "late, or to be watched"],
];
show("palette", 480, () => html\`<div>\${meanings.map(([token, words]) => html\`<div style="display: flex; gap: 12px; align-items: center; padding: 4px 0"><span style=\${"width: 56px; height: 20px; border-radius: 2px; background: var(--" + token + ")"}></span><span style="font: var(--t-body)">\${words}</span></div>\`)}
<div style="display: flex; gap: 4px; align-items: center; padding-top: 12px">\${[..."ABCDEFG"].map((band) => bandChip(band))}<span style="font: var(--t-body); margin-left: 8px">risk bands: one ramp, its contrast grows with risk</span></div></div>\`);

show("numbers", 720, () => bigNumbers(series.slice(0, 3), {formats}));
const days = exampleDays();
const month = new Date(Date.UTC(days[0].date.getUTCFullYear(), days[0].date.getUTCMonth(), 1));
const best = days.reduce((most, day) => (day.value > most.value ? day : most));
show("frame", 720, (width) => chartFrame(dayBars(days, {width, label: "Volume by day", unit: "amount", formats, period: {start: month, end: month}}), {
  title: "The finding, computed from the rows: most moved on " + formats.dayOfMonth(best.date), about: "Unit, population, period: volume by day, all segments, June 2026. Weekends in grey.", source, download: {name: "volume", rows: days},
}));
show("thresholds", 720, (width) => html\`<div>\${sectionHead("Thirteen months: targets are drawn and named", "grey: a year before")}\${smallMultiples(series.slice(0, 4), {width, formats})}</div>\`);
show("controls", 480, () => html\`<div>\${segmented(["all", "retail", "private"], {label: "Segment"})}\${slider({label: "Cut-off", about: "Clients below it are declined.", min: 300, max: 900, value: 620, unit: "points"})}\${emptyNote("This source has no loans, so there is no risk to show. Loans come in as loans.csv.")}</div>\`);
show("table", 720, () => dataTable(exampleClients(300), [
  {id: "client", label: "Client", isHead: true, value: (row) => row.client}, {id: "band", label: "Band", value: (row) => row.band, show: (row) => bandChip(row.band)},
  {id: "probability", label: "PD", about: "Probability of default within a year.", isNumber: true, bar: "bad", value: (row) => row.probability, show: (row) => formats.percent(row.probability)},
  {id: "balance", label: "Balance", isNumber: true, heat: "warn", value: (row) => row.balance, show: (row) => formats.value("amount", row.balance)},
  {id: "reason", label: "Reason", isText: true, value: (row) => row.reason},
], {caption: "Clients by probability of default", noun: "clients", search: "Search clients, bands and reasons", download: {name: "clients"}, sort: {id: "probability", isDescending: true}, height: 280}));
`;

const names = ["type", "palette", "numbers", "frame", "thresholds", "controls", "table"];

const browser = await openBrowser();
const { page, context, problems } = await openComponents(browser, script, { width: 1520, isBare: true });
/** The page is served from nowhere, so that the letters come with it. */
const fonts = readFileSync("src/style/fonts.css", "utf8").replace(
  /url\("([^"]+\.woff2)"\)/g,
  (_, file: string) =>
    `url("data:font/woff2;base64,${readFileSync(join("src/style/fonts", basename(file))).toString("base64")}")`,
);
await page.addStyleTag({ content: fonts });
await page.addStyleTag({
  content: "#observablehq-center, #observablehq-main { max-width: none; margin: 0; padding: 0 }",
});
await settle(page);
if (problems.length > 0) throw new Error(problems.join("\n"));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of names) {
  await page.locator(`#${name}`).screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
await context.close();
await browser.close();
console.log(`${names.length} pictures in ${folder}`);
