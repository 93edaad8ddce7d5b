import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pseudonym, pseudonymKey } from "../../../loaders/steps/pseudonyms.js";

describe("pseudonym(key, kind, id)", () => {
  it.each([
    ["client", "C000001"],
    ["loan", "C000001"],
    ["movement", "T1"],
  ] as const)("is the first 60 bits of the HMAC in Crockford's base 32: %s %s", async (kind, id) => {
    // Web Crypto is another implementation of HMAC than the one in use, and BigInt's base 32 another writing of it.
    const encoder = new TextEncoder();
    const key = await crypto.subtle.importKey(
      ...([
        "raw",
        encoder.encode("a key of a test bank"),
        { name: "HMAC", hash: "SHA-256" },
        false,
        ["sign"],
      ] as const),
    );
    const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`${kind}:${id}`)));
    const hex = [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const plain = BigInt(`0x${hex.slice(0, 15)}`)
      .toString(32)
      .padStart(12, "0");
    const crockford = Array.from(
      plain,
      (letter) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[parseInt(letter, 32)],
    ).join("");
    expect(pseudonym("a key of a test bank", kind, id)).toBe(crockford);
  });

  it("has twelve letters, none of them I, L, O or U, and another for another key, kind or id", () => {
    const all = ["a first key of it", "a second key of it"].flatMap((key) =>
      (["client", "loan", "movement"] as const).flatMap((kind) =>
        Array.from({ length: 500 }, (_, id) => pseudonym(key, kind, String(id))),
      ),
    );
    expect(new Set(all).size).toBe(all.length);
    for (const name of all) expect(name).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  });
});

describe("pseudonymKey(settings)", () => {
  let folder: string;
  const settings = () => ({ dataFolder: folder, rawFolder: join(folder, "raw") });
  const given = process.env.DATAHUB_PSEUDONYM_KEY;
  beforeEach(() => {
    delete process.env.DATAHUB_PSEUDONYM_KEY;
    folder = mkdtempSync(join(tmpdir(), "pseudonyms-"));
  });
  afterEach(() => {
    process.env.DATAHUB_PSEUDONYM_KEY = given;
    rmSync(folder, { recursive: true });
  });

  it("is drawn once, kept in a file that only its owner reads, and then always the same", () => {
    const key = pseudonymKey(settings());
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(join(folder, "pseudonym.key"), "utf8").trim()).toBe(key);
    expect(statSync(join(folder, "pseudonym.key")).mode & 0o077).toBe(0);
    expect(pseudonymKey(settings())).toBe(key);
  });

  it("comes from the environment where that has one", () => {
    process.env.DATAHUB_PSEUDONYM_KEY = "a key from a vault";
    expect(pseudonymKey(settings())).toBe("a key from a vault");
  });

  it("is the same everywhere for the simulator's files, which are about nobody", () => {
    writeFileSync(join(folder, "simulation.json"), "{}");
    const simulated = { dataFolder: join(folder, "data"), rawFolder: folder };
    expect(pseudonymKey(simulated)).toBe(pseudonymKey({ ...simulated, dataFolder: join(folder, "other") }));
  });

  it("is refused when it is short", () => {
    process.env.DATAHUB_PSEUDONYM_KEY = "short";
    expect(() => pseudonymKey(settings())).toThrow(/DATAHUB_PSEUDONYM_KEY: a key of at least 16 characters/);
  });
});
