import { comparedFinding } from "../core/findings/modelRuns.js";
import type { Formats } from "../core/format/formats.js";
import { writeEstimate } from "../core/modelPage/figures.js";
import { compareRuns, runKey, type Compared, type ModelRun } from "../core/modelPage/runs.js";
import { chartFrame } from "./chartFrame.js";
import { dataTable } from "./dataTable.js";
import { element, nextId } from "./dom.js";
import { bindUrl, choice } from "./urlState.js";

export interface RunComparisonOptions {
  readonly formats: Formats;
  readonly source: string;
  readonly name: string;
}

function differenceText({ difference, isBetter, isTold }: Compared, formats: Formats): HTMLElement | string {
  if (difference === null) return "–";
  const decimals = 3;
  const written = formats.number(difference, decimals);
  if (!/[1-9]/.test(written)) return "same";
  const tone = isTold && isBetter !== null ? (isBetter ? "good" : "bad") : null;
  const words = isBetter === null ? "" : isBetter ? " better" : " worse";
  return element(
    "span",
    { class: tone },
    `${difference > 0 ? "+" : ""}${written}${words}${isTold ? "" : ", within chance"}`,
  );
}

/** Two runs of a model to choose, and their figures side by side; the choice is in the URL. */
export function runComparison(runs: readonly ModelRun[], options: RunComparisonOptions): HTMLElement {
  const { formats, source, name } = options;
  const latestFirst = [...runs].reverse();
  const keys = latestFirst.map(runKey);
  const picker = (
    label: string,
    parameter: string,
    standard: string,
  ): { field: HTMLElement; select: HTMLSelectElement } => {
    const id = nextId("runs");
    const select = element(
      "select",
      { id },
      latestFirst.map((run) =>
        element(
          "option",
          { value: runKey(run), selected: runKey(run) === standard },
          `Run ${run.row.sequence}, ${formats.day(run.row.as_of)}${run.row.is_current ? ", this one" : ""}`,
        ),
      ),
    );
    bindUrl(select, parameter, choice(keys));
    return {
      field: element("div", { class: "field" }, element("label", { for: id }, label), select),
      select,
    };
  };
  const after = picker("Look at", "look-at", keys[0]!);
  // The last run of another version says more than yesterday's, if there is one.
  const other = latestFirst.find(({ model }) => model?.version !== latestFirst[0]!.model?.version);
  const before = picker("Compare with", "compare-with", other ? runKey(other) : (keys[1] ?? keys[0]!));
  const body = element("div", { "aria-live": "polite" });
  const find = (key: string): ModelRun => runs.find((run) => runKey(run) === key)!;
  const draw = (): void => {
    const [was, is] = [find(before.select.value), find(after.select.value)];
    const compared = compareRuns(was, is);
    const [first, second] = [`Run ${was.row.sequence}`, `Run ${is.row.sequence}`];
    const versions =
      was.model?.version === is.model?.version
        ? "the same version of the model"
        : `versions ${was.model?.version ?? "none"} and ${is.model?.version ?? "none"}`;
    body.replaceChildren(
      chartFrame(
        dataTable<Compared>(
          compared,
          [
            { id: "figure", label: "Figure", isHead: true, value: ({ metric }) => metric.label },
            {
              id: "before",
              label: first,
              isNumber: true,
              value: ({ before: figure }) => figure?.value ?? null,
              show: ({ before: figure }) => writeEstimate(formats, figure, "number"),
            },
            {
              id: "after",
              label: second,
              isNumber: true,
              value: ({ after: figure }) => figure?.value ?? null,
              show: ({ after: figure }) => writeEstimate(formats, figure, "number"),
            },
            {
              id: "difference",
              label: "Difference",
              about: "Within chance: the 95 % intervals of the two overlap.",
              isNumber: true,
              value: ({ difference }) => difference,
              show: (row) => differenceText(row, formats),
            },
          ],
          {
            caption: `${first} and ${second} of the ${name} model`,
            noun: "figures",
            empty: "Neither run measured this model.",
          },
        ),
        {
          title: comparedFinding(compared),
          about: `${second} (${formats.day(is.row.as_of)}) against ${first} (${formats.day(was.row.as_of)}), ${versions}; out of time, with 95 % intervals.`,
          source,
          download: {
            name: `${name}_compared`,
            rows: () =>
              compared.map(({ metric, before: b, after: a, difference }) => ({
                metric: metric.id,
                [`run_${was.row.sequence}`]: b?.value ?? null,
                [`run_${is.row.sequence}`]: a?.value ?? null,
                difference,
              })),
          },
        },
      ),
    );
  };
  for (const { select } of [before, after]) select.addEventListener("input", draw);
  draw();
  return element(
    "div",
    { class: "stack" },
    element("div", { class: "controls" }, after.field, before.field),
    body,
  );
}
