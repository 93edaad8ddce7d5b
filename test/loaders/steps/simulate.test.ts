import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulateBank } from "../../../loaders/steps/simulate.js";

const options = { clients: 200, months: 12, seed: 5, firstMonth: "2024-01" };
const csvNames = ["accounts.csv", "events.csv", "kyc.csv", "loans.csv", "transactions.csv"];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulate-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const hashOf = async (out: string): Promise<string> => {
  const hash = createHash("sha256");
  for (const name of await readdir(out)) hash.update(name).update(await readFile(join(out, name)));
  return hash.digest("hex");
};

describe("simulateBank(options)", () => {
  it("writes five files and what they were made from", async () => {
    const out = join(folder, "whole");
    const calls: number[] = [];
    const bank = await simulateBank({
      ...options,
      out,
      onProgress: (_, clientsDone) => calls.push(clientsDone),
    });
    expect(await readdir(out)).toEqual([...csvNames, "simulation.json"].sort());
    expect(calls.at(-1)).toBe(options.clients);
    for (const { name, rows, bytes } of bank.files) {
      const text = await readFile(join(out, name));
      expect(text.length).toBe(bytes);
      expect(text.toString().split("\n").length - 2).toBe(rows);
    }
    expect(bank.transactions / options.clients).toBeGreaterThan(60);
    expect(JSON.parse(await readFile(join(out, "simulation.json"), "utf8"))).toEqual({
      generator: expect.any(String) as string,
      ...options,
    });
  });

  it("gives the same bytes for the same seed, and others for another", async () => {
    const hashes: string[] = [];
    for (const [name, seed] of [
      ["one", 5],
      ["two", 5],
      ["three", 6],
    ] as const) {
      await simulateBank({ ...options, seed, out: join(folder, name) });
      hashes.push(await hashOf(join(folder, name)));
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it("replaces a simulation, and leaves nothing beside it", async () => {
    const home = join(folder, "replace");
    const out = join(home, "bank");
    await simulateBank({ ...options, clients: 20, out });
    const before = await hashOf(out);
    await simulateBank({ ...options, clients: 21, out });
    expect(await hashOf(out)).not.toBe(before);
    expect(await readdir(home)).toEqual(["bank"]);
  });

  it.each([
    ["no simulation.json", ["accounts.csv"]],
    ["a file of the bank's beside one", ["simulation.json", "notes.txt"]],
  ])("refuses a folder with %s", async (_, names) => {
    const out = await mkdtemp(join(folder, "foreign-"));
    for (const name of names) await writeFile(join(out, name), "{}");
    await expect(simulateBank({ ...options, out })).rejects.toThrow(/Choose another folder with --out/);
    expect(await readdir(out)).toEqual([...names].sort());
  });

  it("fills an empty folder", async () => {
    const out = join(folder, "empty");
    await mkdir(out);
    await simulateBank({ ...options, clients: 20, out });
    expect(await readdir(out)).toHaveLength(6);
  });

  it("leaves the old folder when it fails half way", async () => {
    const home = join(folder, "crash");
    const out = join(home, "bank");
    await simulateBank({ ...options, clients: 20, out });
    const before = await hashOf(out);
    const onProgress = (): void => {
      throw new Error("stop here");
    };
    await expect(simulateBank({ ...options, out, onProgress })).rejects.toThrow("stop here");
    expect(await hashOf(out)).toBe(before);
    expect(await readdir(home)).toEqual(["bank"]);
  });

  it("leaves the old folder when it is killed half way, and clears up the next time", async () => {
    const home = join(folder, "killed");
    const out = join(home, "bank");
    await simulateBank({ ...options, clients: 20, out });
    const before = await hashOf(out);
    const step = pathToFileURL(join(import.meta.dirname, "../../../loaders/steps/simulate.ts")).href;
    const big = JSON.stringify({ ...options, clients: 100_000, out });
    const script = `const { simulateBank } = await import(${JSON.stringify(step)});
      await simulateBank({ ...${big}, onProgress: () => console.log("going") });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await hashOf(out)).toBe(before);
    expect(await readdir(home)).toHaveLength(2);
    await simulateBank({ ...options, clients: 21, out });
    expect(await readdir(home)).toEqual(["bank"]);
  });
});
