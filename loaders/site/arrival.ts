import {
  attribute,
  byTag,
  elements,
  makeElement,
  moveInto,
  setAttributes,
  setText,
  textOf,
  type Document,
  type Element,
} from "./htmlTree.js";
import { firstCells } from "./pageCells.js";

/**
 * How a page comes up: from the top down, and without moving. A cell that has not run yet and what stands below it are
 * not shown, and each cell's first run is a task of its own, so that the browser can paint and listen in between.
 * Charts are drawn in the frame after their cell, when their width is known.
 */

/** Goes when all is there: as long as it stands, every change of the page costs a look at the whole of it. */
const rule = `@media screen {
  #observablehq-main :is([data-arriving], [data-arriving] ~ *, :has([data-arriving]) ~ *) { visibility: hidden }
}`;

const wrapper = `
const nextTask = () => new Promise((resolve) => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => (port1.close(), resolve());
  port2.postMessage(null);
});
const showAll = () => document.getElementById("arriving")?.remove();
setTimeout(showAll, 4000);
const drawn = new Set();
const arrive = ({id}) => {
  if (drawn.size === 0) requestAnimationFrame(async () => {
    const batch = [...drawn];
    drawn.clear();
    await nextTask();
    for (const each of batch) document.querySelector('[data-arriving="' + each + '"]')?.removeAttribute("data-arriving");
    if (!document.querySelector("[data-arriving]")) showAll();
  });
  drawn.add(id);
};
const define = (cell) => {
  let isFirst = true;
  defineCell({...cell, async body(...inputs) {
    if (!isFirst) return cell.body(...inputs);
    isFirst = false;
    await nextTask();
    try {
      return await cell.body(...inputs);
    } catch (error) {
      showAll();
      throw error;
    } finally {
      arrive(cell);
    }
  }});
};
`;

const clientImport = /^import \{define\} from ("[^"]+");$/m;

/** The id of the cell that draws into a block, which Framework leaves there as a comment. */
const cellOf = (block: Element): string | undefined =>
  block.childNodes
    .map((child) => ("data" in child ? /^:(\w+):$/.exec(child.data)?.[1] : undefined))
    .find((id) => id !== undefined);

/**
 * Marks the places of the cells that run first, and has the page take the mark away once each has run.
 *
 * @throws Error when the page's script is not as Framework 1.13 writes it
 */
export function arriveInOrder(page: Document): void {
  for (const script of elements(page)) {
    if (script.tagName !== "script" || attribute(script, "type") !== "module") continue;
    const code = textOf(script);
    if (!/^define\(/m.test(code)) continue;
    if (!clientImport.test(code))
      throw new Error("Framework writes the script of a page in another way now.");
    const first = new Set(firstCells(code));
    for (const block of elements(page)) {
      const id = cellOf(block);
      if (id !== undefined && first.has(id)) setAttributes(block, { "data-arriving": id });
    }
    const head = byTag(page, "head");
    if (head) moveInto(head, makeElement("style", { id: "arriving" }, rule), "last");
    setText(
      script,
      code.replace(
        clientImport,
        (_, client: string) => `import {define as defineCell} from ${client};\n${wrapper}`,
      ),
    );
  }
}
