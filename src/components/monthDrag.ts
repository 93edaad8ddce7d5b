import { dragged, type Grip } from "../core/kpi/brush.js";
import { isSamePeriod, periodBetween, type Period } from "../core/kpi/period.js";

/** What a drag over months asks and tells. */
export interface DragTarget {
  /** What is marked now. */
  readonly period: () => Period;
  /** What was chosen, if anything. */
  readonly value: () => Period | null;
  readonly start: (index: number) => void;
  readonly change: (period: Period) => void;
  /** A press without a drag. */
  readonly press: (index: number) => void;
  readonly cancel: (before: Period | null) => void;
}

/** How near an end of the period takes hold of it, in pixels. */
const reach = 7;

/** Lets the pointer choose a period over a node whose width is divided among the months. */
export function letDrag(node: HTMLElement, months: readonly Date[], target: DragTarget): void {
  const known = periodBetween(months[0]!, months[months.length - 1]!);
  const place = (event: PointerEvent): { x: number; each: number; index: number } => {
    const box = node.getBoundingClientRect();
    const x = event.clientX - box.left;
    const each = box.width / months.length;
    return { x, each, index: Math.max(0, Math.min(months.length - 1, Math.floor(x / each))) };
  };
  const indexOf = (month: Date): number => months.findIndex((each) => each.getTime() === month.getTime());
  const gripAt = (event: PointerEvent): Grip => {
    const { x, each, index } = place(event);
    const [start, end] = [indexOf(target.period().start), indexOf(target.period().end)];
    if (Math.abs(x - (end + 1) * each) <= reach) return "end";
    if (Math.abs(x - start * each) <= reach) return "start";
    // One month by itself is small: who drags from it wants a new period.
    return start < end && index >= start && index <= end ? "middle" : "new";
  };
  let drag: { grip: Grip; from: Date; before: Period | null; period: Period; hasMoved: boolean } | null =
    null;

  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { index } = place(event);
    drag = {
      grip: gripAt(event),
      from: months[index]!,
      before: target.value(),
      period: target.period(),
      hasMoved: false,
    };
    // Without this the button under the pointer would be dragged, or text selected.
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    target.start(index);
  });
  node.addEventListener("pointermove", (event) => {
    if (!drag) {
      const grip = gripAt(event);
      node.style.cursor = grip === "start" || grip === "end" ? "ew-resize" : grip === "middle" ? "grab" : "";
      return;
    }
    const to = months[place(event).index]!;
    if (to.getTime() !== drag.from.getTime()) drag.hasMoved = true;
    if (!drag.hasMoved) return;
    const next = dragged(drag.grip, drag.from, to, drag.period, known);
    if (!isSamePeriod(next, target.value())) target.change(next);
  });
  node.addEventListener("pointerup", (event) => {
    if (drag && !drag.hasMoved) target.press(place(event).index);
    drag = null;
  });
  node.addEventListener("pointercancel", () => {
    if (drag?.hasMoved) target.cancel(drag.before);
    drag = null;
  });
}
