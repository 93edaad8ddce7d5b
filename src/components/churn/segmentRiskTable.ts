import { wholeMoney } from "../../core/churn/money.js";
import type { ChurnMonth } from "../../core/churn/rows.js";
import { capital, codeWords } from "../../core/findings/words.js";
import { changeBetween, writeChange } from "../../core/format/change.js";
import type { Formats } from "../../core/format/formats.js";
import { dataTable, type DataTable } from "../dataTable.js";
import { element } from "../dom.js";

/** Income at risk by segment, with its change on the month before. */
export function segmentRiskTable(
  segments: readonly ChurnMonth[],
  options: { readonly formats: Formats; readonly before: readonly ChurnMonth[] },
): DataTable<ChurnMonth> {
  const { formats, before } = options;
  const changeOf = (row: ChurnMonth) =>
    changeBetween(
      "amount",
      row.income_at_risk,
      before.find(({ segment }) => segment === row.segment)?.income_at_risk,
      "down",
    );
  const money = (value: number | null): string => (value === null ? "–" : wholeMoney(formats, value));
  return dataTable<ChurnMonth>(
    segments,
    [
      {
        id: "segment",
        label: "Segment",
        isHead: true,
        value: ({ segment }) => segment,
        show: ({ segment }) => capital(codeWords(segment)),
      },
      {
        id: "clients",
        label: "Clients",
        isNumber: true,
        value: ({ clients }) => clients,
        show: ({ clients }) => formats.count(clients),
      },
      {
        id: "expected_share",
        label: "Leave",
        about:
          "Mean probability of leaving: closing all accounts, or falling silent for 90 days, beginning within 3 months.",
        isNumber: true,
        value: ({ clients, expected_leavers: expected }) => (expected === null ? null : expected / clients),
        show: ({ clients, expected_leavers: expected }) =>
          expected === null ? "–" : formats.percent(expected / clients),
      },
      {
        id: "income_at_risk",
        label: "At risk",
        about:
          "Probability of leaving × yearly income by the income proxy, over the clients who bring income.",
        isNumber: true,
        bar: "series",
        value: ({ income_at_risk: risk }) => risk,
        show: ({ income_at_risk: risk }) => money(risk),
      },
      {
        id: "change",
        label: "on month",
        isNumber: true,
        value: (row) => changeOf(row)?.size ?? null,
        show: (row) => {
          const change = changeOf(row);
          if (!change) return "–";
          const tone = change.isGood === null ? null : change.isGood ? "good" : "bad";
          return element("span", { class: tone }, writeChange(formats, "amount", change));
        },
      },
      {
        id: "cost_relieved",
        label: "Saved",
        about:
          "The same over the clients whose deposits cost more than they bring: what the bank would save if they left.",
        isNumber: true,
        value: ({ cost_relieved: relieved }) => (relieved === null ? null : -relieved),
        show: ({ cost_relieved: relieved }) => money(relieved === null ? null : -relieved),
      },
    ],
    {
      caption: "Income at risk by segment",
      sort: { id: "income_at_risk", isDescending: true },
      isCompact: true,
    },
  );
}
