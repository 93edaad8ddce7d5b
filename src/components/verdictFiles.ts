import { problemWords } from "../core/outliers/verdicts.js";
import { plural } from "../core/findings/words.js";
import { downloadText } from "./csv.js";
import { element, nextId } from "./dom.js";
import { isoDay } from "./stamp.js";
import type { TriageStore } from "./triageStore.js";

export interface VerdictFilesOptions {
  readonly store: TriageStore;
  /** As-of day of the site, for the name of the file. */
  readonly asOf: Date;
  /** Pseudonyms of all alerts there are, to tell verdicts on others. */
  readonly knownMovements: () => Promise<ReadonlySet<string>>;
}

const most = 5;

/** How many verdicts are kept and where, a button that exports them and one that reads a file back in. */
export function verdictFiles({ store, asOf, knownMovements }: VerdictFilesOptions): HTMLElement {
  const id = nextId("verdicts");
  const status = element("p", { class: "verdict-status" });
  const result = element("div", { class: "verdict-result", role: "status" });
  const save = element(
    "button",
    {
      type: "button",
      class: "link",
      click: () =>
        downloadText(
          `verdicts_${isoDay(asOf)}_${store.book().verdicts.size}.csv`,
          store.exportFile(),
          "text/csv;charset=utf-8",
        ),
    },
    "Export verdicts",
  );
  const file = element("input", {
    type: "file",
    accept: ".csv,text/csv",
    id,
    class: "visually-hidden",
    change: () => void take(),
  });
  const open = element("label", { for: id, class: "link" }, "Import a file");

  async function take(): Promise<void> {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const text = await chosen.text();
    // The same file can be chosen again.
    file.value = "";
    const { file: read, taken, same, older } = store.importFile(text);
    if (read.problems.length > 0) {
      const shown = read.problems.slice(0, most);
      const rest = read.problems.length - shown.length;
      result.replaceChildren(
        element("p", { class: "bad" }, `Nothing was taken from ${chosen.name}:`),
        element(
          "ul",
          {},
          shown.map((problem) => element("li", {}, `${problemWords(problem)}. ${problem.remedy}`)),
          rest > 0 && element("li", {}, `and ${rest} more`),
        ),
      );
      return;
    }
    if (read.key !== "movement") {
      result.replaceChildren(
        element(
          "p",
          { class: "bad" },
          `${chosen.name} names movements by transaction_id, which is not published. Drop it into the triage folder of the build instead.`,
        ),
      );
      return;
    }
    const known = await knownMovements();
    const strangers = read.verdicts.filter(({ movement }) => !known.has(movement)).length;
    const parts = [
      `${taken} ${plural(taken, "verdict")} taken from ${chosen.name}`,
      same > 0 ? `${same} were here already` : "",
      older > 0 ? `${older} are older than what is here and were left` : "",
      strangers > 0
        ? `${strangers} ${plural(strangers, "is", "are")} on movements that are no alert of the last 90 days`
        : "",
    ].filter(Boolean);
    result.replaceChildren(element("p", {}, `${parts.join("; ")}.`));
  }

  function draw(): void {
    const { verdicts, unexported } = store.book();
    save.disabled = verdicts.size === 0;
    const kept = store.isKept()
      ? "kept in this browser"
      : "kept until this page is closed, because the browser forbids it to store anything: export before you leave";
    status.textContent =
      verdicts.size === 0
        ? `Your verdicts are ${kept}.`
        : `${verdicts.size} ${plural(verdicts.size, "verdict")} ${kept}; ${unexported.size === 0 ? "all exported" : `${unexported.size} not exported yet`}.`;
    status.classList.toggle("warn", !store.isKept());
  }
  store.onChange(draw);
  draw();
  return element(
    "div",
    { class: "verdict-files" },
    status,
    element("p", { class: "verdict-actions" }, save, file, open),
    result,
    element(
      "p",
      { class: "note" },
      "Drop the exported file into the folder triage of the bank’s data: the next build shows the verdicts to everybody and, from 30 on, ranks by them. They never train the detector.",
    ),
  );
}
