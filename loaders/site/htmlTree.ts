import {
  defaultTreeAdapter,
  html as names,
  parse,
  serialize,
  type DefaultTreeAdapterTypes as Tree,
} from "parse5";

export type Document = Tree.Document;
export type Element = Tree.Element;
type Node = Tree.Node;

/** Parses a whole page. */
export const parsePage = (html: string): Document => parse(html);

/** Writes a page back as text. */
export const writePage = (page: Document): string => serialize(page);

const isElement = (node: Node): node is Element => "tagName" in node;

/** Every element under a node, in document order. */
export function* elements(node: Node): Generator<Element> {
  if (!("childNodes" in node)) return;
  for (const child of node.childNodes) {
    if (isElement(child)) yield child;
    yield* elements(child);
  }
}

/** The first element for which the test holds. */
export function findElement(node: Node, test: (element: Element) => boolean): Element | undefined {
  for (const element of elements(node)) if (test(element)) return element;
  return undefined;
}

/** The element of an id. */
export const byId = (page: Document, id: string): Element | undefined =>
  findElement(page, (element) => attribute(element, "id") === id);

/** The first element of a tag. */
export const byTag = (page: Document, tag: string): Element | undefined =>
  findElement(page, (element) => element.tagName === tag);

/** The value of an attribute, or undefined. */
export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

/** Sets or replaces attributes. */
export function setAttributes(element: Element, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    const found = element.attrs.find((attr) => attr.name === name);
    if (found) found.value = value;
    else element.attrs.push({ name, value });
  }
}

/** Whether an element has a class. */
export const hasClass = (element: Element, name: string): boolean =>
  (attribute(element, "class") ?? "").split(/\s+/).includes(name);

/** The text an element holds itself, as scripts and styles do. */
export const textOf = (element: Element): string =>
  element.childNodes.map((child) => ("value" in child ? child.value : "")).join("");

/** Replaces what an element holds by a text. */
export function setText(element: Element, text: string): void {
  for (const child of [...element.childNodes]) defaultTreeAdapter.detachNode(child);
  defaultTreeAdapter.insertText(element, text);
}

/** A new element holding a text. */
export function makeElement(tag: string, attributes: Readonly<Record<string, string>>, text = ""): Element {
  const element = defaultTreeAdapter.createElement(tag, names.NS.HTML, []);
  setAttributes(element, attributes);
  if (text) defaultTreeAdapter.insertText(element, text);
  return element;
}

/** Takes an element out of its parent and puts it first or last in another. */
export function moveInto(parent: Element, element: Element, place: "first" | "last"): void {
  if (element.parentNode) defaultTreeAdapter.detachNode(element);
  const first = parent.childNodes[0];
  if (place === "first" && first) defaultTreeAdapter.insertBefore(parent, element, first);
  else defaultTreeAdapter.appendChild(parent, element);
}

/** Takes an element out of the page. */
export const removeElement = (element: Element): void => defaultTreeAdapter.detachNode(element);
