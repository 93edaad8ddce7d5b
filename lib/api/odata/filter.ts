import { Problem } from "../problems.js";
import type { Column, Edm } from "./tables.js";

/** A piece of SQL with its values, which are bound. */
export interface Bound {
  readonly sql: string;
  readonly values: readonly (string | number | boolean)[];
}

type Kind = "text" | "number" | "boolean" | "date" | "instant" | "null";

interface Term extends Bound {
  readonly kind: Kind;
}

const kindOf: Readonly<Record<Edm, Kind>> = {
  "Edm.String": "text",
  "Edm.Boolean": "boolean",
  "Edm.Int64": "number",
  "Edm.Double": "number",
  "Edm.Decimal": "number",
  "Edm.Date": "date",
  "Edm.DateTimeOffset": "instant",
};

const comparisons: Readonly<Record<string, string>> = {
  eq: "=",
  ne: "<>",
  gt: ">",
  ge: ">=",
  lt: "<",
  le: "<=",
};

/** Functions by name: what they take, what they give, and how they are written. */
const functions: Readonly<
  Record<
    string,
    {
      readonly takes: readonly (readonly Kind[])[];
      readonly gives: Kind;
      readonly sql: (...args: string[]) => string;
    }
  >
> = {
  contains: { takes: [["text"], ["text"]], gives: "boolean", sql: (a, b) => `contains(${a}, ${b})` },
  startswith: { takes: [["text"], ["text"]], gives: "boolean", sql: (a, b) => `starts_with(${a}, ${b})` },
  endswith: { takes: [["text"], ["text"]], gives: "boolean", sql: (a, b) => `ends_with(${a}, ${b})` },
  tolower: { takes: [["text"]], gives: "text", sql: (a) => `lower(${a})` },
  toupper: { takes: [["text"]], gives: "text", sql: (a) => `upper(${a})` },
  length: { takes: [["text"]], gives: "number", sql: (a) => `length(${a})` },
  year: { takes: [["date", "instant"]], gives: "number", sql: (a) => `year(${a})` },
  month: { takes: [["date", "instant"]], gives: "number", sql: (a) => `month(${a})` },
  day: { takes: [["date", "instant"]], gives: "number", sql: (a) => `day(${a})` },
  date: { takes: [["instant", "date"]], gives: "date", sql: (a) => `CAST(${a} AS DATE)` },
};

const longest = 4000;
const deepest = 40;

const tokenPattern =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<instant>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))|(?<date>\d{4}-\d{2}-\d{2})|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_]\w*)|(?<sign>[(),]))/y;

interface Token {
  readonly type: "text" | "instant" | "date" | "number" | "word" | "sign";
  readonly value: string;
  readonly at: number;
}

const refuse = (detail: string): Problem => new Problem("invalid_query", detail);

function tokensOf(filter: string): Token[] {
  if (filter.length > longest) throw refuse(`$filter is longer than ${longest} letters`);
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  const end = filter.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(filter)?.groups;
    if (!groups)
      throw refuse(`$filter, letter ${at + 1}: ${JSON.stringify(filter.slice(at, at + 20))} cannot be read`);
    const [type, value] = Object.entries(groups).find(([, found]) => Boolean(found))!;
    tokens.push({ type: type as Token["type"], value, at });
  }
  return tokens;
}

/**
 * Turns a $filter into SQL whose values are bound and whose names are those of the table's columns.
 *
 * @throws Problem invalid_query saying at which letter, and what was expected
 */
export function filterSql(filter: string, columns: readonly Column[]): Bound {
  const parser = new Parser(tokensOf(filter), new Map(columns.map((column) => [column.name, column])));
  return parser.whole();
}

class Parser {
  #next = 0;
  #depth = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly columns: ReadonlyMap<string, Column>,
  ) {}

  whole(): Bound {
    const found = this.#boolean(this.#or());
    if (this.#peek() !== undefined) throw this.#expected("and, or, or the end");
    return found;
  }

  #peek(): Token | undefined {
    return this.tokens[this.#next];
  }

  #expected(what: string): Problem {
    const token = this.#peek();
    return refuse(
      token === undefined
        ? `$filter ends where ${what} was expected`
        : `$filter, letter ${token.at + 1}: ${what} was expected, not ${JSON.stringify(token.value.slice(0, 40))}`,
    );
  }

  /** Takes the next token if it is this one. */
  #takes(type: Token["type"], value: string): boolean {
    const token = this.#peek();
    if (token?.type !== type || token.value !== value) return false;
    this.#next += 1;
    return true;
  }

  #sign(value: string): void {
    if (!this.#takes("sign", value)) throw this.#expected(value);
  }

  #boolean(term: Term): Term {
    if (term.kind !== "boolean") throw this.#expected("a condition");
    return term;
  }

  #join(word: "or" | "and", operand: () => Term): Term {
    let left = operand();
    while (this.#takes("word", word)) {
      const right = this.#boolean(operand());
      const { sql, values } = this.#boolean(left);
      left = {
        kind: "boolean",
        sql: `(${sql} ${word.toUpperCase()} ${right.sql})`,
        values: [...values, ...right.values],
      };
    }
    return left;
  }

  #or(): Term {
    if (++this.#depth > deepest) throw refuse(`$filter is nested deeper than ${deepest} levels`);
    const found = this.#join("or", () => this.#join("and", () => this.#not()));
    this.#depth -= 1;
    return found;
  }

  #not(): Term {
    if (!this.#takes("word", "not")) return this.#comparison();
    if (++this.#depth > deepest) throw refuse(`$filter is nested deeper than ${deepest} levels`);
    const { sql, values } = this.#boolean(this.#not());
    this.#depth -= 1;
    return { kind: "boolean", sql: `(NOT ${sql})`, values };
  }

  #comparison(): Term {
    const left = this.#primary();
    const token = this.#peek();
    if (token?.type !== "word") return left;
    const sign = Object.hasOwn(comparisons, token.value) ? comparisons[token.value] : undefined;
    if (sign !== undefined) {
      this.#next += 1;
      const right = this.#primary();
      this.#alike(left, right);
      return compare(left, sign, right);
    }
    if (token.value !== "in") return left;
    this.#next += 1;
    this.#sign("(");
    const list: Term[] = [];
    do {
      const each = this.#primary();
      this.#alike(left, each);
      list.push(each);
    } while (this.#takes("sign", ","));
    this.#sign(")");
    return {
      kind: "boolean",
      sql: `(${left.sql} IN (${list.map(({ sql }) => sql).join(", ")}))`,
      values: [...left.values, ...list.flatMap(({ values }) => values)],
    };
  }

  /** Refuses to compare a text with a number; a day and an instant go together. */
  #alike(left: Term, right: Term): void {
    const isTime = (kind: Kind): boolean => kind === "date" || kind === "instant";
    if (left.kind === right.kind || left.kind === "null" || right.kind === "null") return;
    if (isTime(left.kind) && isTime(right.kind)) return;
    throw this.#expected(`a ${left.kind} to compare with, not a ${right.kind},`);
  }

  #primary(): Term {
    const token = this.#peek();
    if (token === undefined) throw this.#expected("a value");
    if (this.#takes("sign", "(")) {
      const inner = this.#or();
      this.#sign(")");
      return inner;
    }
    this.#next += 1;
    switch (token.type) {
      case "text":
        return { kind: "text", sql: "?", values: [token.value.slice(1, -1).replaceAll("''", "'")] };
      case "number":
        return { kind: "number", sql: "CAST(? AS DOUBLE)", values: [Number(token.value)] };
      case "date":
        return { kind: "date", sql: "TRY_CAST(? AS DATE)", values: [token.value] };
      case "instant":
        return { kind: "instant", sql: "TRY_CAST(? AS TIMESTAMP)", values: [utc(token.value)] };
      case "word":
        return this.#word(token);
      case "sign":
        this.#next -= 1;
        throw this.#expected("a value");
    }
  }

  #word({ value }: Token): Term {
    if (value === "null") return { kind: "null", sql: "NULL", values: [] };
    if (value === "true" || value === "false")
      return { kind: "boolean", sql: value.toUpperCase(), values: [] };
    if (this.#peek()?.value === "(" && Object.hasOwn(functions, value)) return this.#call(value);
    const column = this.columns.get(value);
    if (column === undefined) {
      this.#next -= 1;
      throw this.#expected(`a column (${[...this.columns.keys()].join(", ")}) or a function`);
    }
    return { kind: kindOf[column.edm], sql: column.sql, values: [] };
  }

  #call(name: string): Term {
    const { takes, gives, sql } = functions[name]!;
    this.#sign("(");
    const args = takes.map((kinds, index) => {
      if (index > 0) this.#sign(",");
      const arg = this.#primary();
      if (!kinds.includes(arg.kind)) throw this.#expected(`${name} with a ${kinds.join(" or ")}`);
      return arg;
    });
    this.#sign(")");
    return {
      kind: gives,
      sql: sql(...args.map((arg) => arg.sql)),
      values: args.flatMap((arg) => arg.values),
    };
  }
}

function compare(left: Term, sign: string, right: Term): Term {
  const values = [...left.values, ...right.values];
  if (left.kind === "null" || right.kind === "null") {
    const word = sign === "=" ? "IS NOT DISTINCT FROM" : sign === "<>" ? "IS DISTINCT FROM" : null;
    return {
      kind: "boolean",
      sql: word === null ? "FALSE" : `(${left.sql} ${word} ${right.sql})`,
      values: word === null ? [] : values,
    };
  }
  return { kind: "boolean", sql: `(${left.sql} ${sign} ${right.sql})`, values };
}

/** An instant with an offset as one in UTC without. */
function utc(value: string): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw refuse(`${JSON.stringify(value)} is no instant`);
  return date.toISOString().slice(0, -1);
}
