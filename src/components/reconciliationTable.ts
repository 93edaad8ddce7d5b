import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import type { ReconciliationRow } from "../core/reports.js";
import { countColumn } from "./countColumn.js";
import { dataTable } from "./dataTable.js";

/** Whether balances we add up agree with those the source delivers. */
export function reconciliationTable(
  rows: readonly ReconciliationRow[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  return dataTable<ReconciliationRow>(
    rows,
    [
      { id: "type", label: "Accounts", isHead: true, value: ({ account_type }) => codeWords(account_type) },
      countColumn("accounts", "With a balance", formats),
      countColumn("reconciled_accounts", "Agree", formats),
      countColumn("days", "Account days", formats),
      countColumn("reconciled_days", "Agree on the day", formats),
      {
        id: "share",
        label: "Share",
        isNumber: true,
        value: (row) => row.reconciled_days / (row.days || 1),
        // All but one is not all: the last hundredth is kept for exactly all.
        show: (row) =>
          formats.percent(
            row.reconciled_days === row.days ? 1 : Math.min(0.9999, row.reconciled_days / row.days),
            2,
          ),
      },
      {
        id: "largest_difference",
        label: "Largest difference",
        isNumber: true,
        value: (row) => row.largest_difference,
        show: (row) => formats.value("amount", row.largest_difference),
      },
    ],
    { caption: "Balances compared with the source" },
  );
}
