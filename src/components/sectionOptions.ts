import type { Formats } from "../core/format/formats.js";

/** What every section of the Models page needs. */
export interface SectionOptions {
  readonly formats: Formats;
  /** The source line of a report. */
  readonly source: (report: string) => string;
  /** Draws anew when the width changes; Framework's own. */
  readonly resize: (draw: (width: number) => Node) => Node;
}
