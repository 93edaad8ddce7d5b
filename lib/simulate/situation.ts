/** How a client stands today; what happens to them changes it, what they do follows it. */
export interface Situation {
  /** First day of work again, or null while employed. */
  workAgainDay: number | null;
  /** Receives benefits while out of work. */
  isSupported: boolean;
  /** The end of the relation once the client has made up their mind. */
  leaving: { readonly decidedDay: number; readonly day: number; readonly silent: boolean } | null;
  /** Activity against the usual, 0 to 1. */
  activity: number;
  /** Complained lately: until this day a decision to leave is likelier. */
  crossUntilDay: number;
}

/** A contented client with a job. */
export function freshSituation(): Situation {
  return { workAgainDay: null, isSupported: false, leaving: null, activity: 1, crossUntilDay: -1 };
}
