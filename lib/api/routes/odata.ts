import { Type, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Context } from "../context.js";
import type { Bound } from "../odata/filter.js";
import { metadataXml } from "../odata/metadata.js";
import { countSql, pageSql, readQuery, writeAfter } from "../odata/query.js";
import { readTables, type Table } from "../odata/tables.js";
import { Problem } from "../problems.js";
import type { Release } from "../release.js";
import { problemAnswers } from "../schemas.js";

const jsonType = "application/json;odata.metadata=minimal;charset=utf-8";
const tablesOf = new WeakMap<Release, Promise<ReadonlyMap<string, Table>>>();

function tables(release: Release): Promise<ReadonlyMap<string, Table>> {
  let found = tablesOf.get(release);
  if (found === undefined) tablesOf.set(release, (found = readTables(release.warehouse.connection)));
  return found;
}

async function tableNamed(release: Release, name: string): Promise<Table> {
  const found = (await tables(release)).get(name);
  if (found === undefined) throw new Problem("unknown_table", JSON.stringify(name.slice(0, 80)));
  return found;
}

/** Runs a query whose values are bound; what the database does not like is the query's fault, and is said without SQL. */
async function ask(connection: DuckDBConnection, { sql, values }: Bound): Promise<Record<string, unknown>[]> {
  try {
    const reader = await connection.runAndReadAll(sql, [...values] as DuckDBValue[]);
    return reader.getRowObjectsJS();
  } catch {
    throw new Problem("invalid_query", "the values do not fit the columns they are compared with");
  }
}

const plain = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);

/** The star schema and the scores as OData v4, for Excel, Power BI and Tableau. */
export function odataRoutes(app: FastifyInstance, { releases }: Context): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const shared = { tags: ["odata"], security: [{ token: [] }] };
  const config = { scope: "odata" } as const;
  const problems = problemAnswers("no_token", "no_scope", "unknown_table", "invalid_query");
  const content = (type: string) => ({
    200: { description: "OData", content: { [type]: { schema: {} } } },
    ...problems,
  });
  const answer = (reply: FastifyReply, type: string): FastifyReply =>
    reply.header("odata-version", "4.0").type(type);
  const serializerCompiler = () => String;
  const rootOf = ({ protocol, host }: { protocol: string; host: string }): string =>
    `${protocol}://${host}/odata`;

  typed.get(
    "/odata",
    {
      config,
      serializerCompiler,
      schema: { ...shared, summary: "The tables there are", response: content("application/json") },
    },
    (request, reply) =>
      releases.current.use(async (release) =>
        answer(reply, jsonType).send(
          JSON.stringify({
            "@odata.context": `${rootOf(request)}/$metadata`,
            value: [...(await tables(release)).keys()].map((name) => ({
              name,
              kind: "EntitySet",
              url: name,
            })),
          }) as never,
        ),
      ),
  );
  typed.get(
    "/odata/$metadata",
    {
      config,
      serializerCompiler,
      schema: { ...shared, summary: "Tables, columns and types", response: content("application/xml") },
    },
    (_request, reply) =>
      releases.current.use(async (release) =>
        answer(reply, "application/xml").send(metadataXml((await tables(release)).values()) as never),
      ),
  );
  const params = Type.Object({ table: Type.String() });
  typed.get(
    "/odata/:table/$count",
    {
      config,
      serializerCompiler,
      schema: { ...shared, params, summary: "How many rows fit $filter", response: content("text/plain") },
    },
    ({ params: { table }, query }, reply) =>
      releases.current.use(async (release) => {
        const found = await tableNamed(release, table);
        const [row] = await ask(
          release.warehouse.connection,
          countSql(found, readQuery(found, query as Record<string, unknown>)),
        );
        return answer(reply, "text/plain").send(String(plain(row?.n)));
      }),
  );
  typed.get(
    "/odata/:table",
    {
      config,
      serializerCompiler,
      schema: {
        ...shared,
        params,
        summary: "Rows of a table: $select, $filter, $orderby, $top, $count; pages follow @odata.nextLink",
        querystring: Type.Object(
          Object.fromEntries(
            ["$select", "$filter", "$orderby", "$top", "$count", "$format", "$skiptoken"].map((option) => [
              option,
              Type.Optional(Type.String()),
            ]),
          ),
        ),
        response: content("application/json"),
      },
    },
    (request, reply) =>
      releases.current.use(async (release) => {
        const table = await tableNamed(release, request.params.table);
        const options = request.query as Record<string, string>;
        const query = readQuery(table, options);
        const { connection } = release.warehouse;
        const page = pageSql(table, query);
        const rows = await ask(connection, page);
        const isMore = rows.length > page.limit && (query.top === null || query.top > page.limit);
        const kept = rows.slice(0, page.limit);
        const body: Record<string, unknown> = {
          "@odata.context": `${rootOf(request)}/$metadata#${table.name}`,
        };
        if (query.isCounted)
          body["@odata.count"] = plain((await ask(connection, countSql(table, query)))[0]?.n);
        body.value = kept.map((row) =>
          Object.fromEntries(query.columns.map(({ name }) => [name, plain(row[name])])),
        );
        if (isMore) {
          const last = kept[kept.length - 1]!;
          const next = new URLSearchParams(options);
          next.set("$skiptoken", writeAfter(query.order.map((_, index) => plain(last[`order ${index}`]))));
          if (query.top !== null) next.set("$top", String(query.top - page.limit));
          body["@odata.nextLink"] = `${rootOf(request)}/${table.name}?${next.toString()}`;
        }
        return answer(reply, jsonType).send(JSON.stringify(body));
      }),
  );
}
