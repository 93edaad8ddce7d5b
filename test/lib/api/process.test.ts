import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { auditFiles } from "../../../lib/api/audit/auditFiles.js";
import { warehouseFile } from "../../../lib/warehouse/open.js";
import { run } from "../../tools/command.js";
import { apiCommand, startApi, type Answered, type ApiProcess } from "./support/apiProcess.js";
import { writeTinyBank } from "./support/tinyBank.js";

let data: string;
let started: ApiProcess[];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "api-process-"));
  started = [];
  await writeTinyBank(data);
});
afterEach(async () => {
  await Promise.all(started.map((api) => api.stop("SIGKILL")));
  await rm(data, { recursive: true, force: true });
});

const start = async (...parameters: Parameters<typeof startApi>): Promise<ApiProcess> => {
  const api = await startApi(...parameters);
  started.push(api);
  return api;
};

const client = { client_id: "C1" };
const folder = (): string => join(data, "api/audit");
const loggedRequests = (): Set<string> =>
  new Set(
    auditFiles(folder())
      .flatMap((file) => readFileSync(file, "utf8").trimEnd().split("\n"))
      .map((line) => (JSON.parse(line) as { request: string }).request),
  );

/** Asks until it gets the answer wanted, for as long as a change may take to be noticed. */
async function eventually(ask: () => Promise<Answered>, status: number): Promise<Answered> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (answer.status === status || tries > 100) return answer;
    await sleep(100);
  }
}

/** Asks again and again, several at a time, until the process is gone; what was answered. */
async function askUntilGone(api: ApiProcess, afterAnswers: number, end: () => void): Promise<Answered[]> {
  const answers: Answered[] = [];
  const asking = async (): Promise<void> => {
    for (;;) {
      const answer = await api.post("/score_default", client).catch(() => null);
      if (answer === null) return;
      answers.push(answer);
      if (answers.length === afterAnswers) end();
    }
  };
  await Promise.all(Array.from({ length: 8 }, asking));
  return answers;
}

describe("npm run api", { timeout: 120_000 }, () => {
  it("says so and ends where it cannot listen", async () => {
    const { origin } = await start(data);
    const other = await mkdtemp(join(tmpdir(), "api-process-"));
    try {
      const ending = startApi(other, { args: ["--port", new URL(origin).port] });
      await expect(ending).rejects.toThrow(/EADDRINUSE/);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it("has a line in the log for each answer, also after a kill in the middle of writing, and goes on", async () => {
    const first = await start(data);
    const answers = await askUntilGone(first, 300, () => void first.child.kill("SIGKILL"));
    expect(answers.length).toBeGreaterThanOrEqual(300);
    const second = await start(data);
    expect((await second.post("/score_default", client)).status).toBe(200);
    await second.stop();
    const logged = loggedRequests();
    expect(answers.filter(({ body }) => !logged.has(body.request_id as string))).toEqual([]);
    const { code, output } = await apiCommand("audit", "verify", "--data", data);
    expect([code, output]).toEqual([0, expect.stringMatching(/none changed or missing/)]);
  });

  it("answers what is under way before it stops, and ends by itself", async () => {
    const api = await start(data);
    const ended = new Promise((resolve) => api.child.once("exit", resolve));
    const answers = await askUntilGone(api, 200, () => void api.child.kill("SIGTERM"));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await ended).toBe(0);
    expect(loggedRequests().size).toBe(answers.length);
  });

  it("stops scoring when the disk is full, leaves the log whole, and goes on when there is room", async () => {
    const api = await start(data, { fileBlocks: 64 });
    const statuses: number[] = [];
    for (let asked = 0; asked < 400 && statuses.at(-1) !== 503; asked++)
      statuses.push((await api.post("/score_default", { records: [client, client] })).status);
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
    const refused = await api.post("/score_default", client);
    // One line may still fit where two did not.
    const last =
      refused.status === 200 ? await eventually(() => api.post("/score_default", client), 503) : refused;
    expect([last.status, last.body.code]).toEqual([503, "audit_unwritable"]);
    expect(last.headers.get("retry-after")).toBe("1");
    expect(last.body).not.toHaveProperty("score");
    expect((await api.get("/healthz")).status).toBe(200);
    const verify = (): Promise<{ code: number; output: string }> =>
      apiCommand("audit", "verify", "--data", data);
    expect((await verify()).output).toMatch(/none changed or missing/);
    const { code } = await run(["prlimit", "--pid", String(api.child.pid), "--fsize=unlimited"], {
      capture: true,
    });
    if (code === 0) {
      expect((await api.post("/score_default", client)).status).toBe(200);
      expect((await verify()).output).toMatch(/none changed or missing/);
    }
  });

  it("keeps a second one from the same log", async () => {
    await start(data);
    await expect(startApi(data)).rejects.toThrow(/writes here already/);
  });

  it("is not ready without a warehouse, becomes so when one is published, and stays so when a broken one is", async () => {
    await rm(join(data, warehouseFile));
    const api = await start(data);
    expect((await api.get("/readyz")).body).toMatchObject({ code: "not_ready" });
    expect((await api.post("/score_default", client)).body).toMatchObject({ code: "not_ready" });
    await writeTinyBank(data, "second");
    expect((await eventually(() => api.get("/readyz"), 200)).body).toMatchObject({ run: "second" });
    writeFileSync(join(data, warehouseFile), "this is no database");
    await sleep(2500);
    expect((await api.post("/score_default", client)).status).toBe(200);
  });

  it("does not listen to others without tokens; tokens work as soon as they are made, and none is not all", async () => {
    await expect(startApi(data, { args: ["--host", "0.0.0.0"] })).rejects.toThrow(
      /this?.* machine only|own machine only/,
    );
    const api = await start(data);
    expect((await api.post("/score_default", client)).status).toBe(200);
    const made = await apiCommand(
      "token",
      "add",
      "--label",
      "desk",
      "--scopes",
      "score,read",
      "--data",
      data,
    );
    const secret = /^dh_\S+$/m.exec(made.output)![0];
    const authorization = `Bearer ${secret}`;
    expect((await eventually(() => api.post("/score_default", client), 401)).body).toMatchObject({
      code: "no_token",
    });
    expect((await api.post("/score_default", client, { authorization })).status).toBe(200);
    expect((await api.get("/odata", { authorization })).body).toMatchObject({ code: "no_scope" });
    const listed = await apiCommand("token", "list", "--data", data);
    const [, id = ""] = /^(\S+) {2}score,read/m.exec(listed.output) ?? [];
    expect(listed.output).not.toContain(secret);
    expect(readFileSync(join(data, "api/tokens.json"), "utf8")).not.toContain(secret);
    await apiCommand("token", "remove", id, "--data", data);
    expect(
      (await eventually(() => api.post("/score_default", client, { authorization }), 401)).body,
    ).toMatchObject({
      code: "bad_token",
    });
    expect((await api.post("/score_default", client)).status).toBe(401);
  });

  it("keeps its tokens when their file is spoilt", async () => {
    const { output } = await apiCommand("token", "add", "--label", "desk", "--data", data);
    const authorization = `Bearer ${/^dh_\S+$/m.exec(output)![0]}`;
    const api = await start(data);
    writeFileSync(join(data, "api/tokens.json"), '{"tokens": [{"id": 1}]}');
    await sleep(1500);
    expect((await api.post("/score_default", client, { authorization })).status).toBe(200);
    expect((await api.post("/score_default", client)).status).toBe(401);
  });

  it("refuses at once what is more than it may work on", async () => {
    const api = await start(data, { args: ["--most", "1"] });
    const { hostname, port } = new URL(api.origin);
    // A request whose body does not come is under way until it is given up.
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write(
      `POST /score_default HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`,
    );
    const refused = await eventually(() => api.get("/healthz"), 503);
    expect(refused.body).toMatchObject({ code: "busy" });
    expect(refused.headers.get("retry-after")).toBe("1");
    socket.destroy();
    expect((await eventually(() => api.get("/healthz"), 200)).status).toBe(200);
  });
});
