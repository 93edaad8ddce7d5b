/** An input of a page: its value, and an event when that changes. */
type Input<Value> = HTMLElement & { readonly value: Value };

/**
 * The values of inputs once the reader has rested, for what is too heavy to follow a drag. For `Generators.observe`.
 *
 * @param inputs by the name their value gets
 * @param delay milliseconds without a change
 */
export function afterRest<Values extends Record<string, unknown>>(
  inputs: { readonly [Name in keyof Values]: Input<Values[Name]> },
  delay = 160,
): (change: (values: Values) => void) => () => void {
  const read = (): Values =>
    Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value])) as Values;
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
