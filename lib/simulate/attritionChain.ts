import { autoregression, expectNext, pushForward } from "./autoregression.js";
import { chanceOf, logOddsOf, normalNodes, placeAmong, solveIntercept } from "./numeric.js";

/** How attached a client is to the bank's everyday use, from month to month. */
export const engagementSteps = autoregression(11, 0.9);
const engagementWeight = 0.6;

/** Deviation of loyalty between clients, in log odds of deciding to leave. */
export const loyaltyDeviation = 0.6;

/** A grievance begins and lasts with these chances a month, and adds this to the log odds of deciding to leave. */
export const grievance = { begins: 0.01, lasts: 0.75, weight: 2 } as const;

/** A client stays, looks around (pay goes elsewhere), moves out (money goes elsewhere), or is gone. */
export const stages = { staying: 0, looking: 1, moving: 2, gone: 3 } as const;
/** Chances of being gone, or moving out, in the very month of the decision; the others look around first. */
export const deciding = { leaves: 0.4, moves: 0.3 } as const;
/** Chances a month of going back, and of going on. */
export const looking = { regrets: 0.15, moves: 0.65 } as const;
export const moving = { leaves: 0.8 } as const;
/** Months in which the chain settles before the first simulated one. */
export const settlingMonths = 6;

const horizon = 3;
const nodes = 9;
const solvingNodes = 5;
const points = engagementSteps.size;
/** Staying, looking and moving, each without and with a grievance. */
const states = 6;
const size = states * points;

/** What decides whether a client leaves: a monthly chain of engagement, grievances and stages. */
export interface AttritionLaw {
  /** Chance that a client who stays decides to leave in a month. */
  readonly decisionChance: (loyalty: number, engagement: number, isCross: boolean) => number;
  /**
   * Chance of being gone within 3 months, given the state at the end of a month.
   *
   * @param loyalty of the client
   * @param point of the engagement
   * @param isCross while a grievance lasts
   * @param stage staying, looking or moving
   * @param free for each of the 3 months: 1, 2 and 4 added up where the client is free to decide
   */
  readonly churnChance: (
    loyalty: number,
    point: number,
    isCross: boolean,
    stage: number,
    free: number,
  ) => number;
}

/** Clients at a month by how long they have been there, and the share of them free to decide. */
export interface Presence {
  /** Shares of the clients that join in a month; those before the first month are at 0. */
  readonly joining: Float64Array;
  /** Share free to decide, of old clients by month, and of joiners by months since joining. */
  readonly freeOld: Float64Array;
  readonly freeNew: Float64Array;
}

/**
 * The law under which a stated share of the active clients leaves within a year.
 *
 * @param rate in (0, 1)
 * @param presence who is there, and free to decide
 */
export function attritionLaw(rate: number, presence: Presence): AttritionLaw {
  const loyalties = normalNodes(nodes, loyaltyDeviation);
  const monthly = -Math.log(1 - rate) / 12;
  const intercept = solveIntercept(
    (at) => leavingRate(at, normalNodes(solvingNodes, loyaltyDeviation), presence),
    monthly,
  );
  const decisions = Array.from(loyalties.points, (loyalty) => decisionTable(intercept, loyalty));
  const tables = Array.from({ length: 1 << horizon }, (_, free) => logOddsTable(decisions, free));
  return {
    decisionChance: (loyalty, engagement, isCross) => decisionChance(intercept, loyalty, engagement, isCross),
    churnChance(loyalty, point, isCross, stage, free) {
      const { node, share } = placeAmong(nodes, loyaltyDeviation, loyalty);
      const table = tables[free];
      const at = node * size + (stage * 2 + (isCross ? 1 : 0)) * points + point;
      return chanceOf((table?.[at] ?? 0) * (1 - share) + (table?.[at + size] ?? 0) * share);
    },
  };
}

function decisionChance(intercept: number, loyalty: number, engagement: number, isCross: boolean): number {
  return chanceOf(intercept - loyalty - engagementWeight * engagement + (isCross ? grievance.weight : 0));
}

/** Chances of deciding, without and with a grievance, by point of engagement. */
function decisionTable(intercept: number, loyalty: number): Float64Array {
  return Float64Array.from({ length: 2 * points }, (_, at) =>
    decisionChance(intercept, loyalty, engagementSteps.values[at % points] ?? 0, at >= points),
  );
}

/** Chance of being gone at the end for who has just decided to leave. */
const decided = (fromLooking: number, fromMoving: number): number =>
  deciding.leaves + deciding.moves * fromMoving + (1 - deciding.leaves - deciding.moves) * fromLooking;

function logOddsTable(decisions: readonly Float64Array[], free: number): Float64Array {
  const table = new Float64Array(nodes * size);
  for (const [node, decision] of decisions.entries()) {
    let chances = new Float64Array(size);
    for (let month = horizon - 1; month >= 0; month--) {
      chances = monthBack(chances, decision, (free >> month) & 1);
    }
    for (const [at, chance] of chances.entries()) table[node * size + at] = logOddsOf(chance);
  }
  return table;
}

/** Chances of being gone at the end, a month earlier. */
function monthBack(later: Float64Array, decision: Float64Array, free: number): Float64Array<ArrayBuffer> {
  const staged = new Float64Array(size);
  for (let cross = 0; cross < 2; cross++) {
    for (let point = 0; point < points; point++) {
      const at = (stage: number): number => (stage * 2 + cross) * points + point;
      const then = (stage: number): number => later[at(stage)] ?? 0;
      const decides = free * (decision[cross * points + point] ?? 0);
      staged[at(0)] = (1 - decides) * then(0) + decides * decided(then(1), then(2));
      staged[at(1)] =
        looking.regrets * then(0) + looking.moves * then(2) + (1 - looking.regrets - looking.moves) * then(1);
      staged[at(2)] = moving.leaves + (1 - moving.leaves) * then(2);
    }
  }
  const mixed = new Float64Array(size);
  for (let stage = 0; stage < 3; stage++) {
    for (let cross = 0; cross < 2; cross++) {
      const stays = cross === 1 ? grievance.lasts : grievance.begins;
      for (let point = 0; point < points; point++) {
        const on = staged[(stage * 2 + 1) * points + point] ?? 0;
        const off = staged[stage * 2 * points + point] ?? 0;
        mixed[(stage * 2 + cross) * points + point] = stays * on + (1 - stays) * off;
      }
    }
  }
  const chances = new Float64Array(size);
  expectNext(engagementSteps, mixed, chances);
  return chances;
}

/** Share of the clients present in a month that leaves in it, over all months. */
function leavingRate(
  intercept: number,
  loyalties: { points: Float64Array; weights: Float64Array },
  { joining, freeOld, freeNew }: Presence,
): number {
  const fresh = freshMass();
  let leaving = 0;
  let present = 0;
  for (const [node, loyalty] of loyalties.points.entries()) {
    const weight = loyalties.weights[node] ?? 0;
    const decision = decisionTable(intercept, loyalty);
    const follow = (
      months: number,
      freeIn: Float64Array,
      share: (month: number) => number,
      settle: number,
    ): void => {
      const mass = fresh.slice();
      let held = 1;
      for (let month = -settle; month < months; month++) {
        const gone = monthOn(mass, decision, freeIn[Math.max(0, month)] ?? 0, mass);
        if (month < 0) {
          // Whoever would have left before the first month is taken as never having thought of it.
          for (let at = 0; at < size; at++) mass[at] = (mass[at] ?? 0) + (fresh[at] ?? 0) * gone;
          continue;
        }
        present += held * weight * share(month);
        leaving += gone * weight * share(month);
        held -= gone;
      }
    };
    const months = joining.length;
    follow(months, freeOld, () => joining[0] ?? 0, settlingMonths);
    // Whoever joined in month j is m months old in month j + m; later joiners see only the first ones.
    const since = new Float64Array(months);
    for (let month = 1; month < months; month++) {
      for (let age = 0; age < months - month; age++) since[age] = (since[age] ?? 0) + (joining[month] ?? 0);
    }
    follow(months, freeNew, (age) => since[age] ?? 0, 0);
  }
  return leaving / present;
}

function freshMass(): Float64Array<ArrayBuffer> {
  const mass = new Float64Array(size);
  const cross = grievance.begins / (grievance.begins + 1 - grievance.lasts);
  for (let point = 0; point < points; point++) {
    mass[point] = (1 - cross) * (engagementSteps.stationary[point] ?? 0);
    mass[points + point] = cross * (engagementSteps.stationary[point] ?? 0);
  }
  return mass;
}

/** A month's engagement, grievances and stages; returns the mass that is gone. */
function monthOn(mass: Float64Array, decision: Float64Array, free: number, next: Float64Array): number {
  const moved = scratch;
  pushForward(engagementSteps, mass, moved);
  const at = (state: number, point: number): number => moved[state * points + point] ?? 0;
  let gone = 0;
  for (let point = 0; point < points; point++) {
    for (let cross = 0; cross < 2; cross++) {
      const fromOff = cross === 1 ? grievance.begins : 1 - grievance.begins;
      const fromOn = cross === 1 ? grievance.lasts : 1 - grievance.lasts;
      const staying = fromOff * at(0, point) + fromOn * at(1, point);
      const looks = fromOff * at(2, point) + fromOn * at(3, point);
      const moves = fromOff * at(4, point) + fromOn * at(5, point);
      const decides = staying * free * (decision[cross * points + point] ?? 0);
      const row = cross * points + point;
      next[row] = staying - decides + looks * looking.regrets;
      next[row + 2 * points] =
        decides * (1 - deciding.leaves - deciding.moves) + looks * (1 - looking.regrets - looking.moves);
      next[row + 4 * points] = decides * deciding.moves + looks * looking.moves + moves * (1 - moving.leaves);
      gone += decides * deciding.leaves + moves * moving.leaves;
    }
  }
  return gone;
}

const scratch = new Float64Array(size);
