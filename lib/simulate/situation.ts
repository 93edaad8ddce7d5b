import type { Employer } from "./employers.js";
import type { FateMonth } from "./fate.js";

/** How a client stands today; what happens to them changes it, what they do follows it. */
export interface Situation {
  /** What the hidden chains say of this month. */
  mood: FateMonth;
  employer: Employer | null;
  /** First day of work again, or null while employed. */
  workAgainDay: number | null;
  /** Receives benefits while out of work. */
  isSupported: boolean;
  /** Since when the client is on the way out; null while they mean to stay. */
  leaving: { readonly decidedDay: number } | null;
  /** The client's pay goes to another bank; their bills are paid from there. */
  isPaidElsewhere: boolean;
  paysElsewhere: boolean;
  /** When the client, newly come, last thought of the account. */
  lastLookDay: number;
  /** Activity against the usual, around 1. */
  activity: number;
  /** How often the client looks at the account against the usual, around 1. */
  interest: number;
  /** Cash withdrawals against the usual: more under stress. */
  caution: number;
  /** Prices and the client's pay against those of the first simulated month. */
  prices: number;
  pay: number;
}

/** A client with a job who means to stay. */
export function freshSituation(mood: FateMonth): Situation {
  return {
    mood,
    employer: mood.employer,
    workAgainDay: null,
    isSupported: false,
    leaving: null,
    isPaidElsewhere: false,
    paysElsewhere: false,
    lastLookDay: -1,
    activity: 1,
    interest: 1,
    caution: 1,
    prices: 1,
    pay: 1,
  };
}
