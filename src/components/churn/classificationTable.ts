import type { Formats } from "../../core/format/formats.js";
import type { ClassFigures } from "../../core/metrics/classificationReport.js";
import type { Classification } from "../../core/validation/report.js";
import { dataTable, type DataTable } from "../dataTable.js";

interface Line {
  readonly name: string;
  readonly figures: ClassFigures;
}

/** Precision, recall, F1 and support of both classes, as the field's classification report has them. */
export function classificationTable(
  { report }: Classification,
  options: { readonly formats: Formats },
): DataTable<Line> {
  const { formats } = options;
  const lines: Line[] = [
    { name: "Leaves", figures: report.positive },
    { name: "Stays", figures: report.negative },
    { name: "Mean of both", figures: report.macro },
    { name: "Weighted mean", figures: report.weighted },
  ];
  return dataTable<Line>(
    lines,
    [
      { id: "class", label: "Class", isHead: true, value: ({ name }) => name },
      {
        id: "precision",
        label: "Precision",
        about: "Of those flagged as this class, the share that is of it.",
        isNumber: true,
        value: ({ figures }) => figures.precision,
        show: ({ figures }) => formats.percent(figures.precision),
      },
      {
        id: "recall",
        label: "Recall",
        about: "Of those of this class, the share that is flagged.",
        isNumber: true,
        value: ({ figures }) => figures.recall,
        show: ({ figures }) => formats.percent(figures.recall),
      },
      {
        id: "f1",
        label: "F1",
        about: "Harmonic mean of precision and recall.",
        isNumber: true,
        value: ({ figures }) => figures.f1,
        show: ({ figures }) => formats.percent(figures.f1),
      },
      {
        id: "support",
        label: "Support",
        about: "Client months of this class in the test.",
        isNumber: true,
        value: ({ figures }) => figures.support,
        show: ({ figures }) => formats.count(figures.support),
      },
    ],
    { caption: "Classification report", isCompact: true },
  );
}
