/** An input of ours: a node with a value, that sends `input` when the reader changes it. */
export type ValueNode<Value> = HTMLElement & { value: Value };

/** Gives a node a value that is drawn when it is set. Setting it tells nobody. */
export function withValue<Value>(
  node: HTMLElement,
  first: Value,
  draw: (value: Value) => void,
): ValueNode<Value> {
  let value = first;
  return Object.defineProperty(node, "value", {
    get: () => value,
    set: (next: Value) => {
      value = next;
      draw(next);
    },
  }) as unknown as ValueNode<Value>;
}

/** Tells whoever listens that the reader changed a node's value. */
export const sendInput = (node: Node): boolean => node.dispatchEvent(new Event("input", { bubbles: true }));
