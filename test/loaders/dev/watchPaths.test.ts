import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchPaths } from "../../../loaders/dev/watchPaths.js";

describe("watchPaths(paths, onChange)", () => {
  let folder: string;
  let told: Set<string>;
  let end: () => void;
  const at = (...names: string[]): string => join(folder, ...names);
  /** What was told since the last time. */
  const changes = async (): Promise<string[]> => {
    await sleep(150);
    const found = [...told].map((path) => relative(folder, path)).sort();
    told.clear();
    return found;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "watch-"));
    mkdirSync(at("sql/reports"), { recursive: true });
    writeFileSync(at("sql/reports/a.sql"), "SELECT 1");
    writeFileSync(at("config.ts"), "1");
    told = new Set();
    end = watchPaths([at("sql"), at("config.ts"), at("triage")], (path) => told.add(path));
  });
  afterEach(() => {
    end();
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells of a file that is written in a folder below", async () => {
    writeFileSync(at("sql/reports/a.sql"), "SELECT 2");
    expect(await changes()).toEqual(["sql/reports/a.sql"]);
  });

  it("goes on after an editor put another file in its place", async () => {
    for (const content of ["SELECT 2", "SELECT 3"]) {
      writeFileSync(at("sql/reports/.a.swp"), content);
      renameSync(at("sql/reports/.a.swp"), at("sql/reports/a.sql"));
      expect(await changes()).toContain("sql/reports/a.sql");
    }
  });

  it("tells of a file that is removed", async () => {
    rmSync(at("sql/reports/a.sql"));
    expect(await changes()).toEqual(["sql/reports/a.sql"]);
  });

  it("watches folders that come later, and what is in them already", async () => {
    mkdirSync(at("sql/marts"));
    writeFileSync(at("sql/marts/b.sql"), "SELECT 1");
    mkdirSync(at("triage"));
    writeFileSync(at("triage/c.csv"), "x");
    expect(await changes()).toEqual(expect.arrayContaining(["sql/marts/b.sql", "triage/c.csv"]));
    writeFileSync(at("sql/marts/b.sql"), "SELECT 2");
    expect(await changes()).toEqual(["sql/marts/b.sql"]);
  });

  it("tells of a file that was named, not of its neighbours", async () => {
    writeFileSync(at("package.json"), "{}");
    expect(await changes()).toEqual([]);
    writeFileSync(at("config.ts"), "2");
    expect(await changes()).toEqual(["config.ts"]);
  });

  it("is silent once it was ended", async () => {
    end();
    writeFileSync(at("sql/reports/a.sql"), "SELECT 2");
    expect(await changes()).toEqual([]);
  });
});
