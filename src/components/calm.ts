import { sendInput, withProperties } from "./valueNode.js";

/**
 * An input that follows another one once that has come to rest, for what is too much to draw while a reader drags.
 *
 * @param input any node with a value that sends `input`
 * @param wait milliseconds without a change
 */
export function calm<Value>(
  input: HTMLElement & { readonly value: Value },
  wait = 150,
): HTMLElement & { readonly value: Value } {
  let { value } = input;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follower = document.createElement("div");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      value = input.value;
      sendInput(follower);
    }, wait);
  });
  return withProperties(follower, {
    get value() {
      return value;
    },
  });
}
