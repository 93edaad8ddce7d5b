import type { Formats } from "../core/format/formats.js";
import { worstPsi, type DriftRow } from "../core/modelPage/drift.js";
import { writePsi } from "../core/modelPage/figures.js";
import { dataTable, type Column, type DataTable } from "./dataTable.js";
import { stateMark } from "./stateMark.js";

/** Every feature offered to a model: its shift, whether it is used, and how often it is missing. */
export function driftTable(
  rows: readonly DriftRow[],
  { formats, name }: { readonly formats: Formats; readonly name: string },
): DataTable<DriftRow> {
  const psi = (id: "psiTest" | "psiToday", label: string): Column<DriftRow> => ({
    id,
    label,
    isNumber: true,
    value: (row) => row[id],
    show: (row) => writePsi(formats, row[id]),
  });
  const missing = (
    id: "missingTrain" | "missingTest" | "missingToday",
    label: string,
    about?: string,
  ): Column<DriftRow> => ({
    id,
    label,
    ...(about ? { about } : {}),
    isNumber: true,
    value: (row) => row[id],
    show: (row) => {
      const share = row[id];
      return share === null ? "–" : share === 0 ? "none" : formats.percent(share);
    },
  });
  return dataTable<DriftRow>(
    rows,
    [
      { id: "title", label: "Feature", isHead: true, value: ({ title }) => title },
      { id: "unit", label: "Unit", value: ({ unit }) => unit, show: ({ unit }) => unit ?? "–" },
      {
        id: "isUsed",
        label: "In the model",
        about:
          "Features that were offered to the fit and not taken in are watched as well; they move no score.",
        value: ({ isUsed }) => (isUsed ? "yes" : "no"),
      },
      psi("psiTest", "PSI, test"),
      psi("psiToday", "PSI, today"),
      {
        id: "verdict",
        label: "Verdict",
        about: "By the larger of the two: under 0.1 stable, 0.1 to 0.25 watch, above 0.25 moved.",
        value: (row) => worstPsi(row),
        // What the model does not use cannot move its score.
        show: ({ verdict, isUsed }) =>
          verdict === null || !isUsed
            ? (verdict ?? "–")
            : stateMark(verdict === "stable" ? "ok" : verdict === "watch" ? "watch" : "act", verdict),
      },
      missing("missingTrain", "Missing, training", "Share of rows without a value."),
      missing("missingTest", "Missing, test"),
      missing("missingToday", "Missing, today"),
    ],
    {
      caption: `Features of the ${name} model by how far they moved`,
      search: "Find a feature",
      noun: "features",
      isTall: rows.length > 14,
      urlName: "feature",
      key: (row) => row.name,
      download: { name: `${name}_drift` },
    },
  );
}
