import { bankOf, type BankOptions } from "../../../../lib/simulate/bank.js";
import { columnsOf } from "../../../../lib/simulate/rows.js";
import { emptySheets } from "../../../../lib/simulate/sheets.js";
import type { Sheet } from "../../../../lib/simulate/sheet.js";
import { simulateClient } from "../../../../lib/simulate/simulateClient.js";

/** A movement with what the truth says of it; money in cents, time in seconds. */
export interface Movement {
  readonly id: string;
  readonly account: string;
  readonly accountType: string;
  readonly cents: number;
  /** Days since 1970-01-01, and seconds of that day. */
  readonly day: number;
  readonly second: number;
  readonly type: string;
  readonly channel: string;
  readonly counterparty: string;
  readonly category: string;
  readonly country: string;
  /** Of the account, before and after, in the order of booking. */
  readonly before: number;
  readonly after: number;
  readonly limit: number;
  /** Days since somebody moved money on the account; standing orders and what the bank books do not count. */
  readonly idleDays: number;
  readonly label: Label | null;
}

export interface Label {
  readonly client: string;
  readonly kind: string;
  readonly episode: number;
  readonly isAnomaly: boolean;
}

export interface Episode {
  readonly client: string;
  readonly kind: string;
  readonly movements: readonly Movement[];
  readonly anomalous: readonly Movement[];
}

export interface LabelledBank {
  readonly movements: readonly Movement[];
  readonly labels: ReadonlyMap<string, Label>;
  readonly labelLines: readonly string[];
  readonly episodes: readonly Episode[];
  readonly logins: readonly { client: string; day: number; second: number; detail: string }[];
  /** Last day on which the client had an open checking account, by client; Infinity while it is open. */
  readonly leftDay: ReadonlyMap<string, number>;
  readonly clientOf: ReadonlyMap<string, string>;
}

const linesOf = (sheet: Sheet): string[] => sheet.textFrom(0).split("\n").slice(0, -1);
const dayOf = (text: string): number => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
const secondOf = (text: string): number =>
  Number(text.slice(11, 13)) * 3600 + Number(text.slice(14, 16)) * 60 + Number(text.slice(17, 19));
const centsOf = (text: string): number => Math.round(Number(text) * 100);

/** A clean bank, its movements in the order of booking, with their labels. */
export function labelledBank(options: BankOptions): LabelledBank {
  const bank = bankOf({ ...options, dirt: false });
  const sheets = emptySheets();
  for (let index = 0; index < bank.clients; index++) simulateClient(bank, index, sheets);
  const fields = (extract: "accounts" | "transactions" | "events") => {
    const names = columnsOf(extract).map(({ name }) => name);
    return linesOf(sheets[extract]).map((line) => {
      const values = line.split(",");
      return (name: string): string => values[names.indexOf(name)] ?? "";
    });
  };
  const labelLines = linesOf(sheets.anomalies);
  const labels = new Map<string, Label>();
  for (const line of labelLines) {
    const [id = "", client = "", kind = "", episode = "", isAnomaly = ""] = line.split(",");
    labels.set(id, { client, kind, episode: Number(episode), isAnomaly: isAnomaly === "true" });
  }
  const accounts = new Map<string, { type: string; limit: number; balance: number; ownDay: number }>();
  const clientOf = new Map<string, string>();
  const leftDay = new Map<string, number>();
  for (const at of fields("accounts")) {
    const type = at("account_type");
    accounts.set(at("account_id"), {
      type,
      limit: centsOf(at("credit_limit")),
      balance: 0,
      ownDay: -Infinity,
    });
    clientOf.set(at("account_id"), at("client_id"));
    if (type === "checking")
      leftDay.set(at("client_id"), at("closed_date") === "" ? Infinity : dayOf(at("closed_date")));
  }
  const movements = fields("transactions").map((at): Movement => {
    const account = accounts.get(at("account_id"));
    if (!account) throw new Error(`no account ${at("account_id")}`);
    const cents = centsOf(at("amount"));
    const day = dayOf(at("transaction_date"));
    const before = account.balance;
    account.balance += cents;
    const idleDays = day - account.ownDay;
    const routine = at("channel") === "batch" || at("transaction_type") === "interest";
    if (!routine || account.ownDay === -Infinity) account.ownDay = day;
    return {
      id: at("transaction_id"),
      account: at("account_id"),
      accountType: account.type,
      cents,
      day,
      second: secondOf(at("transaction_date")),
      type: at("transaction_type"),
      channel: at("channel"),
      counterparty: at("counterparty"),
      category: at("category"),
      country: at("country"),
      before,
      after: account.balance,
      limit: account.limit,
      idleDays,
      label: labels.get(at("transaction_id")) ?? null,
    };
  });
  return {
    movements,
    labels,
    labelLines,
    episodes: episodesOf(movements),
    logins: fields("events")
      .filter((at) => at("event_type") === "login")
      .map((at) => ({
        client: at("client_id"),
        day: dayOf(at("event_at")),
        second: secondOf(at("event_at")),
        detail: at("detail"),
      })),
    leftDay,
    clientOf,
  };
}

function episodesOf(movements: readonly Movement[]): Episode[] {
  const groups = new Map<string, Movement[]>();
  for (const movement of movements) {
    if (!movement.label) continue;
    const key = `${movement.label.client} ${movement.label.episode} ${movement.label.kind}`;
    const group = groups.get(key);
    if (group) group.push(movement);
    else groups.set(key, [movement]);
  }
  return [...groups].map(([key, group]) => {
    const [client = "", , kind = ""] = key.split(" ");
    return { client, kind, movements: group, anomalous: group.filter(({ label }) => label?.isAnomaly) };
  });
}
