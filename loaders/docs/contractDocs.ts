import type { ColumnKind, ContractColumn, Extract } from "../../lib/core/contract.js";

/** How the text of a kind is read, for whoever writes the extracts or a profile. */
const reading: Readonly<Record<ColumnKind, string>> = {
  id: "A key of the bank, kept as text: leading zeros and letters stay.",
  text: "Kept as it is, without spaces around it.",
  date: "A day. `2026-06-30`, `30/06/2026` (day first), `20260630`, `260630` (two-digit years 70–99 are 19xx, 00–69 are 20xx) or `30.06.2026`; a time after it is accepted and dropped.",
  timestamp:
    "A day or an instant in UTC. The same days as a date, each with or without a time: `2026-06-30 17:45:00`. An offset after an ISO time (`+02:00`) is taken into account.",
  amount:
    "`1234.56`, `1,234.56`, `1 234,56`, `1.234,56`; negative as `-12.30`, `(12.30)` or `12.30-`; a currency before or after it (`€ 12`) is dropped. With exactly three digits after a lone separator and one to three before it (not `0`), a comma separates thousands (`1,234` is 1234), while a dot may be either (`1.234`) and the row is quarantined.",
  integer: "A whole number.",
  code: "One of the accepted values. Capitals become small letters, spaces and hyphens become underscores. An unknown code becomes the last accepted value and is counted as a repair.",
  country: "ISO 3166 alpha-2 (`DE`), alpha-3 (`DEU`) or the English name (`Germany`).",
  currency: "ISO 4217 (`EUR`). A currency other than the reporting one needs a rate in `datahub.config.ts`.",
  flag: "`true`, `t`, `yes`, `y`, `1`, or `false`, `f`, `no`, `n`, `0`.",
};

type Cell = string | readonly string[];

/** A vertical bar would end the cell. */
const cell = (value: Cell): string =>
  (typeof value === "string" ? value : value.map((code) => `\`${code}\``).join(", ")).replaceAll("|", "\\|");

const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");

const yes = (value: boolean): string => (value ? "yes" : "");

const columnRow = (column: ContractColumn): readonly Cell[] => [
  [column.name],
  column.kind,
  yes(column.required),
  yes(column.personal),
  column.accepted ?? "",
  column.about,
];

const extractSection = (extract: Extract): string => `### ${extract.name}

${extract.required ? "Required" : "Optional"}; ${extract.grain}. Unique by ${cell(extract.key)}.${
  extract.freshBy === null ? "" : ` Its newest \`${extract.freshBy}\` tells how fresh it is.`
}

${table(["Column", "Kind", "Required", "Personal", "Accepted values", "About"], extract.columns.map(columnRow))}`;

const names = (extracts: readonly Extract[]): string =>
  extracts.length === 0 ? "none" : cell(extracts.map(({ name }) => name));

/**
 * The data folder's README: what an extract must hold, how its text is read, and what a profile is.
 *
 * @param extracts the contract, in the order of the sections
 * @returns Markdown that ends in a newline
 */
export function contractMarkdown(extracts: readonly Extract[]): string {
  const kinds = [...new Set(extracts.flatMap(({ columns }) => columns.map(({ kind }) => kind)))];
  return `<!-- Generated from lib/core/contract.ts by npm run docs. Change it there. -->

# Data

| Folder | What it holds |
| --- | --- |
| \`sources/<profile>/\` | one SELECT per extract: how a bank's files become the columns below |
| \`raw/<profile>/\` | the extracts as delivered; they are read, never changed |
| \`warehouse/\`, \`models/\`, \`reports/\`, \`exports/\` | built; safe to delete |
| \`runs/\` | a record of each run published: what is deleted here is forgotten |

Only \`sources/\` and this page are under version control.

## What to deliver

Required: ${names(extracts.filter(({ required }) => required))}. Optional: ${names(extracts.filter(({ required }) => !required))}; what
cannot be derived without them is left out, and the build says so.

- **Names.** A SELECT reads \`raw.<name>\`. Its files are \`<name>.csv\`, \`.asc\`, \`.txt\` or \`.tsv\`, or \`<name>\`
  followed by a date or a number: \`transactions_20260630.csv\`, \`transactions-0001.csv\`. All of them are read
  together, as one table.
- **Encoding.** UTF-8, with or without a byte order mark, or Latin-1. It is found from the bytes.
- **Separator.** \`,\`, \`;\`, tab or \`|\`, found from the header line. Every file has a header line.
- **Accounting.** Every row of every file ends as staged, quarantined (with its reasons, its line number and
  its text) or dropped as an exact duplicate, and the three add up to the rows of the file, on every run.

## Profiles

A profile is a folder \`data/sources/<profile>/\` with one file per extract: ${cell(extracts.map(({ name }) => `${name}.sql`))}. Each is
one plain DuckDB SELECT over the raw tables, in which every column is text. It yields

- \`_row\`, taken over as it is from the raw table, which has one row per row of the extract;
- those of the columns below that the bank has. A column left out counts as empty.

It must give exactly one row for each row of that raw table: filter nothing and multiply nothing, since a row
that disappears here could not be accounted for. Other raw tables may be joined as look-ups, on a key that is
unique in them. There is no need to convert anything: dates, amounts and codes are read from their text in the
staging that follows. What a SELECT does decide is which column is which, and what a bank's own codes mean.

\`\`\`sql
SELECT
  _row,
  iban AS account_id,
  holder AS client_id,
  CASE product
    WHEN 'GIRO' THEN 'checking'
    WHEN 'SPAR' THEN 'savings'
    ELSE product
  END AS account_type,
  opened AS opened_date
FROM
  raw.accounts
\`\`\`

## Columns

*Required*: a row without a value is quarantined. *Personal*: a direct identifier or free text; it never leaves
the warehouse, not even as a sample of quarantined rows.

${extracts.map(extractSection).join("\n\n")}

## How text is read

Everything arrives as text. An empty field is an empty value. Text that its kind cannot read makes the row
quarantined with the column's name in the reason.

${kinds.map((kind) => `- **${kind}**: ${reading[kind]}`).join("\n")}
`;
}
