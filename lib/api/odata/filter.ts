import type { Bound } from "../release/readers.js";
import { compare, comparisons, functions, kindOf, utc, type Kind, type Term } from "./filterTerms.js";
import { refuse, tokensOf, type Token } from "./filterTokens.js";
import type { Column } from "./tables.js";
import type { Problem } from "../problems.js";

const deepest = 40;

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
