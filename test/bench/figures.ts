import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname } from "node:path";

/** One line of the table a bench prints. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly target?: string;
  /** Whether the target is met; left out where there is none. */
  readonly isMet?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[middle]];
  return (low + high) / 2;
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString("en-GB")} MB`;
export const count = (value: number): string => Math.round(value).toLocaleString("en-GB");
export const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
/** "1.00, 1.20, 1.10 s": the repetitions behind a median, in the order they ran. */
export const each = (values: readonly number[]): string =>
  `${values.map((value) => value.toFixed(2)).join(", ")} s`;

/** A value beside what it must not exceed. */
export const atMost = (
  what: string,
  value: number,
  limit: number,
  show: (value: number) => string,
): Figure => ({
  ...{ what, value: show(value), target: `≤ ${show(limit)}` },
  isMet: value <= limit,
});

export const atLeast = (
  what: string,
  value: number,
  limit: number,
  show: (value: number) => string,
): Figure => ({
  ...{ what, value: show(value), target: `≥ ${show(limit)}` },
  isMet: value >= limit,
});

/** Every figure on a line, in columns. */
export function table(figures: readonly Figure[]): string {
  const cells = figures.map(({ what, value, target = "", isMet }) => [
    what,
    value,
    target,
    isMet === undefined ? "" : isMet ? "met" : "MISSED",
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map(([what = "", value = "", target = "", verdict = ""]) =>
      `${what.padEnd(widths[0]!)}  ${value.padStart(widths[1]!)}  ${target.padEnd(widths[2]!)}  ${verdict}`.trimEnd(),
    )
    .join("\n");
}

/** What a figure depends on besides the code. */
export const machine = (): object => ({
  node: process.version,
  cpu: cpus()[0]?.model ?? "",
  cores: availableParallelism(),
  loadAverage: loadavg(),
});

export function writeFigures(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}
