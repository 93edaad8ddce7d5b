import type { DuckDBConnection } from "@duckdb/node-api";
import type { Settings } from "../runner/settings.js";
import type { StepContext } from "../runner/steps.js";
import { currenciesOf, type Landed } from "./land.js";
import { accountFor } from "./quality.js";
import { findDoubtfulRows, recordQuarantine, referenceOf, settleExtract } from "./settle.js";

/** An extract that was read, and the day number after which a date of it is in the future. */
export interface ToStage {
  readonly landed: Landed;
  readonly lastDay: number;
}

/**
 * Settles the doubtful rows of every extract and accounts for all rows. The search for them goes over all rows and
 * keeps every core busy: one extract after the other. To settle them is many small queries, which leave a core idle:
 * one extract beside the others, but for those it waits for. They are accounted for one after the other, so that the
 * quality tables have one order.
 *
 * @param toStage in the contract's order: an extract comes after the one it refers to
 * @throws what the first of them in that order threw, once none is under way
 */
export async function stageExtracts(
  { connection, connect, report }: Pick<StepContext, "connection" | "connect" | "report">,
  toStage: readonly ToStage[],
  settings: Settings,
  workFolder: string,
): Promise<void> {
  const currencies = currenciesOf(settings);
  const idle: DuckDBConnection[] = [];
  const withConnection = async (work: (own: DuckDBConnection) => Promise<void>): Promise<void> => {
    const own = idle.pop() ?? (await connect());
    await work(own);
    idle.push(own);
  };
  const searched: Promise<void>[] = [];
  const settling: Promise<void>[] = [];
  const staged: Promise<void>[] = [];
  for (const [index, { landed, lastDay }] of toStage.entries()) {
    const before = staged.filter((_, other) => waitsFor(landed, toStage[other]!.landed));
    const search = async (): Promise<void> => {
      await Promise.all([...before, searched[index - 1]]);
      report(landed.delivery.extract.name);
      await withConnection((own) => findDoubtfulRows(own, landed, lastDay));
    };
    const found = search();
    searched.push(found);
    const settle = async (): Promise<void> => {
      await found;
      await withConnection((own) => settleExtract(own, landed, currencies, lastDay, workFolder));
    };
    const settled = settle();
    settling.push(settled);
    const account = async (): Promise<void> => {
      await Promise.all([settled, staged[index - 1]]);
      await recordQuarantine(connection, landed);
      await accountFor(connection, landed, settings);
    };
    staged.push(account());
  }
  // Both at once: what fails while another is under way would else be nobody's, which ends the process.
  const [outcomes] = await Promise.all([Promise.allSettled(staged), Promise.allSettled(settling)]);
  const failed = outcomes.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** Whether one extract refers to the other, or reads a raw table that it reads: while one settles, the table is short. */
function waitsFor(landed: Landed, earlier: Landed): boolean {
  const tablesOf = ({ driving, lookups }: Landed): string[] => [driving, ...lookups].map(({ name }) => name);
  return (
    referenceOf(landed.delivery.extract)?.parent === earlier.delivery.extract.name ||
    tablesOf(landed).some((table) => tablesOf(earlier).includes(table))
  );
}
