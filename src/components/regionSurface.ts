import { element } from "./dom.js";
import { scatterHeight, scatterMargin, type Pixels } from "./scatterPlot.js";

const { left, right, top, bottom } = scatterMargin;

/**
 * What lies over a scatter and takes the pointer.
 *
 * @param width of the whole drawing
 * @param tell a region is drawn from one place to another, or a place is pressed
 */
export function regionSurface(
  width: number,
  tell: {
    readonly drag: (from: Pixels, to: Pixels) => void;
    readonly press: (at: Pixels) => void;
  },
): HTMLElement {
  const size = { width: width - left - right, height: scatterHeight - top - bottom };
  const surface = element("div", {
    class: "brush-surface",
    style: `left: ${left}px; top: ${top}px; width: ${size.width}px; height: ${size.height}px`,
  });
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const corner = surface.getBoundingClientRect();
    const at = (each: PointerEvent): Pixels => [
      Math.max(0, Math.min(size.width, each.clientX - corner.left)) + left,
      Math.max(0, Math.min(size.height, each.clientY - corner.top)) + top,
    ];
    const start = at(event);
    const distance = (to: Pixels, axis: 0 | 1): number => Math.abs(to[axis] - start[axis]);
    const move = (each: PointerEvent): void => {
      const to = at(each);
      if (distance(to, 0) > 4 && distance(to, 1) > 4) tell.drag(start, to);
    };
    const end = (each: PointerEvent): void => {
      surface.removeEventListener("pointermove", move);
      const to = at(each);
      if (distance(to, 0) <= 4 && distance(to, 1) <= 4) tell.press(to);
    };
    surface.setPointerCapture(event.pointerId);
    surface.addEventListener("pointermove", move);
    surface.addEventListener("pointerup", end, { once: true });
    event.preventDefault();
  });
  return surface;
}
