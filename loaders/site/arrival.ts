import {
  attribute,
  byId,
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

/**
 * How a page comes up: from the top down, and without moving. A cell that has not run yet and what stands below it are
 * not shown, and each cell's first run is a task of its own, so that the browser can paint and listen in between.
 * Charts are drawn in the frame after their cell, when their width is known. So too what waits until the reader comes
 * near it: only a reader who is there can see what stands below, and by then it is on its way.
 */

/** What waits is marked one by one: a rule about what follows a mark would cost a look at the whole page at every change. */
const rule = `@media screen {
  [data-arriving] { visibility: hidden }
}`;

const wrapper = `
const nextTask = () => new Promise((resolve) => {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = () => (port1.close(), resolve());
  port2.postMessage(null);
});
const waiting = [...document.querySelectorAll("[data-arriving]")];
const drawn = new Set([""]);
let patience;
const showAll = () => {
  clearTimeout(patience);
  removeEventListener("scroll", wait);
  waiting.length = 0;
  document.getElementById("arriving")?.remove();
};
const wait = () => {
  clearTimeout(patience);
  patience = setTimeout(() => {
    if (waiting[0]?.getBoundingClientRect().top < innerHeight) showAll();
  }, 4000);
};
addEventListener("scroll", wait, {passive: true});
wait();
let isAsked = false;
const arrive = (id) => {
  drawn.add(id);
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(async () => {
    isAsked = false;
    const painted = new Set(drawn);
    await nextTask();
    while (painted.has(waiting[0]?.dataset.arriving)) waiting.shift().removeAttribute("data-arriving");
    if (waiting.length === 0) showAll();
  });
};
const define = (cell) => {
  let isFirst = true;
  defineCell({...cell, async body(...inputs) {
    if (!isFirst) return cell.body(...inputs);
    isFirst = false;
    await nextTask();
    try {
      return await cell.body(...inputs);
    } finally {
      arrive(cell.id);
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

/** Marks the place of each cell with the cell's id, and with nothing what else stands below the first one. */
function markPlaces(within: Element, isBelowCells = false): void {
  let isBelow = isBelowCells;
  for (const block of within.childNodes) {
    if (!("tagName" in block)) continue;
    const id = cellOf(block);
    const holdsPlaces = id === undefined && [...elements(block)].some((part) => cellOf(part) !== undefined);
    if (id !== undefined || isBelow) setAttributes(block, { "data-arriving": id ?? "" });
    if (holdsPlaces) markPlaces(block, isBelow);
    isBelow ||= id !== undefined || holdsPlaces;
  }
}

/**
 * Marks what is to come from the top down, and has the page take each mark away once what stands above it is drawn.
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
    const main = byId(page, "observablehq-main");
    if (main) markPlaces(main);
    const footer = byId(page, "observablehq-footer");
    if (main && footer) setAttributes(footer, { "data-arriving": "" });
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
