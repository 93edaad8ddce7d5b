import { request as httpRequest } from "node:http";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../../lib/api/audit/verifyAudit.js";
import { pageSql, writeAfter } from "../../../lib/api/odata/page.js";
import { readQuery } from "../../../lib/api/odata/query.js";
import { problems } from "../../../lib/api/problems.js";
import { warehouseFile } from "../../../lib/warehouse/open.js";
import { startServer, type Started } from "./support/startServer.js";
import { writeTinyBank } from "./support/tinyBank.js";

let server: Started;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

describe("POST /score_default", () => {
  it("answers by client with points, probability, band, reasons and where they come from", async () => {
    const answer = await server.post("/score_default", { client_id: "C2" });
    expect(answer.statusCode).toBe(200);
    const { version, request_id: id, probability, ...rest } = answer.json<Record<string, unknown>>();
    // Odds of 50 / 4 to 1.
    expect(probability).toBeCloseTo(1 / 13.5, 12);
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(id).toMatch(/-1$/);
    expect(rest).toEqual({
      model: "default",
      as_of: "2026-06-30",
      client_id: "C2",
      score: 560,
      points: 560,
      band: "E",
      reasons: [{ feature: "behind_count", words: "2 instalments behind on the loan", effect: 80 }],
    });
  });

  it("answers by account as by its client", async () => {
    const [byAccount, byClient] = await Promise.all([
      server.post("/score_default", { account_id: "A2" }),
      server.post("/score_default", { client_id: "C1" }),
    ]);
    expect(byAccount.json()).toMatchObject({ account_id: "A2", score: 640 });
    expect(byClient.json()).toMatchObject({ client_id: "C1", score: 640, reasons: [] });
  });

  it("scores attributes as it scores the client who has them, missing ones as the model says", async () => {
    const scoreOf = async (attributes: object): Promise<unknown> =>
      (await server.post("/score_default", { attributes })).json<{ score: unknown }>().score;
    expect(await scoreOf({ behind_count: 2 })).toBe(560);
    expect(await scoreOf({ behind_count: null })).toBe(600);
    expect(await scoreOf({ behind_count: false })).toBe(640);
  });

  it("answers a batch record by record: a bad one does not spoil the others", async () => {
    const answer = await server.post("/score_default", {
      records: [
        { client_id: "C1" },
        { client_id: "nobody" },
        { attributes: { behind: 1 } },
        { attributes: { behind_count: "x" } },
        { account_id: "A3" },
      ],
    });
    expect(answer.statusCode).toBe(200);
    const { results } = answer.json<{
      results: { score?: number; error?: { code: string; detail: string } }[];
    }>();
    expect(results.map(({ score, error }) => score ?? error?.code)).toEqual([
      640,
      "unknown_id",
      "unknown_attribute",
      "wrong_attribute",
      560,
    ]);
    expect(results[2]!.error!.detail).toMatch(/nearest that is known is behind_count/);
  });

  it("knows nobody who is not in the latest snapshot", async () => {
    expect((await server.post("/score_default", { client_id: "C3" })).json()).toMatchObject({
      code: "unknown_id",
    });
  });
});

describe("POST /predict_churn and /detect_anomaly", () => {
  it("gives the probability of leaving and what speaks for it", async () => {
    const stays = (await server.post("/predict_churn", { client_id: "C1" })).json<{ probability: number }>();
    expect(stays.probability).toBeCloseTo(1 / (1 + Math.exp(3)), 12);
    const leaves = (await server.post("/predict_churn", { client_id: "C2" })).json<{
      probability: number;
      reasons: object[];
    }>();
    expect(leaves.probability).toBeCloseTo(1 / (1 + Math.exp(1)), 12);
    // The expected margin is -2 + (3 · -1 + 1 · 1) / 4 = -2.5, this one's is -1.
    expect(leaves.reasons).toEqual([
      { feature: "days_since_act", words: expect.stringContaining("60") as string, effect: 1.5 },
    ]);
  });

  it("says of a movement how odd it is, where it stands among all, and whether it is an alert", async () => {
    // One split of c(4) = 1.8333 expected ones, as in the docstring of averagePathLength.
    const odd = 2 ** (-1 / (2 * (1 + 1 / 2 + 1 / 3) - 1.5));
    const latest = (await server.post("/detect_anomaly", { client_id: "C1" })).json<
      Record<string, unknown>
    >();
    expect(latest).toMatchObject({
      transaction_id: "T2",
      percentile: 0.75,
      is_alert: true,
      one_in: 2,
      probability: null,
    });
    expect(latest.score).toBeCloseTo(odd, 12);
    const same = await server.post("/detect_anomaly", { attributes: { amount_above: 5 } });
    expect(same.json()).toMatchObject({ score: latest.score });
    const first = await server.post("/detect_anomaly", { transaction_id: "T1" });
    expect(first.json()).toMatchObject({ percentile: 0, is_alert: false, reasons: [] });
    // The answer is put together as text: a field must not be in it twice, which reading it would not show.
    expect(first.body.match(/"transaction_id"/g)).toHaveLength(1);
    expect((await server.post("/detect_anomaly", { account_id: "A3" })).json()).toMatchObject({
      transaction_id: "T3",
    });
    expect((await server.post("/detect_anomaly", { transaction_id: "T9" })).statusCode).toBe(404);
  });
});

describe("bad input", () => {
  const cases: readonly (readonly [name: string, body: string, status: number, code: string])[] = [
    ["malformed JSON", '{"client_id":', 400, "malformed_json"],
    ["no body", "", 400, "malformed_json"],
    ["NaN", '{"attributes":{"behind_count":NaN}}', 400, "malformed_json"],
    ["a number too large for any", '{"attributes":{"behind_count":1e999}}', 400, "invalid_request"],
    ["a text for a number", '{"attributes":{"behind_count":"2"}}', 422, "wrong_attribute"],
    ["an unknown attribute", '{"attributes":{"gender":1}}', 422, "unknown_attribute"],
    ["an unknown field", '{"client":"C1"}', 400, "invalid_request"],
    ["two subjects", '{"client_id":"C1","account_id":"A1"}', 400, "invalid_request"],
    ["no subject", "{}", 400, "invalid_request"],
    ["a number for an id", '{"client_id":1}', 400, "invalid_request"],
    ["a list", "[]", 400, "invalid_request"],
    ["null", "null", 400, "invalid_request"],
    ["no records", '{"records":[]}', 400, "invalid_request"],
    [
      "1,001 records",
      `{"records":[${Array(1001).fill('{"client_id":"C1"}').join(",")}]}`,
      400,
      "invalid_request",
    ],
    ["a nested attribute", '{"attributes":{"behind_count":[1]}}', 400, "invalid_request"],
    ["deep nesting", `{"attributes":${"[".repeat(1000)}${"]".repeat(1000)}}`, 400, "too_deep"],
    ["a prototype", '{"__proto__":{"client_id":"C1"}}', 400, "malformed_json"],
    ["a constructor", '{"attributes":{"constructor":{"prototype":{}}}}', 400, "malformed_json"],
    ["an inherited name", '{"attributes":{"toString":1}}', 422, "unknown_attribute"],
    ["10 MB", `{"client_id":"${"x".repeat(10 * 1024 * 1024)}"}`, 413, "too_large"],
    [
      "SQL as an id",
      JSON.stringify({ client_id: "C1' OR 1=1; DROP TABLE models.churn; --" }),
      404,
      "unknown_id",
    ],
    ["an id that is inherited", '{"client_id":"__proto__"}', 404, "unknown_id"],
  ];
  it.each(cases)("%s", async (_name, body, status, code) => {
    for (const path of ["/score_default", "/detect_anomaly"]) {
      const answer = await server.post(
        path,
        body.replaceAll("behind_count", path === "/score_default" ? "behind_count" : "amount_above"),
      );
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
      expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
      expect(answer.body).not.toMatch(/SELECT|stack|node_modules|\.ts/);
    }
  });

  it.each([
    ['{"client":"C1"}', 'the body has "client", which is not known; the nearest that is known is client_id'],
    [
      '{"records":[{"client_id":"C1"},{"id":1}]}',
      'records[1] has "id", which is not known; the nearest that is known is client_id',
    ],
    ["{}", "the body has 0 fields; one of client_id, account_id, attributes or records was expected"],
    [
      '{"client_id":"C1","attributes":{"behind_count":1}}',
      "the body has 2 fields; one of client_id, account_id, attributes or records was expected",
    ],
    ['{"client_id":1}', "client_id is 1; a text was expected"],
    ['{"client_id":""}', "client_id has 0 letters; at least 1 was expected"],
    [
      '{"attributes":{"behind_count":1e999}}',
      "attributes.behind_count is Infinity; a finite number, a text, true or false or null was expected",
    ],
    [
      '{"records":[{"attributes":{"behind_count":[1]}}]}',
      "records[0].attributes.behind_count is a list; a finite number, a text, true or false or null was expected",
    ],
    ['{"attributes":{}}', "attributes has 0 fields; at least 1 was expected"],
    ['{"records":[]}', "records has 0 entries; at least 1 was expected"],
    ["[1]", "the body is a list; an object was expected"],
    ["", "there is none"],
    ['{"a":NaN}', /^Unexpected token/],
    ['{"__proto__":{}}', "it has a key that reaches for a prototype"],
  ])("says what is wrong with %s", async (body, detail) => {
    const answer = await server.post("/score_default", body);
    expect(answer.statusCode).toBe(400);
    const said = answer.json<{ detail: string }>().detail;
    if (typeof detail === "string") expect(said).toBe(detail);
    else expect(said).toMatch(detail);
  });

  it.each([
    ["wrong content type", { "content-type": "text/plain" }, 415],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ])("%s", async (_name, headers, status) => {
    expect((await server.post("/score_default", "client_id=C1", headers)).statusCode).toBe(status);
  });

  it("has a problem document for a path and a method that are not there", async () => {
    expect((await server.get("/nothing")).json()).toMatchObject({ code: "unknown_path", status: 404 });
    const get = await server.get("/score_default");
    expect([get.statusCode, get.headers.allow]).toEqual([405, "POST"]);
    expect((await server.get("/models/loan")).json()).toMatchObject({ code: "unknown_model" });
  });

  const huge = [1.7e308, -1.7e308, 5e-324, -0, 2 ** 53 + 2];
  it.each(huge)("gives a finite score for %d", async (value) => {
    for (const [path, name] of [
      ["/score_default", "behind_count"],
      ["/predict_churn", "days_since_act"],
      ["/detect_anomaly", "amount_above"],
    ] as const) {
      const answer = await server.post(path, { attributes: { [name]: value } });
      expect(answer.statusCode).toBe(200);
      expect(Number.isFinite(answer.json<{ score: number }>().score)).toBe(true);
    }
  });

  const injections = [
    "' OR '1'='1",
    "'; DROP TABLE models.churn; --",
    "\"; COPY marts.dim_clients TO '/tmp/x'; --",
    "C1' UNION SELECT name FROM marts.dim_clients --",
    "$1); ATTACH '/etc/passwd' AS p; --",
    "${1}\u0000%s%n",
  ];
  it.each(injections)("takes SQL in every string as what it is: %s", async (sql) => {
    const posts = ["/score_default", "/predict_churn", "/detect_anomaly"].flatMap((path) =>
      [
        { client_id: sql },
        { account_id: sql },
        { [path === "/detect_anomaly" ? "transaction_id" : "client_id"]: sql },
        { attributes: { [sql]: 1 } },
        { attributes: { behind_count: sql } },
        { [sql]: "C1" },
      ].map((body) => server.post(path, body)),
    );
    const encoded = encodeURIComponent(sql);
    const options = [
      "$filter",
      "$select",
      "$orderby",
      "$top",
      "$skip",
      "$count",
      "$skiptoken",
      "$format",
      encoded,
    ];
    const quoted = encodeURIComponent(`client_id eq '${sql.replaceAll("'", "''")}'`);
    const gets = [
      `/models/${encoded}`,
      `/models/${encoded}/schema`,
      `/odata/${encoded}`,
      `/odata/${encoded}/$count`,
      ...options.map((option) => `/odata/dim_clients?${option}=${encoded}`),
    ].map((path) => server.get(path));
    for (const answer of await Promise.all([...posts, ...gets])) {
      expect([400, 404, 422]).toContain(answer.statusCode);
      expect(answer.body).not.toMatch(/Binder|Parser Error|Catalog|Ann Ample/);
    }
    // As a value it is compared with, and nobody is called that.
    const compared = await server.get(`/odata/dim_clients?$filter=${quoted}`);
    expect(compared.json()).toMatchObject({ value: [] });
    expect((await server.get("/odata/dim_clients/$count")).body).toBe("2");
    expect((await server.post("/predict_churn", { client_id: "C1" })).statusCode).toBe(200);
  });

  it(
    "puts an end to requests that arrive letter by letter, and answers others meanwhile",
    { timeout: 40_000 },
    async () => {
      await server.app.listen({ port: 0 });
      const { port } = server.app.server.address() as { port: number };
      const head = "POST /score_default HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
      const ends = [`${head}Content-Length: 100\r\n\r\n`, head].map((begin) => {
        const socket = connect(port, "127.0.0.1");
        let said = "";
        const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(said)));
        socket.on("error", () => undefined).on("data", (piece: Buffer) => (said += piece.toString()));
        socket.write(begin);
        const drip = setInterval(() => socket.write("x"), 500);
        return closed.finally(() => clearInterval(drip));
      });
      const answer = await new Promise<number>((resolve, reject) => {
        httpRequest({ port, path: "/healthz" }, (response) => resolve(response.statusCode ?? 0))
          .on("error", reject)
          .end();
      });
      expect(answer).toBe(200);
      for (const said of await Promise.all(ends))
        expect(said).toMatch(/^HTTP\/1\.1 408 [^]*"code":"too_slow"/);
    },
  );

  it("has a problem document for what is no HTTP, and for headers without end", async () => {
    await server.app.listen({ port: 0 });
    const { port } = server.app.server.address() as { port: number };
    const say = (text: string): Promise<string> =>
      new Promise((resolve) => {
        let said = "";
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        socket.on("error", () => undefined).on("data", (piece: Buffer) => (said += piece.toString()));
        socket.once("close", () => resolve(said));
      });
    expect(await say("hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 [^]*"code":"bad_http"/);
    const long = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`;
    expect(await say(long)).toMatch(/^HTTP\/1\.1 431 [^]*"code":"headers_too_large"/);
  });
});

describe("tokens", () => {
  const body = { client_id: "C1" };
  const code = async (headers: Record<string, string>, path = "/score_default"): Promise<unknown> =>
    (path === "/score_default"
      ? await server.post(path, body, headers)
      : await server.get(path, headers)
    ).json<{ code?: string }>().code;

  it("lets in who has the scope, and says why others are not", async () => {
    const granted = server.grant(["score"]);
    expect(await code(granted)).toBeUndefined();
    expect(await code({})).toBe("no_token");
    expect(await code({ authorization: "Digest abc" })).toBe("no_token");
    expect(await code({ authorization: "Basic abc" })).toBe("bad_token");
    const basic = (password: string) => ({
      authorization: `Basic ${Buffer.from(`anybody:${password}`).toString("base64")}`,
    });
    expect(await code(basic(granted.authorization.slice("Bearer ".length)))).toBeUndefined();
    expect(await code(basic("dh_wrong"))).toBe("bad_token");
    expect(await code({ authorization: "Bearer dh_wrong" })).toBe("bad_token");
    expect(await code({ authorization: `${granted.authorization}x` })).toBe("bad_token");
    expect(await code(granted, "/models")).toBe("no_scope");
    expect(await code(granted, "/odata")).toBe("no_scope");
    expect((await server.get("/healthz")).statusCode).toBe(200);
    expect((await server.get("/readyz")).statusCode).toBe(200);
  });

  it("forgets a token on the second that it ends, and when it is taken away", async () => {
    expect(await code(server.grant(["score"], 0))).toBe("bad_token");
    const old = server.grant(["score"]);
    expect(await code(old)).toBeUndefined();
    server.grant(["score"]);
    expect(await code(old)).toBe("bad_token");
  });

  it("without tokens answers to the names of its own machine only", async () => {
    expect(await code({ host: "127.0.0.1:8080" })).toBeUndefined();
    expect(await code({ host: "elsewhere.example" })).toBe("wrong_host");
    expect(await code({ host: "elsewhere.example" }, "/models")).toBe("wrong_host");
    expect(await code({ ...server.grant(["score"]), host: "elsewhere.example" })).toBeUndefined();
  });

  it("limits the rate by token", async () => {
    const limited = await startServer({ server: { requestsPerMinute: 2 } });
    const headers = limited.grant(["score"]);
    const statuses = [];
    for (let index = 0; index < 3; index++)
      statuses.push((await limited.post("/score_default", body, headers)).statusCode);
    const last = await limited.post("/score_default", body, headers);
    expect([...statuses, last.json<{ code: string }>().code]).toEqual([200, 200, 429, "too_many"]);
    expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
    await limited.stop();
  });
});

describe("releases", () => {
  it("is not ready, and scores nothing, without a warehouse", async () => {
    const bare = await startServer({ bank: false });
    expect((await bare.get("/readyz")).json()).toMatchObject({ status: 503, code: "not_ready" });
    expect((await bare.post("/score_default", { client_id: "C1" })).statusCode).toBe(503);
    expect((await bare.get("/healthz")).statusCode).toBe(200);
    await writeTinyBank(bare.data);
    await bare.releases.refresh();
    expect((await bare.get("/readyz")).json()).toMatchObject({ run: "first" });
    await bare.stop();
  });

  it("switches to a newly published warehouse while requests are under way, and none fails", async () => {
    const runs = new Set<string>();
    let isOver = false;
    const ask = async (): Promise<void> => {
      while (!isOver) {
        const [score, ready, page] = await Promise.all([
          server.post("/score_default", { client_id: "C2" }),
          server.get("/readyz"),
          server.get("/odata/dim_accounts"),
        ]);
        expect([score.statusCode, ready.statusCode, page.statusCode]).toEqual([200, 200, 200]);
        runs.add(ready.json<{ run: string }>().run);
      }
    };
    const asking = [ask(), ask(), ask()];
    for (const run of ["second", "third"]) {
      await writeTinyBank(server.data, run);
      await server.releases.refresh();
      await sleep(100);
    }
    isOver = true;
    await Promise.all(asking);
    expect([...runs].at(-1)).toBe("third");
  });

  it("stays with the last good one when a broken file is published", async () => {
    writeFileSync(join(server.data, warehouseFile), "this is no database");
    await server.releases.refresh();
    expect((await server.post("/score_default", { client_id: "C1" })).statusCode).toBe(200);
    await writeTinyBank(server.data, "repaired");
    await server.releases.refresh();
    expect((await server.get("/readyz")).json()).toMatchObject({ run: "repaired" });
  });
});

describe("audit", () => {
  it("has a line for each decision, with who asked, of what model, and why; none for a refusal", async () => {
    const headers = server.grant(["score"]);
    await server.post(
      "/score_default",
      { records: [{ client_id: "C1" }, { client_id: "nobody" }, { account_id: "A3" }] },
      headers,
    );
    await server.post("/predict_churn", { attributes: { days_since_act: 60 } }, headers);
    await server.post("/predict_churn", { attributes: { nonsense: 60 } }, headers);
    expect(await verifyAudit(join(server.data, "api/audit"))).toMatchObject({ lines: 3, problem: null });
  });

  it("stops scoring when it cannot be written", async () => {
    await server.audit.close();
    const answer = await server.post("/score_default", { client_id: "C1" });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, "audit_unwritable"]);
    expect(answer.headers["retry-after"]).toBeDefined();
    expect(answer.body).not.toContain("640");
  });
});

describe("OData", () => {
  it("lists its tables, and describes them without the columns that name people", async () => {
    const tables = (await server.get("/odata"))
      .json<{ value: { name: string }[] }>()
      .value.map(({ name }) => name);
    expect(tables).toContain("dim_clients");
    const metadata = (await server.get("/odata/$metadata")).body;
    expect(metadata).toContain('<Property Name="segment" Type="Edm.String"/>');
    expect(metadata).not.toMatch(/Name="(?:name|birth_date)"/);
  });

  it("selects, filters, orders, counts, and shows days and numbers as JSON has them", async () => {
    const answer = await server.get(
      `/odata/dim_accounts?${new URLSearchParams({ $filter: "client_id eq 'C1'", $orderby: "opened_date desc", $count: "true", $select: "account_id,opened_date,credit_limit_amount" }).toString()}`,
    );
    expect(answer.headers["odata-version"]).toBe("4.0");
    expect(answer.json()).toMatchObject({
      "@odata.count": 2,
      value: [
        { account_id: "A2", opened_date: "2020-02-01", credit_limit_amount: 100.5 },
        { account_id: "A1", opened_date: "2020-01-01", credit_limit_amount: null },
      ],
    });
    expect((await server.get("/odata/dim_accounts/$count")).body).toBe("3");
  });

  it("pages by key until every row was there once, whichever way and with gaps", async () => {
    for (const order of [
      "",
      "credit_limit_amount",
      "credit_limit_amount desc",
      "client_id desc,opened_date",
    ]) {
      const seen: string[] = [];
      let path: string | undefined =
        `/odata/dim_accounts?$top=3${order === "" ? "" : `&$orderby=${encodeURIComponent(order)}`}`;
      const whole = (await server.get(path))
        .json<{ value: { account_id: string }[] }>()
        .value.map(({ account_id: id }) => id);
      // Pages of one row: the token of each row, as the server would give it after a full page.
      const { readers, tables } = server.releases.current;
      const table = tables.get("dim_accounts")!;
      let token: string | undefined;
      for (let page = 0; page < 4; page++) {
        const query = readQuery(table, {
          ...(order === "" ? {} : { $orderby: order }),
          $top: "1",
          ...(token ? { $skiptoken: token } : {}),
        });
        const [row] = await readers.rows(pageSql(table, query));
        if (row === undefined) break;
        seen.push(row.account_id as string);
        token = writeAfter(query.order.map((_, index) => row[`order ${index}`]));
      }
      expect(seen).toEqual(whole);
      path = undefined;
    }
  });

  it.each([
    ["/odata/secrets", "unknown_table"],
    ["/odata/sqlite_master", "unknown_table"],
    ["/odata/__proto__", "unknown_table"],
    ["/odata/dim_clients?$filter=name eq 'Ann Ample'", "invalid_query"],
    ["/odata/dim_clients?$filter=1 eq 1) UNION SELECT * FROM meta.run --", "invalid_query"],
    ["/odata/dim_clients?$select=client_id,(SELECT 1)", "invalid_query"],
    ["/odata/dim_clients?$orderby=client_id;DROP TABLE x", "invalid_query"],
    ["/odata/dim_clients?$top=-1", "invalid_query"],
    ["/odata/dim_clients?$expand=accounts", "invalid_query"],
    ["/odata/dim_clients?$skiptoken=abc", "invalid_query"],
    ["/odata/dim_clients?$top=1&$top=2", "invalid_request"],
  ])("refuses %s", async (path, code) => {
    const answer = await server.get(encodeURI(path));
    expect(answer.json()).toMatchObject({ code });
    expect(answer.body).not.toMatch(/Binder|Parser Error|Catalog/);
  });

  it("names the table that was meant", async () => {
    expect((await server.get("/odata/dim_client")).json()).toMatchObject({
      code: "unknown_table",
      detail: '"dim_client"; the nearest that is known is dim_clients',
    });
  });

  it("cannot read files or change its configuration", async () => {
    const { connection } = server.releases.current.warehouse;
    await expect(connection.run("SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow(
      /disabled|Permission/i,
    );
    await expect(connection.run("SET enable_external_access = true")).rejects.toThrow(/lock|cannot/i);
    await expect(connection.run("CREATE TABLE marts.x AS SELECT 1")).rejects.toThrow(/read-only/i);
  });
});

describe("what is public", () => {
  it("documents every problem it can answer with", async () => {
    const { paths } = (await server.get("/openapi.json")).json<{
      paths: Record<string, Record<string, { responses: object }>>;
    }>();
    expect(Object.keys(paths).sort()).toEqual([
      "/detect_anomaly",
      "/healthz",
      "/metrics",
      "/models",
      "/models/{name}",
      "/models/{name}/schema",
      "/odata",
      "/odata/$metadata",
      "/odata/{table}",
      "/odata/{table}/$count",
      "/predict_churn",
      "/readyz",
      "/score_default",
    ]);
    const known = new Set<number>(Object.values(problems).map(({ status }) => status));
    for (const methods of Object.values(paths)) {
      for (const { responses } of Object.values(methods)) {
        for (const status of Object.keys(responses))
          expect(status === "200" || known.has(Number(status))).toBe(true);
      }
    }
  });

  it("sends the headers of a service that is not a page, and is closed to other origins", async () => {
    const { headers } = await server.get("/healthz", { origin: "https://elsewhere.example" });
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("shows its documentation from its own files", async () => {
    const { body } = await server.get("/docs/");
    expect(body).not.toMatch(/(?:src|href)="https?:/);
  });

  it("says which models there are, their schema and document", async () => {
    expect((await server.get("/models")).json<{ models: object[] }>().models).toHaveLength(3);
    expect((await server.get("/models/churn/schema")).json()).toMatchObject({
      additionalProperties: false,
      properties: { days_since_act: { type: ["number", "boolean", "null"] } },
    });
    expect((await server.get("/models/churn")).json()).toMatchObject({ document: { name: "churn" } });
    await server.post("/score_default", { client_id: "C1" });
    expect((await server.get("/metrics")).body).toContain(
      'datahub_request_seconds_count{route="/score_default",status="200"} 1',
    );
  });
});
