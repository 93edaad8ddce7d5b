import { describe, expect, it } from "vitest";
import { extractNamed, extractNames, extracts } from "../../../lib/core/contract.js";

const columns = extracts.flatMap((extract) => extract.columns.map((column) => ({ extract, column })));

describe("extracts", () => {
  it("are the five of the design, in the order they refer to each other", () => {
    expect(extracts.map(({ name }) => name)).toEqual([...extractNames]);
    expect(extracts.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      "kyc",
      "accounts",
      "transactions",
    ]);
  });

  it.each(extracts)(
    "$name has each column once, and its keys among them",
    ({ columns: own, key, freshBy }) => {
      const names = own.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining([...key]));
      expect(own.find(({ name }) => name === key[0])?.required).toBe(true);
      if (freshBy !== null) {
        expect(["date", "timestamp"]).toContain(own.find(({ name }) => name === freshBy)?.kind);
      }
    },
  );

  it.each(columns)("$extract.name.$column.name is described in lower snake case", ({ column }) => {
    expect(column.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(column.about.length).toBeGreaterThan(3);
  });

  it.each(columns.filter(({ column }) => column.kind === "code"))(
    "$extract.name.$column.name accepts codes, the last of which takes the unknown ones",
    ({ column }) => {
      const accepted = column.accepted ?? [];
      expect(accepted.length).toBeGreaterThan(1);
      expect(new Set(accepted).size).toBe(accepted.length);
      expect(["other", "unknown"]).toContain(accepted.at(-1));
      for (const code of accepted) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    },
  );

  it("calls every direct identifier personal, and every key", () => {
    const personal = columns.filter(({ column }) => column.personal).map(({ column }) => column.name);
    expect(personal).toEqual(expect.arrayContaining(["name", "email", "birth_date", "counterparty"]));
    for (const { column } of columns) {
      if (column.kind === "id") expect([column.name, column.personal]).toEqual([column.name, true]);
    }
  });

  it("holds the columns that the minimal profile names", () => {
    const names = (extract: string): string[] => extractNamed(extract).columns.map(({ name }) => name);
    expect(names("accounts")).toEqual(
      expect.arrayContaining(["account_id", "client_id", "account_type", "opened_date"]),
    );
    expect(names("transactions")).toEqual(
      expect.arrayContaining([
        "transaction_id",
        "account_id",
        "amount",
        "transaction_date",
        "transaction_type",
      ]),
    );
    expect(names("kyc")).toEqual(expect.arrayContaining(["client_id", "name", "birth_date", "country"]));
  });
});

describe("extractNamed(name)", () => {
  it("finds an extract", () => {
    expect(extractNamed("loans").name).toBe("loans");
  });

  it("throws on a name that is none, and tells the names there are", () => {
    expect(() => extractNamed("cards")).toThrow(/no extract is called 'cards'; there are kyc, accounts/);
  });
});
