import type { Formats } from "../core/format/formats.js";
import type { AboutRow } from "../core/reports.js";
import { element } from "./dom.js";
import { followHash } from "./followHash.js";
import { printPage } from "./printing.js";
import { setStamp } from "./stamp.js";
import { settleUrl } from "./urlState.js";

export interface PageHeadOptions {
  readonly page: string;
  readonly formats: Formats;
  /** The answer, a sentence written from the data. */
  readonly headline: string;
  /** More beside the as-of date, such as what it is compared with. */
  readonly crumbs?: readonly string[];
  /** A sentence or two under the answer. */
  readonly lead?: string | Node | null;
}

function siteNote(about: AboutRow, formats: Formats): HTMLElement {
  const entry = (name: string, value: string): HTMLElement =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value));
  const isWhole = about.checks_passed === about.checks_total;
  return element(
    "dl",
    { class: "site-note" },
    entry("As of", formats.day(about.as_of)),
    entry("Checks", `${about.checks_passed} of ${about.checks_total} passed${isWhole ? "" : " !"}`),
    entry("Run", about.run),
    about.commit_id !== null && entry("Commit", about.commit_id),
  );
}

let isListening = false;

/** The keys that print do so only after everything is loaded, as the button does. */
function printWithKeys(): void {
  if (isListening) return;
  isListening = true;
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    void printPage();
  });
}

/** Prints a line at the foot of every sheet of paper. */
function stampPaper(line: string): void {
  const id = "paper-stamp";
  const words = JSON.stringify(line.replaceAll("\\", " "));
  const rules = `@page { @bottom-left { content: ${words}; font: 9px sans-serif; color: #5f6771; } }`;
  document.getElementById(id)?.remove();
  document.head.append(element("style", { id }, rules));
}

function pageActions(): HTMLElement {
  const copy = element("button", { type: "button", click: () => void send() }, "Copy link");
  const send = async (): Promise<void> => {
    settleUrl();
    try {
      await navigator.clipboard.writeText(location.href);
      copy.textContent = "Link copied";
    } catch {
      copy.textContent = "Copy it from the address bar";
    }
    setTimeout(() => (copy.textContent = "Copy link"), 2000);
  };
  return element(
    "div",
    { class: "page-actions" },
    copy,
    element("button", { type: "button", click: () => void printPage() }, "Print"),
  );
}

/** Where the reader is, as of when, and the answer. */
export function pageHead(about: AboutRow, options: PageHeadOptions): HTMLElement {
  const { page, formats, headline, crumbs = [], lead } = options;
  setStamp({ asOf: about.as_of, run: about.run, locale: about.locale });
  stampPaper(`${about.bank} · ${page} · as of ${formats.day(about.as_of)} · run ${about.run}`);
  printWithKeys();
  followHash();
  const places = [about.bank, formats.weekday(about.as_of), ...crumbs];
  return element(
    "div",
    { class: "page-head" },
    element(
      "p",
      { class: "crumb" },
      element("span", {}, element("b", {}, page)),
      places.map((place) => element("span", {}, place)),
    ),
    pageActions(),
    siteNote(about, formats),
    element("h1", {}, headline),
    lead && element("p", { class: "lead" }, lead),
  );
}

/** A section opened by a heavy rule: the finding on the left, what it covers on the right. */
export function sectionHead(finding: string, note: string | Node = "", id = ""): HTMLElement {
  return element(
    "div",
    { class: "section-head" },
    element("h2", { id: id || null }, finding),
    note !== "" && element("p", { class: "note" }, note),
  );
}
