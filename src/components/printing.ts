interface Calls {
  readonly before: () => void;
  readonly after: () => void;
}

/** By node, so that a node that a cell has replaced is forgotten with it. */
const calls = new WeakMap<Element, Calls>();
let isListening = false;
let isPrinting = false;

function tell(isStart: boolean): void {
  if (isPrinting === isStart) return;
  isPrinting = isStart;
  for (const node of document.querySelectorAll("[data-print]")) {
    const found = calls.get(node);
    if (isStart) found?.before();
    else found?.after();
  }
}

/** Lets a node draw itself whole while the page is printed, and as before afterwards. */
export function onPrint(node: Element, each: Calls): void {
  if (!isListening) {
    isListening = true;
    addEventListener("beforeprint", () => tell(true));
    addEventListener("afterprint", () => tell(false));
    matchMedia("print").addEventListener("change", ({ matches }) => tell(matches));
  }
  node.setAttribute("data-print", "");
  calls.set(node, each);
}

let isAsked = false;
const waiting: (() => void)[] = [];

/** Resolves once somebody wants the page on paper. */
export const printAsked = (): Promise<void> =>
  isAsked ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until no cell is pending and nothing is drawn any more, at most 20 seconds. */
async function settled(): Promise<void> {
  const state = { changes: 0 };
  const watch = new MutationObserver(() => state.changes++);
  watch.observe(document.body, { childList: true, subtree: true });
  let quiet = 0;
  for (let waited = 0; waited < 200 && quiet < 4; waited++) {
    const before = state.changes;
    await pause(100);
    const isPending = document.querySelector("#observablehq-main observablehq-loading") !== null;
    quiet = isPending || state.changes !== before ? 0 : quiet + 1;
  }
  watch.disconnect();
}

/** Loads what the reader has not scrolled to yet, then prints the whole page. */
export async function printPage(): Promise<void> {
  isAsked = true;
  for (const resolve of waiting.splice(0)) resolve();
  await settled();
  print();
}
