import * as Plot from "npm:@observablehq/plot";

/** What every chart of ours has in common: our letters, no background, room for labels beside the frame. */
const style = { background: "none", fontFamily: "var(--sans)", fontSize: "11px", overflow: "visible" };

/**
 * Draws a plot as one image with a name. Plot names its groups, but gives them no role, so a screen reader would say
 * "rule" and "rect" instead of what the drawing shows.
 */
export function drawPlot(
  label: string,
  options: Plot.PlotOptions,
): (SVGSVGElement | HTMLElement) & Plot.Plot {
  const plot = Plot.plot({ ...options, style });
  for (const group of plot.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", label);
  return plot;
}
