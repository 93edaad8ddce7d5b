import { describe, expect, it } from "vitest";
import { firstFiles, importedModules, inputsOfPage } from "../../../loaders/site/pageCells.js";

const script = `
import {define} from "./_observablehq/client.js";

registerFile("./data/about.arrow", {"name":"./data/about.arrow","path":"./_file/data/about.1.arrow","size":2888});
registerFile("./data/days.arrow", {"name":"./data/days.arrow","path":"./_file/data/days.2.arrow","size":99});
registerFile("./data/list.arrow", {"name":"./data/list.arrow","path":"./_file/data/list.3.arrow","size":99});
registerFile("./data/late.arrow", {"name":"./data/late.arrow","path":"./_file/data/late.4.arrow","size":99});

define({id: "a", outputs: ["draw","rowsOf"], body: async () => {
const [{draw}, {rowsOf}] = await Promise.all([import("./_import/components/draw.5.js"), import("./_import/components/rows.6.js")]);

return {draw,rowsOf};
}});

define({id: "b", inputs: ["rowsOf","FileAttachment"], outputs: ["about","loadDays"], body: async (rowsOf,FileAttachment) => {
const [about] = rowsOf(await FileAttachment("./data/about.arrow").arrow());
const loadDays = () => FileAttachment("./data/days.arrow").arrow().then(rowsOf);
return {about,loadDays};
}});

define({id: "c", mode: "inline", inputs: ["visibility","rowsOf","FileAttachment","Plot"], body: async (visibility,rowsOf,FileAttachment,Plot) => {
await visibility();
const list = rowsOf(await FileAttachment("./data/list.arrow").arrow());
}});

define({id: "d", inputs: ["seen","rowsOf","FileAttachment"], body: async (seen,rowsOf,FileAttachment) => {
const late = rowsOf(await seen(node).then(() => FileAttachment("./data/late.arrow").arrow()));
}});
`;

describe("firstFiles(script)", () => {
  it("names what a cell awaits at once, and nothing that waits to be seen or asked for", () => {
    expect(firstFiles(script)).toEqual(["./_file/data/about.1.arrow"]);
  });
  it("names nothing where there is no cell", () => expect(firstFiles("")).toEqual([]));
});

describe("importedModules(script)", () => {
  it("names each of the site's own modules once", () => {
    expect(importedModules(script + script)).toEqual([
      "./_import/components/draw.5.js",
      "./_import/components/rows.6.js",
    ]);
  });
});

describe("inputsOfPage(script)", () => {
  it("gathers what all cells take", () => {
    expect([...inputsOfPage(script)].sort()).toEqual([
      "FileAttachment",
      "Plot",
      "rowsOf",
      "seen",
      "visibility",
    ]);
  });
});
