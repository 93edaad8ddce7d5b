import { netBenefit } from "../../core/churn/campaign.js";
import { exactMoney, wholeMoney } from "../../core/churn/money.js";
import type { ChurnClient, ChurnReasonRow } from "../../core/churn/rows.js";
import { capital, codeWords } from "../../core/findings/words.js";
import type { Formats } from "../../core/format/formats.js";
import { dataTable, type DataTable } from "../dataTable.js";
import { element } from "../dom.js";
import { segmented } from "../segmented.js";
import { bindUrl, choice } from "../urlState.js";
import { withProperties } from "../valueNode.js";
import type { Campaign } from "./campaignControls.js";

/** A client with what speaks for leaving, the strongest first. */
export interface ListedClient extends ChurnClient {
  readonly reasons: readonly ChurnReasonRow[];
}

/**
 * Clients with their reasons, the dearest expected loss first: in the order of any campaign's net benefit.
 *
 * @param clients of `rpt_churn_clients`, in the order of their pseudonyms
 */
export function listedClients(
  clients: readonly ChurnClient[],
  reasons: readonly ChurnReasonRow[],
): ListedClient[] {
  const own: ChurnReasonRow[][] = clients.map(() => []);
  for (const reason of reasons) own[reason.client_number - 1]?.push(reason);
  return clients
    .map((client, index) => ({
      ...client,
      reasons: own[index]!.sort((a, b) => a.reason_rank - b.reason_rank),
    }))
    .sort(
      (a, b) =>
        b.probability * b.yearly_income - a.probability * a.yearly_income ||
        a.client.localeCompare(b.client, "en"),
    );
}

const tenure = (months: number | null): string =>
  months === null ? "–" : months < 24 ? `${Math.round(months)} mo` : `${Math.floor(months / 12)} y`;

/** Two reasons of the client in words, each with how much it adds. */
function reasonCell({ reasons }: ListedClient): HTMLElement {
  const most = Math.max(...reasons.map(({ effect }) => effect), 1e-9);
  return element(
    "span",
    { class: "why" },
    reasons.slice(0, 2).map(({ effect, words }) => {
      const bar = element("i", { class: "why-bar" });
      bar.style.width = `${(24 * Math.min(1, effect / Math.max(most, 0.5))).toFixed(1)}px`;
      return element("span", { class: "why-line" }, bar, element("span", {}, words));
    }),
  );
}

export type RetentionList = HTMLElement & { readonly value: ListedClient | null };

/**
 * Whom to contact: the clients whose expected net benefit is above zero on the campaign's terms, ranked by it. Follows the
 * campaign as it is set. Its `.value` is the client picked; it sends `input`.
 */
export function retentionList(
  clients: readonly ListedClient[],
  campaign: HTMLElement & { value: Campaign },
  options: { readonly formats: Formats },
): RetentionList {
  const { formats } = options;
  let { terms, segment } = campaign.value;
  const benefit = (row: ListedClient): number => netBenefit(row.probability, row.yearly_income, terms);
  const shown = bindUrl(
    segmented(["worth", "all"], {
      label: "Show",
      format: (id) => (id === "worth" ? "worth a contact" : "all active clients"),
    }),
    "list",
    choice(["worth", "all"]),
  );
  const ofSegment = (): ListedClient[] =>
    segment === "all" ? [...clients] : clients.filter((row) => row.segment === segment);
  const rows = (): ListedClient[] =>
    shown.value === "all" ? ofSegment() : ofSegment().filter((row) => benefit(row) > 0);
  let ranks = new Map<ListedClient, number>();
  const rank = (own: readonly ListedClient[]): readonly ListedClient[] => {
    ranks = new Map(own.map((row, index) => [row, index + 1]));
    return own;
  };
  const table: DataTable<ListedClient> = dataTable<ListedClient>(
    rank(rows()),
    [
      { id: "rank", label: "#", isNumber: true, value: (row) => ranks.get(row) ?? null },
      {
        id: "client",
        label: "Client",
        isHead: true,
        value: ({ client }) => client,
        show: ({ client }) => element("span", { class: "pseudonym" }, client),
      },
      {
        id: "segment",
        label: "Segment",
        value: (row) => row.segment,
        show: (row) => capital(codeWords(row.segment)),
      },
      {
        id: "tenure_months",
        label: "Tenure",
        about: "Since the first account was opened.",
        isNumber: true,
        value: ({ tenure_months: months }) => months,
        show: ({ tenure_months: months }) => tenure(months),
      },
      {
        id: "probability",
        label: "Leaves",
        about:
          "Probability of closing all accounts, or falling silent for 90 days, beginning within 3 months.",
        isNumber: true,
        value: ({ probability }) => probability,
        show: ({ probability }) => formats.percent(probability),
      },
      {
        id: "yearly_income",
        label: "Income a year",
        about: "By the income proxy: fees + loans × margin − deposits × margin.",
        isNumber: true,
        value: ({ yearly_income: income }) => income,
        show: ({ yearly_income: income }) => wholeMoney(formats, income),
      },
      {
        id: "net_benefit",
        label: "Net benefit",
        about:
          "Probability × success rate × yearly income × years − cost of the contact, on the terms set above.",
        isNumber: true,
        bar: "series",
        value: (row) => Math.round(benefit(row) * 100) / 100,
        show: (row) => exactMoney(formats, benefit(row)),
      },
      {
        id: "reasons",
        label: "Why",
        about:
          "The two features that add most to the log-odds of leaving, in words; the client's detail has all.",
        isText: true,
        value: ({ reasons }) => reasons.map(({ words }) => words).join("; "),
        text: ({ reasons }) => reasons.map(({ words }) => words).join("; "),
        show: reasonCell,
      },
    ],
    {
      caption: "Clients by expected net benefit of contacting them",
      search: "Search client, segment or reason",
      download: { name: "retention_list" },
      noun: "clients",
      empty: "On these terms no contact pays for itself.",
      height: 640,
      rowHeight: 44,
      isSelectable: true,
      key: ({ client }) => client,
      urlName: "client",
    },
  );
  const count = element("p", { class: "note list-count", "aria-live": "polite" });
  const tell = (): void => {
    const all = ofSegment();
    const worth = all.reduce((sum, row) => sum + Number(benefit(row) > 0), 0);
    count.textContent =
      shown.value === "all"
        ? `All ${formats.count(all.length)} clients; a contact pays for ${formats.count(worth)} of them. Pick a client to see why.`
        : `${formats.count(worth)} of ${formats.count(all.length)} clients; ${formats.count(all.length - worth)} are left out, because a contact would cost more than it is expected to keep. Pick a client to see why.`;
  };
  const renew = (): void => {
    table.setRows(rank(rows()));
    tell();
  };
  // The list may wait until the slider rests, the curve may not.
  let waiting: ReturnType<typeof setTimeout> | undefined;
  campaign.addEventListener("input", () => {
    ({ terms, segment } = campaign.value);
    clearTimeout(waiting);
    waiting = setTimeout(renew, clients.length > 2000 ? 120 : 0);
  });
  shown.addEventListener("input", (event) => {
    event.stopPropagation();
    renew();
  });
  tell();
  const root = element(
    "div",
    { class: "retention" },
    element("div", { class: "controls" }, shown, count),
    table,
  );
  return withProperties(root, {
    get value() {
      return table.value;
    },
  });
}
