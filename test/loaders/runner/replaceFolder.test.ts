import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAsideFolder, replaceFolder, restoreFolder } from "../../../loaders/runner/replaceFolder.js";

let parent: string;
let folder: string;

const fill = (path: string, content: string): void => {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "page.html"), content);
};
const contentOf = (path: string): string => readFileSync(join(path, "page.html"), "utf8");

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "replace-"));
  folder = join(parent, "dist");
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

describe("replaceFolder(folder, by)", () => {
  it("puts the new folder in the place of the old one and leaves nothing beside it", async () => {
    fill(folder, "old");
    const aside = await openAsideFolder(folder);
    fill(aside, "new");
    expect(contentOf(folder)).toBe("old");
    await replaceFolder(folder, aside);
    expect(contentOf(folder)).toBe("new");
    expect(readdirSync(parent)).toEqual(["dist"]);
  });

  it("makes the folder when there was none", async () => {
    const aside = await openAsideFolder(folder);
    fill(aside, "new");
    await replaceFolder(folder, aside);
    expect(contentOf(folder)).toBe("new");
  });

  it("keeps the old one when the new one cannot be moved", async () => {
    fill(folder, "old");
    await expect(replaceFolder(folder, join(parent, "missing"))).rejects.toThrow("ENOENT");
    expect(contentOf(folder)).toBe("old");
  });
});

describe("restoreFolder(folder)", () => {
  it("brings the old one back when a run was killed between the two renames", async () => {
    fill(join(parent, ".dist.previous"), "old");
    await restoreFolder(folder);
    expect(contentOf(folder)).toBe("old");
    expect(existsSync(join(parent, ".dist.previous"))).toBe(false);
  });

  it("drops the old one when the new one was already in place", async () => {
    fill(join(parent, ".dist.previous"), "old");
    fill(folder, "new");
    await restoreFolder(folder);
    expect(contentOf(folder)).toBe("new");
    expect(readdirSync(parent)).toEqual(["dist"]);
  });
});

describe("openAsideFolder(folder)", () => {
  it("clears what a dead process left, and leaves a living one's alone", async () => {
    fill(join(parent, ".dist.new-999999999"), "half");
    fill(join(parent, ".dist.new-1"), "busy");
    const aside = await openAsideFolder(folder);
    expect(readdirSync(aside)).toEqual([]);
    expect(readdirSync(parent).sort()).toEqual([".dist.new-1", `.dist.new-${process.pid}`].sort());
  });
});
