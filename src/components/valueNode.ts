/** An input of ours: a node with a value, that sends `input` when the reader changes it. */
export type ValueNode<Value> = HTMLElement & { value: Value };

/**
 * Gives a node properties of our own: methods, and what is worked out when it is asked for, such as a value that stands
 * in other controls.
 *
 * @param properties an object literal; its getters and setters stay what they are, which `Object.assign` would undo
 */
export const withProperties = <Base extends Node, Properties extends object>(
  node: Base,
  properties: Properties,
): Base & Properties =>
  Object.defineProperties(node, Object.getOwnPropertyDescriptors(properties)) as Base & Properties;

/** Gives a node a value that is drawn when it is set. Setting it tells nobody. */
export function withValue<Value>(
  node: HTMLElement,
  first: Value,
  draw: (value: Value) => void,
): ValueNode<Value> {
  let value = first;
  return withProperties(node, {
    get value() {
      return value;
    },
    set value(next: Value) {
      value = next;
      draw(next);
    },
  });
}

/** Tells whoever listens that the reader changed a node's value. */
export const sendInput = (node: Node): boolean => node.dispatchEvent(new Event("input", { bubbles: true }));
