import type { Part } from "../../lib/simulate/delivery.js";

/** Neighbouring clients that are simulated in one go. */
export interface ClientRange {
  readonly part: Part;
  readonly from: number;
  /** One past the last. */
  readonly to: number;
}

/** Months of clients in one go: some 6 MB of rows, so that a few ranges ahead fit into memory. */
const clientMonths = 7200;

/** All clients in order, in ranges that end with their part. They do not depend on who simulates them. */
export function clientRanges(parts: readonly Part[], months: number): ClientRange[] {
  const size = Math.max(10, Math.floor(clientMonths / months));
  return parts.flatMap((part) =>
    Array.from({ length: Math.ceil((part.to - part.from) / size) }, (_, at) => ({
      part,
      from: part.from + at * size,
      to: Math.min(part.to, part.from + (at + 1) * size),
    })),
  );
}
