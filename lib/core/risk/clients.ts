import { featureTable } from "../features/featureTable.js";
import { reasonWords } from "../features/reasonWords.js";
import { rowBinner, type Scorecard } from "../models/scorecard.js";
import { reasonFinder } from "../models/scorecardReasons.js";
import type { Assumptions, RiskClientRow } from "./rows.js";
import { featuresOf, type Inputs, type WordedReason } from "./whatIf.js";

/** What the model read, with the pseudonym of whom: a client, or a loan at grant. */
export type InputsRow = Inputs & { readonly client: string; readonly loan: string | null };

/** A client of the list, without what depends on assumptions. */
export interface ExplainedClient {
  readonly client: string;
  readonly band: string;
  readonly points: number;
  readonly pd: number;
  readonly drawn: number;
  readonly undrawn: number;
  /** Whole points of thirteen months, the latest last; null where not scored. */
  readonly history: readonly (number | null)[];
  /** Against the month before; null where not scored then. */
  readonly change: number | null;
  readonly inputs: Inputs;
  /** Worked out when asked for: only the rows in sight are. */
  readonly reasons: () => readonly WordedReason[];
}

/** A client of the list. */
export interface RiskClient extends ExplainedClient {
  readonly exposure: number;
  readonly loss: number;
}

const earlier = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1] as const;

/**
 * The clients of the list with what the model read of them and their reasons.
 *
 * @param rows as scored by the batch
 * @param inputs of the same clients, in any order
 * @param model the scorecard
 * @returns in the order of `rows`; who has no inputs is left out
 */
export function explainClients(
  rows: readonly RiskClientRow[],
  inputs: readonly InputsRow[],
  model: Scorecard,
): ExplainedClient[] {
  const byClient = new Map(inputs.map((row) => [row.loan ?? row.client, row]));
  const known = rows.flatMap((row) => {
    const found = byClient.get(row.client);
    return found ? [{ row, found }] : [];
  });
  const features = featuresOf(model);
  const table = featureTable(
    features,
    known.length,
    ({ name }) =>
      (index) =>
        known[index]!.found[name],
  );
  const reasonsOf = reasonFinder(model)(rowBinner(model)(table));
  return known.map(({ row, found }, index): ExplainedClient => {
    const points = Math.round(row.points);
    const before = row.points_1;
    return {
      client: row.client,
      band: row.band,
      points: row.points,
      pd: row.pd,
      drawn: row.drawn_amount,
      undrawn: row.undrawn_amount,
      history: [...earlier.map((month) => row[`points_${month}`]), points],
      change: before === null ? null : points - before,
      inputs: Object.fromEntries(model.features.map(({ name }) => [name, found[name]])),
      reasons: () =>
        reasonsOf(index).map(({ feature, pointsLost }) => ({
          feature,
          lost: pointsLost,
          words: reasonWords(
            features.find(({ name }) => name === feature)!,
            found[feature],
          ),
        })),
    };
  });
}

/**
 * The clients with their exposure and expected loss.
 *
 * @param clients of the list
 * @param assumptions share of undrawn limits and loss given default
 */
export function withLoss(clients: readonly ExplainedClient[], assumptions: Assumptions): RiskClient[] {
  const { lgd, undrawnShare } = assumptions;
  return clients.map((client) => {
    const exposure = client.drawn + undrawnShare * client.undrawn;
    return { ...client, exposure, loss: client.pd * lgd * exposure };
  });
}
