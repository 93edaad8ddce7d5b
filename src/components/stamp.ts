/** What every page says of its data: as of which day, and by which run. */
export interface Stamp {
  readonly asOf: Date;
  readonly run: string;
  /** How numbers are written (BCP 47). */
  readonly locale: string;
}

let current: Stamp | null = null;

/** Set once a page by its head, before anybody can take rows away. */
export const setStamp = (stamp: Stamp): void => void (current = stamp);

export const stamp = (): Stamp | null => current;

export const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
