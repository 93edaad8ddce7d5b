import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../tools/command.js";
import { startServer, type Started } from "./support/startServer.js";

/** Every curl of docs/api.md, with what stands on the lines that belong to it. */
const examples = [...readFileSync("docs/api.md", "utf8").matchAll(/```sh\n([^`]*)```/g)]
  .flatMap(([, block = ""]) => block.split(/\n(?=curl )/))
  .map((command) => command.trim())
  .filter((command) => command.startsWith("curl "));

const { code: noCurl } = await run(["curl", "--version"], { capture: true });

describe.skipIf(noCurl !== 0)("the examples of docs/api.md", () => {
  let server: Started;
  let port: number;
  beforeAll(async () => {
    server = await startServer();
    await server.app.listen({ port: 0 });
    ({ port } = server.app.server.address() as { port: number });
  });
  afterAll(() => server.stop());

  it("are as many as are shown", () => expect(examples.length).toBe(13));

  it.each(examples)("%s", async (example) => {
    const command = example
      .replaceAll("localhost:8080", `127.0.0.1:${port}`)
      .replaceAll("C000178", "C1")
      .replaceAll("A000178-1", "A1");
    const { code, output } = await run(["bash", "-c", `${command} -w '\\n%{http_code}'`], { capture: true });
    expect(code).toBe(0);
    expect(output.trim().split("\n").at(-1)).toBe("200");
  });
});
