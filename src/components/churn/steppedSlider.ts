import { slider } from "../slider.js";
import { bindUrl } from "../urlState.js";

export interface SteppedSliderOptions {
  readonly label: string;
  readonly about?: string;
  /** Ascending; the slider moves from one to the next, however far they lie apart. */
  readonly steps: readonly number[];
  readonly value: number;
  readonly format: (value: number) => string;
  /** Parameter of the URL, which holds the value and not the step. */
  readonly urlName: string;
}

/** A slider over values that lie unevenly; `number()` is the value it stands at. */
export function steppedSlider(
  options: SteppedSliderOptions,
): HTMLElement & { value: number; number: () => number } {
  const { label, about, steps, format, urlName } = options;
  const nearest = (wanted: number): number =>
    steps.reduce(
      (best, step, index) => (Math.abs(step - wanted) < Math.abs(steps[best]! - wanted) ? index : best),
      0,
    );
  const node = slider({
    label,
    ...(about === undefined ? {} : { about }),
    min: 0,
    max: steps.length - 1,
    value: nearest(options.value),
    format: (index) => format(steps[index] ?? 0),
  });
  bindUrl(node, urlName, {
    read: (text) =>
      text.trim() !== "" && Number.isFinite(Number(text)) && Number(text) >= 0
        ? nearest(Number(text))
        : undefined,
    write: (index) => String(steps[index]),
    isContinuous: true,
  });
  return Object.assign(node, { number: () => steps[node.value] ?? 0 });
}
