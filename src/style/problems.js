/**
 * What a reader is told where a cell failed. Framework writes the error of one cell into every cell that needs it; here
 * it is said once, in the first place that lacks something, with what to do, and the other places stay empty.
 */
(() => {
  const failed = "observablehq--error";

  /** What happened and what to do, by what the error says. */
  const wordsFor = (message) => {
    const file = /^Unable to load file: (\S+)/.exec(message)?.[1];
    if (file)
      return [
        `The data file ${file} is missing.`,
        "What is drawn from it is left out. If it stays away, the site was not published whole: whoever publishes it should build it again and copy every file.",
      ];
    if (/failed to fetch|networkerror|load failed/i.test(message))
      return [
        "The data could not be fetched.",
        "What is drawn from it is left out. Check that this computer is online and reaches the site.",
      ];
    if (/^Expected to read|flatbuffer|magic/i.test(message))
      return [
        "A data file holds something else than data.",
        "What is drawn from it is left out. A sign-in page may have answered in its place: sign in again. If it stays so, whoever publishes the site should build it again and copy every file.",
      ];
    return [
      "This part of the page failed.",
      "What needs it is left out. If it stays so, tell whoever publishes the site, with the words below.",
    ];
  };

  const node = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const messages = new WeakMap();

  const messageOf = (place) => {
    if (!messages.has(place)) messages.set(place, place.textContent.replace(/^(?:\w*Error: )+/, ""));
    return messages.get(place);
  };

  const explain = (place, message) => {
    const [what, remedy] = wordsFor(message);
    const again = Object.assign(node("button", "Load the page again"), { type: "button" });
    again.addEventListener("click", () => location.reload());
    place.setAttribute("role", "alert");
    place.replaceChildren(node("strong", what), node("p", remedy), again, node("code", message));
  };

  /** Places in the order of the page, so that the first of those with the same error is the one that speaks. */
  const sayOnce = () => {
    // Whatever waits for the failed cell would keep the page below it from being shown.
    document.getElementById("arriving")?.remove();
    const said = new Set();
    for (const place of document.querySelectorAll(`#observablehq-main .${failed}`)) {
      const message = messageOf(place);
      place.hidden = said.has(message);
      if (!place.hidden && !place.role) explain(place, message);
      said.add(message);
    }
  };

  addEventListener("DOMContentLoaded", () => {
    const page = document.getElementById("observablehq-main");
    if (!page) return;
    new MutationObserver((changes) => {
      if (
        changes.some(({ addedNodes }) => [...addedNodes].some((added) => added.classList?.contains(failed)))
      )
        sayOnce();
    }).observe(page, { childList: true, subtree: true });
  });
})();
