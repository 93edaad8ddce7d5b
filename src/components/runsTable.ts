import type { Formats } from "../core/format/formats.js";
import type { QualityPoint } from "../core/history/qualityHistory.js";
import { dataTable } from "./dataTable.js";

/** Every run that is remembered, the latest first: its day, what it was made of and what came in. */
export function runsTable(
  points: readonly QualityPoint[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  return dataTable<QualityPoint>(
    [...points].reverse(),
    [
      {
        id: "as_of",
        label: "As of",
        isHead: true,
        value: ({ run }) => run.as_of,
        show: ({ run }) => formats.day(run.as_of),
      },
      {
        id: "run",
        label: "Run",
        about: "Hash of the files, the code and the configuration: the same run gives the same figures.",
        value: ({ run }) => run.run,
      },
      { id: "commit", label: "Commit", value: ({ run }) => run.commit_id },
      {
        id: "raw",
        label: "Raw rows",
        isNumber: true,
        value: ({ rawRows }) => rawRows,
        show: ({ rawRows }) => formats.count(rawRows),
      },
      {
        id: "quarantined",
        label: "Set aside",
        isNumber: true,
        value: ({ quarantineShare }) => quarantineShare,
        show: ({ quarantineShare }) => formats.percent(quarantineShare, 2),
      },
      {
        id: "repaired",
        label: "Repaired values",
        isNumber: true,
        value: ({ repairedValues }) => repairedValues,
        show: ({ repairedValues }) => formats.count(repairedValues),
      },
      {
        id: "checks",
        label: "Checks passed",
        isNumber: true,
        value: ({ run }) => run.checks_passed,
        show: ({ run }) => `${run.checks_passed} of ${run.checks_total}`,
      },
    ],
    { caption: "Runs, the latest first", isTall: points.length > 20 },
  );
}
