import type { CampaignTerms } from "./campaign.js";
import type { TestPoint } from "./rows.js";

/** What the months of the test say of contacting a share of the clients, by one way of ranking. */
export interface TestOutcome {
  readonly depth: number;
  /** Of all who left, the share that would have been contacted; 0 where nobody left. */
  readonly leaversShare: number;
  /** Of those contacted, the share who left. */
  readonly precision: number;
  /** Net benefit that the test months would have given for so many contacts of one month, and that the model had expected. */
  readonly net: number;
  readonly expectedNet: number;
}

/** The sums at a depth, on the straight line between the points; (0, 0) is the first. */
function sumsAt(
  points: readonly TestPoint[],
  depth: number,
): Record<"clients" | "leavers" | "lost" | "expected", number> {
  let before = { depth: 0, clients: 0, leavers: 0, lost_value: 0, expected_value: 0 };
  for (const point of points) {
    if (point.depth >= depth) {
      const share = point.depth === before.depth ? 1 : (depth - before.depth) / (point.depth - before.depth);
      const mix = (from: number, to: number): number => from + share * (to - from);
      return {
        clients: mix(before.clients, point.clients),
        leavers: mix(before.leavers, point.leavers),
        lost: mix(before.lost_value, point.lost_value),
        expected: mix(before.expected_value, point.expected_value),
      };
    }
    before = point;
  }
  return {
    clients: before.clients,
    leavers: before.leavers,
    lost: before.lost_value,
    expected: before.expected_value,
  };
}

/**
 * What the test says at a depth.
 *
 * @param points of `rpt_churn_test`, any order
 * @param ranking by which the clients were ranked
 * @param depth share of the clients contacted, in [0, 1]
 * @param terms of the campaign
 * @param clients how many there are today: the net benefit is scaled to as many
 * @returns null without a test
 */
export function testAt(
  points: readonly TestPoint[],
  ranking: TestPoint["ranking"],
  depth: number,
  terms: CampaignTerms,
  clients: number,
): TestOutcome | null {
  const own = points.filter((point) => point.ranking === ranking).sort((a, b) => a.depth - b.depth);
  const all = own[own.length - 1];
  if (!all) return null;
  const sums = sumsAt(own, depth);
  const worth = (terms.success * terms.years * clients) / all.clients;
  const cost = depth * clients * terms.cost;
  return {
    depth,
    leaversShare: all.leavers > 0 ? sums.leavers / all.leavers : 0,
    precision: sums.clients > 0 ? sums.leavers / sums.clients : 0,
    net: worth * sums.lost - cost,
    expectedNet: worth * sums.expected - cost,
  };
}
