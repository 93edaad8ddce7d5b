import { listWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { modelWords } from "../core/modelPage/modelWords.js";
import type { ShownModel } from "../core/modelPage/shownModels.js";
import { writeTiny } from "../core/modelPage/watchParts.js";
import type { Runtime } from "../core/validation/evidence.js";
import { dataTable, type DataTable } from "./dataTable.js";
import { element } from "./dom.js";
import { stateMark } from "./stateMark.js";

const runtimeWords: Readonly<Record<Runtime, string>> = {
  duckdb: "SQL (batch)",
  node: "Node (API)",
  browser: "browser (page)",
  reference: "plain reference",
};

interface Agreement {
  readonly model: string;
  readonly check: string;
  readonly about: string;
  readonly measured: number | null;
  readonly limit: string;
  readonly isPassed: boolean;
}

function agreements(models: readonly ShownModel[], formats: Formats): Agreement[] {
  return models.flatMap((model): Agreement[] => {
    if (model.kind === "missing") return [];
    const { crossChecks, runtimes } = model.evidence;
    const { label } = modelWords[model.name];
    return [
      ...crossChecks.map((check) => ({
        model: label,
        check: check.name,
        about: check.about,
        measured: check.measured,
        // A rank correlation must be high, a difference low: which of them it is, the result tells.
        limit: `${check.measured !== null && check.passed === check.measured > check.tolerance ? "at least" : "at most"} ${writeTiny(formats, check.tolerance)}`,
        isPassed: check.passed,
      })),
      ...runtimes.differences.map(({ between, score, difference }) => ({
        model: label,
        check: `${listWords(between.map((runtime) => runtimeWords[runtime]))} score alike`,
        about: `Largest relative difference of ${score.replaceAll("_", " ")} over ${formats.count(runtimes.rows)} rows.`,
        measured: difference,
        limit: `at most ${writeTiny(formats, runtimes.tolerance)}`,
        isPassed: difference <= runtimes.tolerance,
      })),
    ];
  });
}

/** Every check of a fit against another package, and of each runtime against each other, with its tolerance. */
export function agreementTable(
  models: readonly ShownModel[],
  { formats }: { readonly formats: Formats },
): DataTable<Agreement> {
  return dataTable<Agreement>(
    agreements(models, formats),
    [
      { id: "model", label: "Model", isHead: true, value: ({ model }) => model },
      { id: "check", label: "Check", value: ({ check }) => check },
      { id: "about", label: "What was compared", isText: true, value: ({ about }) => about },
      {
        id: "measured",
        label: "Measured",
        isNumber: true,
        value: ({ measured }) => measured,
        show: ({ measured }) => (measured === null ? "–" : writeTiny(formats, measured)),
      },
      { id: "limit", label: "Allowed", isNumber: true, value: ({ limit }) => limit },
      {
        id: "isPassed",
        label: "Result",
        value: ({ isPassed }) => (isPassed ? "passed" : "failed"),
        show: ({ isPassed }) =>
          element("span", {}, stateMark(isPassed ? "ok" : "act", isPassed ? "passed" : "failed")),
      },
    ],
    {
      caption: "Checks against other packages and between runtimes",
      noun: "checks",
      isTall: true,
      download: { name: "model_checks" },
    },
  );
}
