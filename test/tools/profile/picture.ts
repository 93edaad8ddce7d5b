import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { type Palette, withColours } from "./palette.js";

/** A drawing within a picture, with a line above it where there are several. */
export interface Panel {
  readonly heading?: string;
  readonly plot: Plot.PlotOptions & { readonly width: number; readonly height: number };
}

export interface PictureOptions {
  /** The finding, written from the figures. */
  readonly title: string;
  /** Unit, population and period. */
  readonly about: string;
  /** Where the figures come from. */
  readonly source: string;
  /** Drawings in rows from left to right. */
  readonly panels: readonly (readonly Panel[])[];
}

/** Width of every picture, and of what is drawn in it; a page on GitHub is a little wider. */
const pictureWidth = 800;
const margin = 20;
export const innerWidth = pictureWidth - 2 * margin;
const columnGap = 24;
/** Width of each of several drawings beside each other. */
export const columnWidth = (columns: number): number =>
  Math.floor((innerWidth - columnGap * (columns - 1)) / columns);

const titleLine = 20;
const aboutLine = 16;
const headingLine = 20;
const rowGap = 16;
const fonts = "'Libre Franklin','Helvetica Neue',Arial,sans-serif";

const { window } = new JSDOM("");
const serializer = new window.XMLSerializer();

/**
 * A picture that stands for itself: finding, unit and source around the drawings, on paper of its own so that it reads
 * on any page, dark where the reader's browser is. The same options give the same text.
 */
export function drawPicture(options: PictureOptions, palette: Palette): string {
  const { title, about, source, panels } = options;
  const parts: string[] = [];
  let y = margin - 4;
  const write = (text: string, step: number, style: string): void => {
    y += step;
    parts.push(`<text x="${margin}" y="${y - 5}" ${style}>${escape(text)}</text>`);
  };
  for (const line of wrapped(title, 100))
    write(line, titleLine, 'font-size="15" font-weight="600" fill="var(--ink)"');
  y += 3;
  for (const line of wrapped(about, 136)) write(line, aboutLine, 'font-size="12" fill="var(--ink-2)"');
  for (const row of panels) {
    y += rowGap;
    let x = margin;
    const hasHeadings = row.some(({ heading }) => heading !== undefined);
    for (const { heading, plot } of row) {
      if (heading !== undefined) {
        const style = 'font-size="12" font-weight="600" fill="var(--ink)"';
        parts.push(`<text x="${x}" y="${y + 12}" ${style}>${escape(heading)}</text>`);
      }
      parts.push(placed(plot, x, y + (hasHeadings ? headingLine : 0)));
      x += plot.width + columnGap;
    }
    y += (hasHeadings ? headingLine : 0) + Math.max(...row.map(({ plot }) => plot.height));
  }
  y += 10;
  for (const line of wrapped(source, 150)) write(line, 15, 'font-size="11" fill="var(--ink-3)"');
  const height = Math.ceil(y + margin / 2);
  const body = `<rect width="${pictureWidth}" height="${height}" rx="6" fill="var(--paper)"/>${parts.join("\n")}`;
  const { svg, rules } = withColours(body, palette);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureWidth}" height="${height}" viewBox="0 0 ${pictureWidth} ${height}" font-family="${fonts}" role="img">\n` +
    `<title>${escape(title)}</title>\n<style>${rules}</style>\n${svg}\n</svg>\n`
  );
}

/** A plot as an element of a larger drawing, with coordinates to a tenth of a point. */
function placed(options: Panel["plot"], x: number, y: number): string {
  const plot = Plot.plot({ ...options, document: window.document });
  for (const style of plot.querySelectorAll("style")) style.remove();
  for (const attribute of ["class", "font-family", "fill", "font-size", "viewBox"])
    plot.removeAttribute(attribute);
  for (const group of plot.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  for (const hidden of plot.querySelectorAll("[aria-hidden]")) hidden.removeAttribute("aria-hidden");
  const { width, height } = options;
  for (const [name, value] of Object.entries({ x, y, width, height, overflow: "visible", "font-size": 11 }))
    plot.setAttribute(name, String(value));
  return serializer
    .serializeToString(plot)
    .replace(' xmlns="http://www.w3.org/2000/svg"', "")
    .replaceAll(/ (?:d|x|y|[xy][12]|c[xy]|width|height|points|transform)="[^"]*"/g, (attribute) =>
      attribute.replaceAll(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)),
    )
    .replaceAll("currentColor", "var(--ink)");
}

/** Lines of at most so many letters, all about as long. */
function wrapped(text: string, most: number): string[] {
  const letters = Math.min(most, Math.ceil(text.length / Math.ceil(text.length / most)) + 8);
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
