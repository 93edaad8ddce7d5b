import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bankDefaults } from "../../../lib/simulate/bank.js";
import { findFiles } from "../../../loaders/extracts/findFiles.js";
import { clientRanges } from "../../../loaders/simulate/clientRanges.js";
import { simulateInOrder } from "../../../loaders/simulate/simulateInOrder.js";
import { simulateBank } from "../../../loaders/steps/simulate.js";

const options = { clients: 200, months: 12, seed: 5, firstMonth: "2024-01" };
const extractFiles = ["accounts.csv", "events.csv", "kyc.csv", "loans.csv", "transactions.csv"];
const truthFiles = ["anomalies.csv", "ceiling.json", "defects.csv", "snapshots.csv"];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulate-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const hashOf = async (out: string): Promise<string> => {
  const hash = createHash("sha256");
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) hash.update(entry.name).update(await readFile(join(entry.parentPath, entry.name)));
  }
  return hash.digest("hex");
};

describe("simulateBank(options)", () => {
  it("writes the extracts, what came late, the truth, and what they were made from", async () => {
    const out = join(folder, "whole");
    const calls: number[] = [];
    const bank = await simulateBank({
      ...options,
      out,
      onProgress: (_, clientsDone) => calls.push(clientsDone),
    });
    const late = ["kyc_20250103.csv", "transactions_20250103.csv", "transactions_20250104.csv"];
    expect(await readdir(out)).toEqual(
      [...extractFiles, ...late, "simulation.json", "truth"]
        .filter((name) => !name.startsWith("kyc_") || bank.files.some((file) => file.name === name))
        .sort(),
    );
    expect(await readdir(join(out, "truth"))).toEqual(truthFiles);
    expect(calls.at(-1)).toBe(options.clients);
    for (const { name, rows, bytes } of bank.files) {
      const text = await readFile(join(out, name));
      expect(text.length).toBe(bytes);
      expect(text.toString().trimEnd().split("\n").length - 1, name).toBe(rows);
    }
    expect(bank.transactions / options.clients).toBeGreaterThan(60);
    expect(JSON.parse(await readFile(join(out, "simulation.json"), "utf8"))).toEqual({
      generator: expect.any(String) as string,
      ...options,
      ...bankDefaults,
    });
  });

  it("gives the same bytes with any number of workers", async () => {
    const hashes = new Set<string>();
    for (const workers of [1, 2, 4]) {
      const out = join(folder, `workers-${workers}`);
      await simulateBank({ ...options, clients: 700, clientsPerPart: 100, workers, out });
      hashes.add(await hashOf(out));
    }
    expect(hashes.size).toBe(1);
  });

  it("gives the same rows in parts", async () => {
    const [whole, parts] = [join(folder, "one-part"), join(folder, "parts")];
    await simulateBank({ ...options, dirt: false, out: whole });
    await simulateBank({ ...options, dirt: false, clientsPerPart: 70, out: parts });
    for (const name of ["kyc", "accounts", "transactions", "events", "loans"]) {
      const read = async (path: string): Promise<string[]> => (await readFile(path, "utf8")).split("\n");
      const all: string[] = [];
      for (const number of ["0001", "0002", "0003"]) {
        const [header, ...rows] = await read(join(parts, `${name}_${number}.csv`));
        expect(header).toBe((await read(join(whole, `${name}.csv`)))[0]);
        all.push(...rows.slice(0, -1));
      }
      expect(all).toEqual((await read(join(whole, `${name}.csv`))).slice(1, -1));
    }
    expect(findFiles(parts, "transactions")).toHaveLength(3);
  });

  it("stops with the others when a worker fails, and leaves the old folder", async () => {
    const home = join(folder, "worker");
    const out = join(home, "bank");
    await simulateBank({ ...options, clients: 20, out });
    const before = await hashOf(out);
    const ranges = clientRanges([{ from: 0, to: 2000, suffix: "" }], 12);
    const broken = simulateInOrder({ ...options, months: 0.5 }, ranges, 2);
    await expect(broken.next()).rejects.toThrow(/months must be a whole number/);
    await expect(
      simulateBank({
        ...{ ...options, clients: 2000, workers: 2, out },
        onProgress: () => {
          throw new Error("stop here");
        },
      }),
    ).rejects.toThrow("stop here");
    expect(await hashOf(out)).toBe(before);
    expect(await readdir(home)).toEqual(["bank"]);
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
    ["a part of the bank's own", ["simulation.json", "transactions_old.csv"]],
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
    expect(await readdir(out)).toEqual(expect.arrayContaining([...extractFiles, "simulation.json", "truth"]));
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

  it.each([1, 2])(
    "leaves the old folder when it is killed with %i workers, and clears up the next time",
    async (workers) => {
      const home = join(folder, `killed-${workers}`);
      const out = join(home, "bank");
      await simulateBank({ ...options, clients: 20, out });
      const before = await hashOf(out);
      const step = pathToFileURL(join(import.meta.dirname, "../../../loaders/steps/simulate.ts")).href;
      const big = JSON.stringify({ ...options, clients: 100_000, workers, out });
      const script = `const { simulateBank } = await import(${JSON.stringify(step)});
      await simulateBank({ ...${big}, onProgress: () => console.log("going") });`;
      const child = spawn(process.execPath, ["--import", "tsx/esm", "--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "exit");
      expect(await hashOf(out)).toBe(before);
      expect(await readdir(home)).toHaveLength(2);
      await simulateBank({ ...options, clients: 21, out });
      expect(await readdir(home)).toEqual(["bank"]);
    },
  );
});
