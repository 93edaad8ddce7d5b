import type { FeatureEffects, Level } from "../../core/churn/effects.js";
import { swarm } from "../../core/churn/swarm.js";
import { element, shape } from "../dom.js";

const dot = 4;
const rowHeight = 36;
const names: Readonly<Record<Level, string>> = {
  low: "lowest third of the values",
  middle: "middle third",
  high: "highest third",
  unknown: "not known",
};

/** A dot as part of a path: a ring, a small disc, a disc, or a cross. */
function glyph(level: Level, x: number, y: number): string {
  const at = (dx: number, dy: number): string => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`;
  if (level === "unknown") return `M${at(-1.6, -1.6)}l3.2,3.2m0,-3.2l-3.2,3.2`;
  const r = level === "middle" ? 1.3 : 1.9;
  return `M${at(-r, 0)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
}

const glyphShape = (level: Level, d: string): SVGPathElement =>
  shape("path", { d, class: `level is-${level}` });

const shortened = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text;

/** A name in lines of about so many letters. */
function inLines(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last === undefined || last.length + word.length >= letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** What the dots mean, told by shape as well as by lightness. */
function legend(used: readonly Level[]): HTMLElement {
  return element(
    "div",
    { class: "level-legend" },
    used.map((level) =>
      element(
        "span",
        {},
        shape(
          "svg",
          { width: 12, height: 12, viewBox: "0 0 6 6", "aria-hidden": "true" },
          glyphShape(level, glyph(level, 3, 3)),
        ),
        ` ${names[level]}`,
      ),
    ),
  );
}

/** Factors on the odds that an axis of log-odds can be read by. */
export function oddsTicks(low: number, high: number, room: number): number[] {
  const sets = [
    [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32],
    [1 / 64, 1 / 16, 1 / 4, 1, 4, 16, 64, 256],
    [1 / 256, 1 / 16, 1, 16, 256],
  ].map((factors) => factors.filter((factor) => Math.log(factor) >= low && Math.log(factor) <= high));
  return sets.find((factors) => factors.length <= room) ?? sets[2]!;
}

/** `× 4`, or `÷ 4` below one. */
export const oddsWords = (factor: number): string =>
  factor >= 1 ? `× ${Math.round(factor)}` : `÷ ${Math.round(1 / factor)}`;

/**
 * What each feature adds to the odds of leaving, one dot for each client of the sample, those with the most effect first.
 * Dots of a kind are one path, so that thousands of them stay light.
 */
export function beeswarm(
  features: readonly FeatureEffects[],
  options: { readonly width: number; readonly titleOf: (feature: string) => string; readonly label: string },
): HTMLElement {
  const { width, titleOf, label } = options;
  const isNarrow = width < 560;
  const left = isNarrow ? 8 : 260;
  const pitch = isNarrow ? rowHeight + 16 : rowHeight;
  const all = features.flatMap(({ effects }) => effects.map(({ effect }) => effect));
  const low = Math.min(-0.1, ...all);
  const high = Math.max(0.1, ...all);
  const right = width - 12;
  const x = (effect: number): number => left + 6 + ((effect - low) / (high - low)) * (right - left - 12);
  const height = features.length * pitch + 40;
  const bottom = features.length * pitch + 4;
  const ticks = oddsTicks(low, high, isNarrow ? 5 : 9);
  const used = (["low", "middle", "high", "unknown"] as const).filter((level) =>
    features.some(({ effects }) => effects.some((each) => each.level === level)),
  );
  const rows = features.map(({ feature, effects }, index) => {
    const middle = index * pitch + (isNarrow ? 16 : 0) + rowHeight / 2;
    const xs = effects.map(({ effect }) => x(effect));
    const offsets = swarm(xs, { dot, reach: rowHeight / 2 - 3 });
    const paths = used.map((level) =>
      glyphShape(
        level,
        effects
          .map((each, i) => (each.level === level ? glyph(level, xs[i]!, middle + offsets[i]!) : ""))
          .join(""),
      ),
    );
    return shape(
      "g",
      {},
      shape("path", { d: `M${left},${middle}H${right}`, stroke: "var(--rule)" }),
      ...(isNarrow
        ? [shortened(titleOf(feature), Math.floor(width / 6.4))]
        : inLines(titleOf(feature), 42)
      ).map((line, at, lines) =>
        shape(
          "text",
          {
            x: 0,
            y: isNarrow ? middle - rowHeight / 2 - 2 : middle + 4 + (at - (lines.length - 1) / 2) * 14,
            fill: "var(--ink)",
            "font-size": 12,
          },
          line,
        ),
      ),
      ...paths,
    );
  });
  const drawing = shape(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, "font-size": 11 },
    shape("path", { d: `M${x(0)},0V${bottom}`, stroke: "var(--ink-2)" }),
    ...rows,
    ...ticks.map((factor) =>
      shape(
        "text",
        { x: x(Math.log(factor)), y: bottom + 14, fill: "var(--ink-3)", "text-anchor": "middle" },
        factor === 1 ? "none" : oddsWords(factor),
      ),
    ),
    shape(
      "text",
      { x: right, y: bottom + 30, fill: "var(--ink-3)", "text-anchor": "end" },
      "effect on the odds of leaving; log scale",
    ),
  );
  return element("div", {}, legend(used), drawing);
}
