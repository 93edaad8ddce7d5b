import type { Formats } from "../../core/format/formats.js";
import type { ClassFigures } from "../../core/metrics/classificationReport.js";
import type { Estimate } from "../../core/metrics/estimate.js";
import type { Classification } from "../../core/validation/report.js";
import { dataTable, type DataTable } from "../dataTable.js";
import { element } from "../dom.js";

interface Line {
  readonly name: string;
  readonly figures: ClassFigures;
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
}

/** Precision, recall, F1 and support of both classes, as the field's classification report has them. */
export function classificationTable(
  { report, precision, recall }: Classification,
  options: { readonly formats: Formats },
): DataTable<Line> {
  const { formats } = options;
  const lines: Line[] = [
    { name: "Leaves", figures: report.positive, precision, recall },
    { name: "Stays", figures: report.negative, precision: null, recall: null },
    { name: "Mean of both", figures: report.macro, precision: null, recall: null },
    { name: "Weighted mean", figures: report.weighted, precision: null, recall: null },
  ];
  const withInterval = (value: number, found: Estimate | null): Node | string =>
    found?.low == null || found.high == null
      ? formats.percent(value)
      : element(
          "span",
          {},
          formats.percent(value),
          element(
            "small",
            { class: "interval" },
            ` ${formats.percent(found.low)} to ${formats.percent(found.high)}`,
          ),
        );
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
        show: ({ figures, precision: found }) => withInterval(figures.precision, found),
      },
      {
        id: "recall",
        label: "Recall",
        about: "Of those of this class, the share that is flagged.",
        isNumber: true,
        value: ({ figures }) => figures.recall,
        show: ({ figures, recall: found }) => withInterval(figures.recall, found),
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
