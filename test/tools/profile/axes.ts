import * as Plot from "@observablehq/plot";

interface AxisOptions {
  /** What is measured, and its unit. */
  readonly label: string;
  readonly ticks?: Plot.AxisXOptions["ticks"];
  readonly format?: (value: never, index: number) => string;
}

const shared = { fill: "var(--ink-3)", tickSize: 0, labelArrow: "none" } as const;

/** The axis below a drawing. */
export function xAxis({ label, ticks, format }: AxisOptions): Plot.Markish {
  return Plot.axisX({
    ...shared,
    label,
    labelAnchor: "center",
    ...(ticks === undefined ? {} : { ticks }),
    ...(format ? { tickFormat: format as (value: unknown, index: number) => string } : {}),
  });
}

/** The axis to the left of a drawing, its label above it, with thin lines at its ticks. */
export function yAxis({ label, ticks, format }: AxisOptions): Plot.Markish[] {
  return [
    Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ...(ticks === undefined ? {} : { ticks }) }),
    Plot.axisY({
      ...shared,
      label,
      labelAnchor: "top",
      ...(ticks === undefined ? {} : { ticks }),
      ...(format ? { tickFormat: format as (value: unknown, index: number) => string } : {}),
    }),
  ];
}

/** The line at nought. */
export const zeroLine = (): Plot.Markish => Plot.ruleY([0], { stroke: "var(--ink)" });

/** Text that names a line or a point. */
export const labelStyle = { fill: "var(--ink-2)", stroke: "var(--paper)", strokeWidth: 4 } as const;
