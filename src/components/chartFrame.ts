import { downloadCsv } from "./csv.js";
import { element } from "./dom.js";

export interface FrameOptions {
  /** The finding, computed from the data, or the question. */
  readonly title: string;
  /** Unit, population and period. */
  readonly about: string | Node;
  /** Where the data comes from and as of when. */
  readonly source: string;
  /** Level of the title among the page's headings; 2 for a chart that stands under no section's head. */
  readonly level?: 2 | 3;
  /** What the reader may download: a file name and its rows, or how to make them when they are asked for. */
  readonly download?: {
    readonly name: string;
    readonly rows: readonly object[] | (() => readonly object[]);
  };
}

/** A drawing with its finding above it and its source below. */
export function chartFrame(drawing: Node, options: FrameOptions): HTMLElement {
  const { title, about, source, download, level = 3 } = options;
  return element(
    "figure",
    { class: "frame" },
    element(`h${level}`, { class: "frame-title" }, title),
    element("p", { class: "frame-about" }, about),
    element("div", { class: "frame-body" }, drawing),
    element(
      "figcaption",
      { class: "frame-source" },
      element("span", {}, source),
      download &&
        element(
          "button",
          {
            type: "button",
            "aria-label": `Download ${download.name} as CSV`,
            click: () =>
              downloadCsv(
                download.name,
                typeof download.rows === "function" ? download.rows() : download.rows,
              ),
          },
          "↓ CSV",
        ),
    ),
  );
}

/** What stands where a bank has no data for something, in words. */
export const emptyNote = (text: string): HTMLElement => element("p", { class: "empty" }, text);
