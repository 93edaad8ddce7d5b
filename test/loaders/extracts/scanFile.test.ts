import fc from "fast-check";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { readRecords } from "../../../loaders/extracts/readRecords.js";
import { lineOf, type ScannedFile } from "../../../loaders/extracts/scanFile.js";
import { CsvFolder, duckRows } from "./csvFolder.js";

const folder = new CsvFolder();
afterAll(() => folder.dispose());

const all = (file: ScannedFile): number[] => Array.from({ length: file.records }, (_, record) => record);
/** Line and text of every record. */
const found = (file: ScannedFile): [line: number, text: string][] =>
  readRecords(file, all(file)).map((text, record) => [lineOf(file, record), text]);
const rejected = (file: ScannedFile): [line: number, problem: string, text: string][] =>
  file.rejected.map(({ line, problem, text }) => [line, problem, text]);

const latin1 = (content: string): Buffer => Buffer.from(content, "latin1");

interface Scan {
  readonly of: string;
  readonly content: string | Buffer;
  readonly records: readonly (readonly [line: number, text: string])[];
  readonly rejected?: readonly (readonly [line: number, problem: string, text: string])[];
  readonly is?: Partial<ScannedFile>;
}

const scans: readonly Scan[] = [
  {
    of: "plain lines",
    content: "a,b\n1,2\n3,4\n",
    records: [
      [2, "1,2"],
      [3, "3,4"],
    ],
    is: { encoding: "utf-8", delimiter: ",", newline: "\n", isQuoted: false, columns: ["a", "b"], bytes: 12 },
  },
  {
    of: "a last line without an end",
    content: "a,b\n1,2\n3,4",
    records: [
      [2, "1,2"],
      [3, "3,4"],
    ],
  },
  { of: "a header only", content: "a,b\n", records: [] },
  { of: "a header only, without an end", content: "a,b", records: [] },
  {
    of: "empty fields",
    content: "a,b\n,\n1,\n,2\n",
    records: [
      [2, ","],
      [3, "1,"],
      [4, ",2"],
    ],
  },
  {
    of: "blank lines",
    content: "a,b\n\n1,2\n\n\n3,4\n5,6\n\n",
    records: [
      [3, "1,2"],
      [6, "3,4"],
      [7, "5,6"],
    ],
  },
  {
    of: "CRLF",
    content: "a,b\r\n1,2\r\n\r\n3,4\r\n",
    records: [
      [2, "1,2"],
      [4, "3,4"],
    ],
    is: { newline: "\r\n" },
  },
  {
    of: "LF lines in a CRLF file",
    content: "a,b\r\n1,2\n3,4\r\n5,6\n",
    records: [
      [2, "1,2"],
      [3, "3,4"],
      [4, "5,6"],
    ],
    is: { newline: "\r\n" },
  },
  {
    of: "CRLF lines in a LF file",
    content: 'a,b\n1,2\r\n3,4\n"5",6\r\n\r\n7,8',
    records: [
      [2, "1,2"],
      [3, "3,4"],
      [4, '"5",6'],
      [6, "7,8"],
    ],
    is: { newline: "\n" },
  },
  {
    of: "a byte order mark",
    content: "\ufeffa,b\n1,2\n",
    records: [[2, "1,2"]],
    is: { columns: ["a", "b"], encoding: "utf-8" },
  },
  {
    of: "a byte order mark and a ragged line",
    content: "\ufeffa,b\n1\n1,2\n",
    records: [[3, "1,2"]],
    rejected: [[2, "ragged_line", "1"]],
  },
  {
    of: "UTF-8",
    content: "a,b\nInês,São João\nKč,€\n",
    records: [
      [2, "Inês,São João"],
      [3, "Kč,€"],
    ],
    is: { encoding: "utf-8" },
  },
  {
    of: "Latin-1",
    content: latin1("a,b\nInês,São João\n1,2\n"),
    records: [
      [2, "Inês,São João"],
      [3, "1,2"],
    ],
    is: { encoding: "latin-1" },
  },
  {
    of: "Latin-1 in quotes and a rejected Latin-1 line",
    content: latin1('a,b\n"é\nè",1\nù\n3,4\n'),
    records: [
      [2, '"é\nè",1'],
      [5, "3,4"],
    ],
    rejected: [[4, "ragged_line", "ù"]],
    is: { encoding: "latin-1" },
  },
  {
    of: "one Latin-1 line in a UTF-8 file",
    content: Buffer.concat([Buffer.from("a,b\né,1\n"), latin1("é,2\n"), Buffer.from("é,3\n")]),
    records: [
      [2, "é,1"],
      [3, "é,2"],
      [4, "é,3"],
    ],
  },
  {
    of: "Latin-1 column names",
    content: latin1("libellé,b\n1,2\né,3\n"),
    records: [
      [2, "1,2"],
      [3, "é,3"],
    ],
    is: { columns: ["libellé", "b"] },
  },
  {
    of: "Latin-1 column names over ASCII rows",
    content: latin1("libellé,b\n1,2\n"),
    records: [[2, "1,2"]],
    is: { columns: ["libellé", "b"] },
  },
  {
    of: "a separator in a column name",
    content: 'a,"b, in EUR"\n1,2\n',
    records: [[2, "1,2"]],
    is: { columns: ["a", "b, in EUR"] },
  },
  {
    of: "fields over several lines",
    content: 'a,b\n"x\ny\n\nz",1\n2,3\n"4","5\n6"\n7,8\n',
    records: [
      [2, '"x\ny\n\nz",1'],
      [6, "2,3"],
      [7, '"4","5\n6"'],
      [9, "7,8"],
    ],
    is: { isQuoted: true },
  },
  {
    of: "quotes within an unquoted field",
    content: 'a,b\n5" pipe,1\n2,3\n',
    records: [
      [2, '5" pipe,1'],
      [3, "2,3"],
    ],
  },
  {
    of: "ragged lines",
    content: "a,b\n1\n1,2\n1,2,3\n3,4\n",
    records: [
      [3, "1,2"],
      [5, "3,4"],
    ],
    rejected: [
      [2, "ragged_line", "1"],
      [4, "ragged_line", "1,2,3"],
    ],
  },
  {
    of: "an unclosed quote",
    content: 'a,b\n1,2\n"3,4\n5,6\n7,8\n',
    records: [
      [2, "1,2"],
      [4, "5,6"],
      [5, "7,8"],
    ],
    rejected: [[3, "unclosed_quote", '"3,4']],
  },
  {
    of: "an unclosed quote before a quoted field",
    content: 'a,b\n1,"2\n3,"4"\n5,6\n',
    records: [
      [3, '3,"4"'],
      [4, "5,6"],
    ],
    rejected: [[2, "unclosed_quote", '1,"2']],
  },
  {
    of: "an unclosed quote on the last line",
    content: 'a,b\n1,2\n3,"4',
    records: [[2, "1,2"]],
    rejected: [[3, "unclosed_quote", '3,"4']],
  },
  {
    of: "a malformed quote",
    content: 'a,b\n"1"x,2\n3,4\n',
    records: [[3, "3,4"]],
    rejected: [[2, "malformed_quote", '"1"x,2']],
  },
  {
    of: "NUL bytes",
    content: "a,b\n1,2\n3\0,4\n5,6\n",
    records: [
      [2, "1,2"],
      [4, "5,6"],
    ],
    rejected: [[3, "nul_byte", "3\0,4"]],
  },
  {
    of: "a field of 10 MB",
    content: `a,b\n1,2\n3,${"x".repeat(10_000_000)}\n5,6\n`,
    records: [
      [2, "1,2"],
      [4, "5,6"],
    ],
    rejected: [[3, "oversized_line", `3,${"x".repeat(498)}`]],
  },
  {
    of: "a quoted field of 10 MB",
    content: `a,b\n1,2\n3,"${"x".repeat(10_000_000)}"\n5,6\n`,
    records: [
      [2, "1,2"],
      [4, "5,6"],
    ],
    rejected: [[3, "oversized_line", `3,"${"x".repeat(497)}`]],
  },
  {
    of: "a field of 20 MB, longer than a chunk, and an unended one",
    content: `a,b\n1,2\n3,${"x".repeat(20_000_000)}\n5,6\n7,${"y".repeat(2_000_000)}`,
    records: [
      [2, "1,2"],
      [4, "5,6"],
    ],
    rejected: [
      [3, "oversized_line", `3,${"x".repeat(498)}`],
      [5, "oversized_line", `7,${"y".repeat(498)}`],
    ],
  },
  {
    of: "semicolons and decimal commas",
    content: 'a;b\n1,5;2,5\n"3,5";"4;5"\n',
    records: [
      [2, "1,5;2,5"],
      [3, '"3,5";"4;5"'],
    ],
    is: { delimiter: ";" },
  },
];

describe("scanFile(path, copyPath)", () => {
  it.each(scans)("reads $of", async ({ content, records, rejected: bad = [], is = {} }) => {
    const file = folder.scan(content);
    expect(found(file)).toEqual(records);
    expect(rejected(file)).toEqual(bad);
    expect(file).toMatchObject({ records: records.length, ...is });
    expect((await duckRows(file)).length).toBe(records.length);
  });

  it("reads the file itself when nothing is wrong with it", () => {
    const file = folder.scan("a,b\n1,2\n");
    expect(file.readPath).toBe(file.path);
  });

  it("leaves ragged lines to DuckDB when told to, but not what only a copy can put right", async () => {
    const ragged = folder.scan('a,b\n1,2\nragged\n"3",4\n5,6,7\n8,9\n', true);
    expect(ragged).toMatchObject({ readPath: ragged.path, isRagged: true, records: 3 });
    expect(await duckRows(ragged)).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["8", "9"],
    ]);
    expect(found(ragged)).toEqual([
      [2, "1,2"],
      [4, '"3",4'],
      [6, "8,9"],
    ]);
    const both = folder.scan(latin1("a,b\n1,2\nragged\n3,é\n5,6,7\n8,9\n"), true);
    expect(both).toMatchObject({ readPath: folder.copyPath, isRagged: false, records: 3 });
    expect(await duckRows(both)).toEqual([
      ["1", "2"],
      ["3", "é"],
      ["8", "9"],
    ]);
  });

  it("never changes the file", () => {
    const content = latin1('a,b\n1\n\n"x\n3,é\r\n');
    const file = folder.scan(content);
    expect(file.readPath).not.toBe(file.path);
    expect(readFileSync(file.path)).toEqual(content);
  });

  it("gives DuckDB the fields as they were meant", async () => {
    const file = folder.scan(latin1('a,b\n1,é\nragged\n"x ""y"", z","two\nlines"\n\n,last'));
    expect(await duckRows(file)).toEqual([
      ["1", "é"],
      ['x "y", z', "two\nlines"],
      [null, "last"],
    ]);
  });
});

describe("a file of several chunks", () => {
  /** Each record spans two lines at times, so that borders of 16 MB fall anywhere in it. */
  const record = (i: number): string =>
    i % 7 === 0 ? `${i},"é${"y".repeat(i % 90)}\n""z"", ${i}"` : `${i},é${"x".repeat(i % 400)}`;
  const count = 160_001;
  const texts = Array.from({ length: count }, (_, i) => record(i));
  const lines: number[] = [];
  let line = 2;
  for (let i = 0; i < count; i++) {
    lines.push(line);
    line += i % 7 === 0 ? 2 : 1;
  }
  const content = Buffer.from(`id,text\n${texts.join("\n")}\n`);

  it.each([
    ["UTF-8", content],
    ["Latin-1", latin1(content.toString())],
  ])("of %s loses no record at the borders", async (_, bytes) => {
    expect(bytes.length).toBeGreaterThan((1 << 24) + 1_000_000);
    const file = folder.scan(bytes);
    expect(file.records).toBe(count);
    expect(file.rejected).toEqual([]);
    expect(readRecords(file, all(file))).toEqual(texts);
    expect(all(file).map((r) => lineOf(file, r))).toEqual(lines);
    const read = await duckRows(file);
    expect(read.length).toBe(count);
    expect(read[count - 1]).toEqual(texts[count - 1]?.split(","));
  });

  it("finds a record wherever it lies against the border", () => {
    const border = 1 << 24;
    const tail = '1,"a\nb"\n2,"c""d"\n3,é\n4,5\n';
    const filler = "0,".padEnd(1023, "x");
    for (let shift = 0; shift < 30; shift++) {
      const body = border - shift;
      const whole = Math.floor(body / 1024);
      const rest = body - whole * 1024;
      const head = `${`${filler}\n`.repeat(whole)}${rest > 2 ? `0,${"x".repeat(rest - 3)}\n` : "\n".repeat(rest)}`;
      const file = folder.scan(`id,text\n${head}${tail}`);
      const last = Array.from({ length: 4 }, (_, i) => file.records - 4 + i);
      expect([shift, ...readRecords(file, last)]).toEqual([shift, '1,"a\nb"', '2,"c""d"', "3,é", "4,5"]);
      expect(file.rejected).toEqual([]);
    }
  });
});

describe("readRecords(file, wanted)", () => {
  it("gives the records asked for", () => {
    const file = folder.scan('a,b\n1,2\n\n"3\n3",4\nbad\n5,6\n7,8');
    expect(readRecords(file, [])).toEqual([]);
    expect(readRecords(file, [1, 3])).toEqual(['"3\n3",4', "7,8"]);
  });
});

interface WrittenTable {
  readonly content: Buffer;
  readonly fields: readonly (readonly string[])[];
  readonly texts: readonly string[];
  readonly lines: readonly number[];
}

/** A random table written as CSV: any quoting, separator, line ends, blank lines, encoding. */
const writtenTable: fc.Arbitrary<WrittenTable> = fc
  .record({
    columns: fc.integer({ min: 2, max: 4 }),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    newline: fc.constantFrom("\n", "\r\n"),
    bom: fc.boolean(),
    isLatin1: fc.boolean(),
    isEnded: fc.boolean(),
  })
  .chain((layout) =>
    fc.record({
      layout: fc.constant(layout),
      rows: fc.array(
        fc.record({
          fields: fc.array(
            fc.string({
              unit: fc.constantFrom("a", "7", " ", ".", ",", ";", "\t", "|", '"', "\n", "é", "ÿ"),
              maxLength: 6,
            }),
            { minLength: layout.columns, maxLength: layout.columns },
          ),
          quoted: fc.array(fc.boolean(), { minLength: layout.columns, maxLength: layout.columns }),
          blanksBefore: fc.constantFrom(0, 0, 0, 0, 1, 2),
          otherEnd: fc.constantFrom(false, false, false, true),
        }),
        { maxLength: 30 },
      ),
    }),
  )
  .map(({ layout: { columns, delimiter, newline, bom, isLatin1, isEnded }, rows }) => {
    const header = Array.from({ length: columns }, (_, i) => `c${i}`).join(delimiter);
    let content = `${header}${newline}`;
    let line = 2;
    const [fields, texts, lines] = [[] as string[][], [] as string[], [] as number[]];
    for (const [index, row] of rows.entries()) {
      content += newline.repeat(row.blanksBefore);
      line += row.blanksBefore;
      const text = row.fields
        .map((field, i) => {
          const needsQuotes = field.includes(delimiter) || /["\n\t]/.test(field);
          return needsQuotes || row.quoted[i] ? `"${field.replaceAll('"', '""')}"` : field;
        })
        .join(delimiter);
      const other = newline === "\n" ? "\r\n" : "\n";
      const end = row.otherEnd ? other : newline;
      content += text + (index === rows.length - 1 && !isEnded ? "" : end);
      fields.push(row.fields);
      texts.push(text);
      lines.push(line);
      line += text.split("\n").length;
    }
    const bytes = Buffer.from(content, isLatin1 ? "latin1" : "utf8");
    return {
      content: bom && !isLatin1 ? Buffer.concat([Buffer.from("\ufeff"), bytes]) : bytes,
      fields,
      texts,
      lines,
    };
  });

describe("any table, written with any quoting, separator, line ends and encoding", () => {
  it("is read back: every record, its exact text and line, and the same fields by DuckDB", async () => {
    await fc.assert(
      fc.asyncProperty(writtenTable, async ({ content, fields, texts, lines }) => {
        const file = folder.scan(content);
        expect(file.rejected).toEqual([]);
        expect(file.records).toBe(texts.length);
        expect(readRecords(file, all(file))).toEqual(texts);
        expect(all(file).map((record) => lineOf(file, record))).toEqual(lines);
        const read = await duckRows(file);
        expect(read.map((row) => row.map((field) => field ?? ""))).toEqual(fields);
      }),
      { numRuns: 100 },
    );
  });

  it("loses exactly the lines that were damaged", async () => {
    const damaged = fc.tuple(
      fc.array(fc.constantFrom("1,2", "3,é", '"4,x",5', '"6\n6",7', ",", "\n"), { maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(20), fc.constantFrom("ragged", "1,2,3", '"a"b,c', "x\0,y")), { maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async ([good, bad]) => {
        const lines: string[] = [...good];
        for (const [at, text] of bad) lines.splice(at, 0, text);
        const file = folder.scan(
          `a,b\n${lines.map((text) => (text === "\n" ? "\n" : `${text}\n`)).join("")}`,
        );
        expect(file.records).toBe(good.filter((text) => text !== "\n").length);
        expect(rejected(file).map(([, , text]) => text)).toEqual(
          lines.filter((text) => bad.some(([, other]) => other === text)),
        );
        expect((await duckRows(file)).length).toBe(file.records);
      }),
      { numRuns: 40 },
    );
  });
});
