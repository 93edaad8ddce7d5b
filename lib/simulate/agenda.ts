import { type Calendar, businessDay } from "./calendar.js";

/** Something that falls due on a day of the month, or the nearest business day. */
export interface Due {
  readonly dayOfMonth: number;
  /** -1 moves a due day on which banks are closed to the business day before, 1 to the one after. */
  readonly shift: 1 | -1;
  readonly everyMonths: number;
  readonly phase: number;
  readonly run: (day: number, month: number) => void;
}

/** What falls due on each day of one month at a time. */
export class Agenda {
  private readonly calendar: Calendar;
  private readonly dues: readonly Due[];
  private readonly days: Due[][] = Array.from({ length: 31 }, () => []);
  private start = 0;
  private month = 0;

  /** @param dues in the order in which they run on the same day */
  constructor(calendar: Calendar, dues: readonly Due[]) {
    this.calendar = calendar;
    this.dues = dues;
  }

  /** Lays out a month; days fall inside it whatever the shift. */
  turnTo(month: number): void {
    const { monthStarts, closed } = this.calendar;
    this.month = month;
    this.start = monthStarts[month] ?? 0;
    const next = monthStarts[month + 1] ?? 0;
    for (const bucket of this.days) if (bucket.length > 0) bucket.length = 0;
    for (const due of this.dues) {
      if ((month + due.phase) % due.everyMonths !== 0) continue;
      const planned = Math.min(this.start + due.dayOfMonth, next) - 1;
      let day = businessDay(closed, planned, due.shift);
      if (day >= next) day = businessDay(closed, planned, -1);
      if (day < this.start) day = businessDay(closed, planned, 1);
      this.days[day - this.start]?.push(due);
    }
  }

  /** Runs what is due on a day of the month turned to. */
  run(day: number): void {
    const bucket = this.days[day - this.start] ?? [];
    for (const due of bucket) due.run(day, this.month);
  }
}
