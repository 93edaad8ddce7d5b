import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "../../../loaders/runner/lock.js";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(folder, ".lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("lockFolder(dataFolder)", () => {
  it("refuses a second run and names the process of the first", () => {
    const held = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({
        code: "busy",
        message: expect.stringContaining(`process ${process.pid}`) as unknown,
      }),
    );
    held.release();
    expect(existsSync(lock)).toBe(false);
    lockFolder(folder).release();
  });

  it("makes the folder", () => {
    lockFolder(join(folder, "new/data")).release();
    expect(existsSync(join(folder, "new/data"))).toBe(true);
  });

  it.each([
    ["a process that is gone", String(spawnSync(process.execPath, ["-e", ""]).pid)],
    ["a process that died while it wrote", ""],
    ["nobody", "not a number"],
  ])("takes over the lock of %s", (_, owner) => {
    writeFileSync(lock, owner);
    lockFolder(folder).release();
    expect(existsSync(lock)).toBe(false);
  });
});
