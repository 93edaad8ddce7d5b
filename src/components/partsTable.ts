import type { Part } from "../core/activity.js";
import { codeWords } from "../core/findings/words.js";
import { writeChange } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import { dataTable, type Column } from "./dataTable.js";

/** A measure by product, segment or channel: value with its bar, share of the whole, change on the month and the year. */
export function partsTable(
  parts: readonly Part[],
  options: { readonly formats: Formats; readonly noun: string },
): HTMLElement {
  const { formats, noun } = options;
  const change = (id: "lastMonth" | "lastYear", label: string): Column<Part> => {
    const of = ({ series }: Part) => (id === "lastMonth" ? series.onMonth : series.onYear);
    return {
      id,
      label,
      isNumber: true,
      value: (part) => of(part)?.size ?? null,
      show: (part) => {
        const found = of(part);
        return found ? writeChange(formats, part.series.kpi.unit, found) : "–";
      },
    };
  };
  const hasShare = parts.some(({ share }) => share !== null);
  return dataTable<Part>(
    parts,
    [
      {
        id: "name",
        label: noun.replace(/^./, (c) => c.toUpperCase()),
        isHead: true,
        value: ({ name }) => name,
        show: ({ name }) => codeWords(name),
      },
      {
        id: "value",
        label: "Value",
        isNumber: true,
        bar: "series",
        value: ({ series }) => series.value,
        show: ({ series }) => formats.value(series.kpi.unit, series.value),
      },
      ...(hasShare
        ? [
            {
              id: "share",
              label: "Share",
              isNumber: true,
              value: ({ share }: Part) => share,
              show: ({ share }: Part) => (share === null ? "–" : formats.percent(share)),
            },
          ]
        : []),
      change("lastMonth", "on month"),
      change("lastYear", "on year"),
    ],
    { caption: `By ${noun}`, sort: { id: "value", isDescending: true }, isCompact: true },
  );
}
