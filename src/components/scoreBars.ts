import * as Plot from "npm:@observablehq/plot";
import type { KindTally } from "../core/cleaningScore.js";
import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { drawPlot } from "./drawPlot.js";

/** Colours of what became of a defect, the same wherever they are shown. */
export const scoreColors = {
  repaired: "var(--good)",
  setAside: "var(--series)",
  missed: "var(--bad)",
} as const;

type Outcome = keyof typeof scoreColors;
const outcomes: readonly Outcome[] = ["repaired", "setAside", "missed"];

interface Squares {
  readonly kind: string;
  readonly outcome: Outcome;
  readonly squares: number;
}

const rowHeight = 28;
const squareSize = 6;
const squaresAcross = 3;
const footHeight = 28;

const roundNumbers = [1, 2, 3, 4, 5, 6, 8];

/** The smallest round number of defects for a square with which the largest kind fits. */
function defectsPerSquare(kinds: readonly KindTally[], room: number): number {
  const fits = (unit: number): boolean =>
    kinds.every(
      (kind) => outcomes.reduce((sum, outcome) => sum + Math.ceil(kind[outcome] / unit), 0) <= room,
    );
  for (let power = 1; ; power *= 10) {
    const unit = roundNumbers.find((number) => fits(number * power));
    if (unit !== undefined) return unit * power;
  }
}

/**
 * A row of squares for each kind of defect, coloured by what became of it, with the number of defects and of misses at
 * its end. A square stands for so many defects or fewer, so that a single miss is seen.
 */
export function scoreBars(
  kinds: readonly KindTally[],
  options: { readonly width: number; readonly formats: Formats; readonly label: string },
): SVGSVGElement | HTMLElement {
  const { width, formats, label } = options;
  const marginLeft = 128;
  const marginRight = 112;
  const columns = Math.max(8, Math.floor((width - marginLeft - marginRight) / squareSize));
  const unit = defectsPerSquare(kinds, columns * squaresAcross);
  const squares = kinds.flatMap((kind) =>
    outcomes.map((outcome): Squares => {
      return { kind: kind.kind, outcome, squares: Math.ceil(kind[outcome] / unit) };
    }),
  );
  const drawn = squares.filter((each) => each.squares > 0);
  const edge = columns * squaresAcross;
  const height = kinds.length * rowHeight + footHeight;
  return drawPlot(label, {
    width,
    height,
    marginLeft,
    marginRight: width - marginLeft - columns * squareSize,
    marginTop: 0,
    marginBottom: footHeight,
    x: { domain: [0, edge], axis: null },
    y: { domain: kinds.map(({ kind }) => kind), paddingInner: 1 - (squareSize * squaresAcross) / rowHeight },
    marks: [
      Plot.axisY({ tickSize: 0, tickFormat: codeWords, label: null, fill: "var(--ink-2)", fontSize: 12 }),
      Plot.waffleX(drawn, {
        x: "squares",
        y: "kind",
        fill: ({ outcome }: Squares) => scoreColors[outcome],
        multiple: squaresAcross,
        gap: 1,
      }),
      Plot.text(kinds, {
        x: edge,
        y: "kind",
        text: ({ defects }: KindTally) => formats.count(defects),
        dx: 44,
        textAnchor: "end",
        fill: "var(--ink-2)",
      }),
      Plot.text(
        kinds.filter(({ missed }) => missed > 0),
        {
          x: edge,
          y: "kind",
          text: ({ missed }: KindTally) => `${formats.count(missed)} missed`,
          dx: 110,
          textAnchor: "end",
          fill: "var(--bad)",
          fontWeight: 600,
        },
      ),
      Plot.text([unit], {
        frameAnchor: "bottom-left",
        lineAnchor: "bottom",
        dy: footHeight - 4,
        text: (size: number) =>
          size === 1 ? "one square: one defect" : `one square: up to ${formats.count(size)} defects`,
        fill: "var(--ink-3)",
      }),
    ],
  });
}
