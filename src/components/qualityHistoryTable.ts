import type { Formats } from "../core/format/formats.js";
import type { ExtractHistory, QualityHistory, QualityPoint } from "../core/history/qualityHistory.js";
import { dataTable, type Column } from "./dataTable.js";
import { element } from "./dom.js";
import { sparkline } from "./sparkline.js";

/** A measure of an extract in this run, and beside it how it went over the runs. */
function measure(
  id: string,
  label: string,
  about: string,
  value: (point: QualityPoint) => number | null,
  write: (value: number) => string,
): Column<ExtractHistory> {
  return {
    id,
    label,
    about,
    isNumber: true,
    value: ({ points }) => (points.length === 0 ? null : value(points.at(-1)!)),
    show: ({ extract, points }) => {
      const known = points.flatMap((point) => {
        const number = value(point);
        // A sparkline's axis is time; runs are evenly apart, whatever day they were made.
        return number === null ? [] : [{ month: new Date(point.run.sequence), value: number }];
      });
      const last = known.at(-1);
      if (!last) return "–";
      const text = write(last.value);
      if (known.length === 1) return text;
      const line = sparkline(known, {
        width: 80,
        height: 20,
        label: `${label} of ${extract}, ${known.length} runs: ${known.map((point) => write(point.value)).join(", ")}`,
      });
      return element("span", { class: "spark-cell" }, line, element("span", {}, text));
    },
  };
}

/** The quality of each extract in this run, with a line of the runs before. */
export function qualityHistoryTable(
  { all, extracts }: QualityHistory,
  { formats }: { readonly formats: Formats },
): HTMLElement {
  const isScored = all.points.some(({ caughtShare }) => caughtShare !== null);
  return dataTable<ExtractHistory>(
    [...extracts, ...(extracts.length > 1 ? [all] : [])],
    [
      { id: "extract", label: "Extract", isHead: true, value: ({ extract }) => extract },
      measure("raw", "Raw rows", "Rows in the files, as they came.", ({ rawRows }) => rawRows, formats.count),
      measure(
        "quarantined",
        "Set aside",
        "Quarantined rows, of the raw ones.",
        ({ quarantineShare }) => quarantineShare,
        (value) => formats.percent(value, 2),
      ),
      measure(
        "repaired",
        "Repaired values",
        "Values written in another way, and read all the same.",
        ({ repairedValues }) => repairedValues,
        formats.count,
      ),
      ...(isScored
        ? [
            measure(
              "caught",
              "Defects dealt with",
              "Of the defects a simulated bank knows of: those repaired, or set aside for the right reason.",
              ({ caughtShare }) => caughtShare,
              (value) => formats.percent(Math.floor(value * 1000) / 1000, 1),
            ),
          ]
        : []),
    ],
    { caption: "Quality of each extract over the runs" },
  );
}
