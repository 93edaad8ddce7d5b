/** An input of a page: its value, and an event when that changes. */
interface Input {
  readonly value: unknown;
  addEventListener(type: "input", listen: () => void): void;
  removeEventListener(type: "input", listen: () => void): void;
}

/**
 * The values of inputs, by name, once the reader has rested: for what is too heavy to follow a drag. For
 * `Generators.observe`.
 *
 * @param inputs by the name their value gets
 * @param delay milliseconds without a change
 */
export function afterRest(
  inputs: Readonly<Record<string, Input>>,
  delay = 160,
): (change: (values: Readonly<Record<string, unknown>>) => void) => () => void {
  const read = (): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
  return (change) => {
    let timer = 0;
    const wait = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => change(read()), delay);
    };
    for (const input of Object.values(inputs)) input.addEventListener("input", wait);
    change(read());
    return () => {
      clearTimeout(timer);
      for (const input of Object.values(inputs)) input.removeEventListener("input", wait);
    };
  };
}
