import type { Formats } from "../core/format/formats.js";
import { writeEstimate, writePsi } from "../core/modelPage/figures.js";
import { runMetrics, type ModelRun } from "../core/modelPage/runs.js";
import { dataTable, type Column, type DataTable } from "./dataTable.js";
import { element } from "./dom.js";

/** The runs of a model, the latest first: what it was made of and what it achieved. */
export function runTable(
  runs: readonly ModelRun[],
  { formats, name }: { readonly formats: Formats; readonly name: string },
): DataTable<ModelRun> {
  const hasFigures = runs.some(({ metrics }) => metrics.size > 0);
  const metric = (id: string): Column<ModelRun> => {
    const { label, about } = runMetrics.find((each) => each.id === id)!;
    return {
      id,
      label,
      about,
      isNumber: true,
      value: ({ metrics }) => metrics.get(id)?.value ?? null,
      show: ({ metrics }) => writeEstimate(formats, metrics.get(id) ?? null, "number"),
    };
  };
  return dataTable<ModelRun>(
    [...runs].reverse(),
    [
      {
        id: "sequence",
        label: "Run",
        isHead: true,
        value: ({ row }) => row.sequence,
        show: ({ row }) => `${row.sequence}${row.is_current ? ", this one" : ""}`,
      },
      {
        id: "as_of",
        label: "Data as of",
        value: ({ row }) => row.as_of,
        show: ({ row }) => formats.day(row.as_of),
      },
      {
        id: "version",
        label: "Model version",
        about: "Four digits each of the hashes of its data, code and configuration.",
        value: ({ model }) => model?.version ?? null,
        show: ({ model, isNewVersion }) =>
          model?.version == null
            ? "no model"
            : element("span", {}, element("code", {}, model.version), isNewVersion ? " new" : ""),
      },
      {
        id: "trained_to",
        label: "Trained to",
        value: ({ model }) => model?.trained_to ?? null,
        show: ({ model }) => (model?.trained_to ? formats.day(model.trained_to) : "–"),
      },
      ...(hasFigures
        ? [
            metric("auc"),
            metric("ks"),
            metric("calibrationSlope"),
            {
              id: "psi",
              label: "Score PSI",
              about: "Of today's score against the training rows.",
              isNumber: true,
              value: ({ model }: ModelRun) => model?.psi ?? null,
              show: ({ model }: ModelRun) => writePsi(formats, model?.psi ?? null),
            },
          ]
        : [
            {
              id: "alerts",
              label: "Alerts",
              isNumber: true,
              value: ({ row }: ModelRun) => row.alerts,
              show: ({ row }: ModelRun) => (row.alerts === null ? "–" : formats.count(row.alerts)),
            },
          ]),
      {
        id: "checks",
        label: "Checks of the run",
        isNumber: true,
        value: ({ row }) => row.checks_passed / (row.checks_total || 1),
        show: ({ row }) => `${row.checks_passed} of ${row.checks_total}`,
      },
      {
        id: "commit",
        label: "Commit",
        value: ({ row }) => row.commit_id,
        show: ({ row }) => row.commit_id?.slice(0, 8) ?? "–",
      },
    ],
    {
      caption: `Runs of the ${name} model`,
      noun: "runs",
      isTall: runs.length > 10,
      urlName: "run",
      download: {
        name: `${name}_runs`,
        rows: (shown) =>
          shown.map(({ row, model, metrics }) => ({
            sequence: row.sequence,
            run: row.run,
            as_of: row.as_of,
            commit: row.commit_id,
            version: model?.version ?? null,
            trained_to: model?.trained_to ?? null,
            training_rows: model?.training_rows ?? null,
            psi: model?.psi ?? null,
            ...Object.fromEntries(
              runMetrics.flatMap(({ id }) => [
                [id, metrics.get(id)?.value ?? null],
                [`${id}_low`, metrics.get(id)?.low ?? null],
                [`${id}_high`, metrics.get(id)?.high ?? null],
              ]),
            ),
          })),
      },
    },
  );
}
