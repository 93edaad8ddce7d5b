import { describe, expect, it } from "vitest";
import { type Extract, extracts } from "../../../lib/core/contract.js";
import { contractMarkdown } from "../../../loaders/docs/contractDocs.js";

const visits: Extract = {
  name: "events",
  required: false,
  grain: "one row per visit",
  key: ["visit_id", "visit_date"],
  freshBy: "visit_date",
  columns: [
    { name: "visit_id", kind: "id", required: true, personal: true, about: "key" },
    { name: "visit_date", kind: "date", required: true, personal: false, about: "day" },
    {
      name: "reason",
      kind: "code",
      required: false,
      personal: false,
      accepted: ["advice", "other"],
      about: "cash | advice",
    },
  ],
};

describe("contractMarkdown(extracts)", () => {
  const markdown = contractMarkdown([visits]);
  const row = (column: string): string | undefined =>
    markdown.split("\n").find((line) => line.startsWith(`| \`${column}\` |`));

  it("says what an extract is, its key and how its age is told", () => {
    expect(markdown).toContain(
      "Optional; one row per visit. Unique by `visit_id`, `visit_date`. Its newest `visit_date` tells how fresh it is.",
    );
  });

  it.each([
    ["visit_id", "| `visit_id` | id | yes | yes |  | key |"],
    ["visit_date", "| `visit_date` | date | yes |  |  | day |"],
    ["reason", "| `reason` | code |  |  | `advice`, `other` | cash \\| advice |"],
  ])("gives %s a row", (column, expected) => {
    expect(row(column)).toBe(expected);
  });

  it("explains the kinds that occur, and no other", () => {
    const explained = markdown.slice(markdown.indexOf("## How text is read"));
    expect(explained).toContain("- **date**:");
    expect(explained).not.toContain("- **amount**:");
  });

  it("names required and optional extracts", () => {
    expect(markdown).toContain("Required: none. Optional: `events`");
    expect(contractMarkdown(extracts)).toContain("Required: `kyc`, `accounts`, `transactions`.");
  });

  it("has a section for every extract and a row for every column of the real contract", () => {
    const real = contractMarkdown(extracts);
    for (const { name, columns } of extracts) {
      const section = real.split(`### ${name}\n`)[1]?.split("\n#")[0] ?? "";
      expect(
        columns.filter((column) => !section.includes(`| \`${column.name}\` | ${column.kind} |`)),
      ).toEqual([]);
    }
  });
});
