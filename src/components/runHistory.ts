import { runsFinding } from "../core/findings/modelRuns.js";
import { capital, countWord } from "../core/findings/words.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import type { ModelRun } from "../core/modelPage/runs.js";
import type { ModelName } from "../core/modelPage/shownModels.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { element } from "./dom.js";
import { sectionHead } from "./pageHead.js";
import { runCharts } from "./runCharts.js";
import { runComparison } from "./runComparison.js";
import { runTable } from "./runTable.js";
import type { SectionOptions } from "./sectionOptions.js";

/** What earlier runs made of a model: its figures over the runs, two runs side by side, and all of them in a table. */
export function runHistory(name: ModelName, runs: readonly ModelRun[], options: SectionOptions): HTMLElement {
  const { formats, source, resize } = options;
  const label = modelWords[name].label.toLowerCase();
  const measured = runs.filter(({ metrics }) => metrics.size > 0);
  const isFirst = runs.length < 2;
  return element(
    "div",
    {},
    sectionHead(
      runsFinding(runs, label, formats),
      isFirst
        ? ""
        : `Run ${runs[0]!.row.sequence} to ${runs[runs.length - 1]!.row.sequence}; dashed where the model changed`,
      "runs",
    ),
    element(
      "div",
      { class: "stack" },
      isFirst &&
        emptyNote(
          "From the next run on, each headline figure is drawn over the runs here, and two of them can be compared.",
        ),
      measured.length > 1 &&
        chartFrame(
          resize((width) => runCharts(runs, { width, formats })),
          {
            title: `${capital(countWord(measured.length))} runs judged the ${label} model`,
            about:
              "Out of time, with 95 % intervals; each figure on its own scale, which does not start at zero.",
            source: source("rpt_run_metrics"),
          },
        ),
      measured.length > 1 && runComparison(measured, { formats, source: source("rpt_run_metrics"), name }),
      runTable(runs, { formats, name }),
    ),
  );
}
