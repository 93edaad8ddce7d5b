import { lastMonths } from "../core/kpi/brush.js";
import { isSamePeriod, lengthOf, type Period } from "../core/kpi/period.js";
import { element } from "./dom.js";
import { sendInput, type ValueNode } from "./valueNode.js";

const choices = [
  { label: "3 months", count: 3 },
  { label: "12 months", count: 12 },
  { label: "All", count: Infinity },
] as const;

export type PeriodButtons = HTMLElement & { show: (period: Period) => void };

/** Buttons for the last months, for those who do not want to drag. They set the value of `months`. */
export function periodButtons(months: ValueNode<Period | null>, known: Period): PeriodButtons {
  const set = (period: Period | null): void => {
    months.value = period;
    sendInput(months);
  };
  const last = lastMonths(known, 1);
  const entries: readonly (readonly [HTMLElement, Period])[] = [
    [element("button", { type: "button", click: () => set(null) }, "Last month"), last],
    ...choices
      .filter(({ count }) => count < lengthOf(known) || count === Infinity)
      .map(({ label, count }): [HTMLElement, Period] => {
        const period = lastMonths(known, count);
        return [element("button", { type: "button", click: () => set(period) }, label), period];
      }),
  ];
  const root = element(
    "div",
    { class: "period-buttons", role: "group", "aria-label": "Period" },
    entries.map(([button]) => button),
  );
  return Object.assign(root, {
    show: (period: Period) => {
      for (const [button, each] of entries)
        button.setAttribute("aria-pressed", String(isSamePeriod(each, period)));
    },
  });
}
