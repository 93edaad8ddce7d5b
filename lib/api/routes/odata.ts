import { Type, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { closest } from "fastest-levenshtein";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { metadataXml } from "../odata/metadata.js";
import { countSql, pageSql, writeAfter } from "../odata/page.js";
import { options, readQuery, type Query } from "../odata/query.js";
import type { Table } from "../odata/tables.js";
import { Problem } from "../problems.js";
import type { Release } from "../release/release.js";
import { refusals } from "../schemas.js";

const jsonType = "application/json;odata.metadata=minimal;charset=utf-8";

function tableNamed({ tables }: Release, name: string): Table {
  const found = tables.get(name);
  if (found !== undefined) return found;
  const asked = name.slice(0, 80);
  const nearest = closest(asked, [...tables.keys()]);
  throw new Problem("unknown_table", `${JSON.stringify(asked)}; the nearest that is known is ${nearest}`);
}

/** How many rows fit a query's filter. */
async function count({ readers }: Release, table: Table, query: Query): Promise<number> {
  const [row] = await readers.rows(countSql(table, query));
  return row!.n as number;
}

/**
 * A page of rows, and where the next one is.
 *
 * @param root address of the service
 * @param asked the options as they were sent
 */
async function pageOf(release: Release, table: Table, asked: Readonly<Record<string, string>>, root: string) {
  const query = readQuery(table, asked);
  const page = pageSql(table, query);
  const rows = await release.readers.rows(page);
  const body: Record<string, unknown> = { "@odata.context": `${root}/$metadata#${table.name}` };
  if (query.isCounted) body["@odata.count"] = await count(release, table, query);
  const kept = rows.slice(0, page.limit);
  body.value = kept.map((row) => Object.fromEntries(query.columns.map(({ name }) => [name, row[name]])));
  const last = kept.at(-1);
  if (last !== undefined && rows.length > page.limit && (query.top === null || query.top > page.limit)) {
    const next = new URLSearchParams(asked);
    next.delete("$skip");
    next.set("$skiptoken", writeAfter(query.order.map((_, index) => last[`order ${index}`])));
    if (query.top !== null) next.set("$top", String(query.top - page.limit));
    body["@odata.nextLink"] = `${root}/${table.name}?${next.toString()}`;
  }
  return body;
}

/** The star schema and the scores as OData v4, for Excel, Power BI and Tableau. */
export function odataRoutes(app: FastifyInstance, { releases }: Context): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const problems = refusals("no_token", "no_scope", "wrong_host", "unknown_table", "invalid_query");
  const shared = (summary: string, type: string) => ({
    tags: ["odata"],
    security: [{ bearer: [] }, { basic: [] }],
    summary,
    response: { 200: { description: "OData", content: { [type]: { schema: {} } } }, ...problems },
  });
  const common = { config: { scope: "odata" }, serializerCompiler: () => String } as const;
  const send = (reply: FastifyReply, type: string, content: string): FastifyReply =>
    reply.header("odata-version", "4.0").type(type).send(content);
  const rootOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}/odata`;

  app.get(
    "/odata",
    { ...common, schema: shared("The tables there are", "application/json") },
    (request, reply) => {
      const value = [...releases.current.tables.keys()].map((name) => ({
        name,
        kind: "EntitySet",
        url: name,
      }));
      const body = { "@odata.context": `${rootOf(request)}/$metadata`, value };
      return send(reply, jsonType, JSON.stringify(body));
    },
  );
  app.get(
    "/odata/$metadata",
    { ...common, schema: shared("Tables, columns and types", "application/xml") },
    (_request, reply) => send(reply, "application/xml", metadataXml(releases.current.tables.values())),
  );
  const params = Type.Object({ table: Type.String() });
  const optional = (names: readonly string[]) =>
    Type.Object(Object.fromEntries(names.map((name) => [name, Type.Optional(Type.String())])));
  typed.get(
    "/odata/:table/$count",
    {
      ...common,
      schema: {
        ...shared("How many rows fit $filter", "text/plain"),
        params,
        querystring: optional(["$filter"]),
      },
    },
    ({ params: { table }, query }, reply) =>
      releases.current.use(async (release) => {
        const found = tableNamed(release, table);
        return send(reply, "text/plain", String(await count(release, found, readQuery(found, query))));
      }),
  );
  typed.get(
    "/odata/:table",
    {
      ...common,
      schema: {
        ...shared("Rows of a table; pages follow @odata.nextLink", "application/json"),
        params,
        querystring: optional(options),
      },
    },
    (request, reply) =>
      releases.current.use(async (release) => {
        const table = tableNamed(release, request.params.table);
        const asked = request.query as Record<string, string>;
        return send(reply, jsonType, JSON.stringify(await pageOf(release, table, asked, rootOf(request))));
      }),
  );
}
