import { boxWords, scatterFinding } from "../core/findings/outliers.js";
import type { AlertBank, AlertDesk } from "./alertDesk.js";
import { brushScatter, type BrushScatter } from "./brushScatter.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { element } from "./dom.js";
import { fitted } from "./fitted.js";
import { seen, type LatePart } from "./lazy.js";
import type { SampledMovement } from "./scatterPlot.js";

type SampleRow = SampledMovement & { readonly drawn_of: number };

/** Amount by frequency, with a region that filters the queue. */
export function alertRegion(
  { desk, controls }: AlertDesk,
  { about, formats, days }: AlertBank,
  load: () => Promise<readonly SampleRow[]>,
): LatePart {
  const root = element(
    "div",
    { class: "region-place" },
    emptyNote("A sample of movements is being fetched."),
  );
  const words = element("p", { class: "brush-words", role: "status" });
  const drawn = seen(root)
    .then(load)
    .then((normal) => {
      const drawnOf = normal[0]?.drawn_of ?? 0;
      let scatter: BrushScatter | null = null;
      let waiting = 0;
      const tell = (): void => {
        const box = controls.box.value;
        words.textContent = box
          ? `Inside the region: ${boxWords(box, desk.inPeriod, { normal, drawnOf }, formats)}. The queue is narrowed to these.`
          : "Draw a region with the pointer, or type its bounds: the queue then shows what is inside.";
      };
      const title = scatterFinding(desk.inPeriod, normal, formats);
      const chart = fitted((width) => {
        scatter = brushScatter(normal, desk.inPeriod, {
          width,
          formats,
          label: title,
          onPick: (movement) => {
            desk.value = movement;
            desk.dispatchEvent(new Event("input", { bubbles: true }));
          },
        });
        scatter.value = controls.box.value;
        scatter.show(desk.inPeriod, desk.selected?.movement ?? null);
        scatter.addEventListener("input", (event) => {
          event.stopPropagation();
          controls.box.value = scatter!.value;
          tell();
          // The region follows the hand at once, the queue when the hand rests.
          clearTimeout(waiting);
          waiting = window.setTimeout(() => controls.box.dispatchEvent(new Event("input")), 80);
        });
        return scatter;
      });
      controls.box.addEventListener("input", () => {
        if (scatter && scatter.value !== controls.box.value) scatter.value = controls.box.value;
        tell();
      });
      const frame = chartFrame(element("div", {}, words, chart.node), {
        title,
        about: `Amount against how often the client made a movement of this kind in the year before, both log scales; ${formats.count(normal.length)} of ${formats.count(drawnOf)} other movements of the last ${formats.count(days.length)} days in grey, all alerts of the period in ink`,
        source: `Source: rpt_alerts, rpt_movement_sample, ${about.bank}, as of ${formats.day(about.as_of)}`,
        download: {
          name: "alerts_by_amount_and_frequency",
          rows: () =>
            desk.inPeriod.map(({ movement, client, amount, kind_per_month: rate }) => ({
              movement,
              client,
              amount,
              kind_per_month: rate,
            })),
        },
      });
      desk.addEventListener("input", () => {
        scatter?.show(desk.inPeriod, desk.selected?.movement ?? null);
        frame.querySelector(".frame-title")!.textContent = scatterFinding(desk.inPeriod, normal, formats);
        tell();
      });
      tell();
      root.replaceChildren(frame);
    });
  return Object.assign(root, { drawn });
}
