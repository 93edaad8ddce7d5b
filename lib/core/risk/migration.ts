import { bands, type Band } from "./bands.js";
import type { MigrationRow } from "./rows.js";

export const states = [...bands, "default", "closed"] as const;

export type State = (typeof states)[number];

/** What became of the clients of a band. */
export interface MigrationCell {
  readonly to: State;
  readonly clients: number;
  /** Of the band's clients then; 0 where it had none. */
  readonly share: number;
  /** "up" is safer. */
  readonly direction: "stayed" | "up" | "down" | "left";
}

export interface MigrationLine {
  readonly from: Band;
  readonly clients: number;
  readonly cells: readonly MigrationCell[];
}

export interface Migration {
  readonly months: number;
  readonly lines: readonly MigrationLine[];
  /** Of all who were scored then. */
  readonly clients: number;
  readonly stayed: number;
  readonly up: number;
  /** To a riskier band or into default. */
  readonly down: number;
  readonly defaulted: number;
  readonly closed: number;
  /** Scored now and not then. */
  readonly arrived: number;
}

function directionOf(from: Band, to: State): MigrationCell["direction"] {
  if (to === "closed") return "left";
  if (to === "default") return "down";
  const step = bands.indexOf(to) - bands.indexOf(from);
  return step === 0 ? "stayed" : step < 0 ? "up" : "down";
}

/**
 * Which horizons there is a migration for.
 *
 * @param rows of every horizon
 * @returns months, the longest first
 */
export function horizonsOf(rows: readonly MigrationRow[]): number[] {
  return [...new Set(rows.map(({ months }) => months))].sort((a, b) => b - a);
}

/**
 * From which band to which state clients moved over some months.
 *
 * @param rows of every horizon
 * @param months the horizon to take
 * @returns a line for each band, empty ones too
 */
export function migrationOf(rows: readonly MigrationRow[], months: number): Migration {
  const chosen = rows.filter((row) => row.months === months);
  const counts = new Map(chosen.map((row) => [`${row.from_band} ${row.to_state}`, row.client_count]));
  const lines = bands.map((from): MigrationLine => {
    const found = states.map((to) => counts.get(`${from} ${to}`) ?? 0);
    const clients = found.reduce((sum, count) => sum + count, 0);
    const cells = states.map((to, index) => ({
      to,
      clients: found[index]!,
      share: clients > 0 ? found[index]! / clients : 0,
      direction: directionOf(from, to),
    }));
    return { from, clients, cells };
  });
  const sum = (is: (cell: MigrationCell) => boolean): number =>
    lines.reduce(
      (all, { cells }) => all + cells.filter(is).reduce((part, { clients }) => part + clients, 0),
      0,
    );
  return {
    months,
    lines,
    clients: sum(() => true),
    stayed: sum(({ direction }) => direction === "stayed"),
    up: sum(({ direction }) => direction === "up"),
    down: sum(({ direction }) => direction === "down"),
    defaulted: sum(({ to }) => to === "default"),
    closed: sum(({ to }) => to === "closed"),
    arrived: chosen.reduce((all, row) => all + (row.from_band === "new" ? row.client_count : 0), 0),
  };
}
