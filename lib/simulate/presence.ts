import type { Presence } from "./attritionChain.js";
import { meanTerm, meanWishChance } from "./borrower.js";
import { oldClientShare, studentShare } from "./clients.js";
import { monthsToGrant, terms } from "./creditChain.js";

const longestTerm = Math.max(...terms);
const monthsOfGratitude = 3;
/** New clients do not think of leaving in their first two months. */
export const monthsToSettleIn = 2;

/**
 * When clients come, and how many of them no loan keeps from leaving, expected month by month.
 *
 * @param months simulated
 */
export function presenceOf(months: number): Presence {
  const joining = Float64Array.from(
    { length: months },
    (_, month) => ((1 - oldClientShare) * ((month + 1) ** 2 - month ** 2)) / months ** 2,
  );
  // Joiners of the first month are followed with those who were there before it.
  joining[0] = (joining[0] ?? 0) + oldClientShare;
  return { joining, freeOld: freeShares(months, true), freeNew: freeShares(months, false) };
}

function freeShares(months: number, isOld: boolean): Float64Array {
  const bound = new Float64Array(longestTerm + monthsOfGratitude + 1);
  const pending = new Float64Array(monthsToGrant);
  const lend = (mass: number): void => {
    for (const term of terms) {
      const left = term + monthsOfGratitude - 1;
      bound[left] = (bound[left] ?? 0) + mass / terms.length;
    }
  };
  if (isOld) {
    pending.fill(meanWishChance / 2);
    const owing = (meanWishChance * meanTerm) / (1 + meanWishChance * (meanTerm + monthsToGrant));
    for (const term of terms) {
      for (let age = 0; age < term; age++) {
        // Who has not been a client for long enough has no loan of that age.
        const longEnough = Math.max(0, 1 - (age + 1 + monthsToGrant) / 150);
        const left = term - age - 1 + monthsOfGratitude;
        bound[left] = (bound[left] ?? 0) + (owing * longEnough) / (terms.length * meanTerm);
      }
    }
  }
  const sum = (list: Float64Array): number => list.reduce((total, share) => total + share, 0);
  return Float64Array.from({ length: months }, (_, month) => {
    const isBound = sum(bound);
    const free = (1 - studentShare) * (1 - isBound) + studentShare;
    const slot = month % monthsToGrant;
    lend(pending[slot] ?? 0);
    pending[slot] = 0;
    const mayWish = isOld || month >= 3;
    if (mayWish) pending[slot] = Math.max(0, 1 - isBound - sum(pending)) * meanWishChance;
    bound.copyWithin(0, 1);
    bound[bound.length - 1] = 0;
    return !isOld && month < monthsToSettleIn ? 0 : free;
  });
}
