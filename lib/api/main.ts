import { Command, InvalidArgumentError } from "commander";
import { join } from "node:path";
import { AuditLog, verifyAudit } from "./audit.js";
import { Releases } from "./releases.js";
import { createServer, serverDefaults } from "./server.js";
import { makeToken, readTokens, scopes, TokenStore, writeTokens, type Scope } from "./tokens.js";

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);
const lookMilliseconds = 1000;

const wholeNumber = (value: string): number => {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("a whole number was expected");
  return Number(value);
};

const scopeList = (value: string): Scope[] =>
  value.split(",").map((each) => {
    if (!scopes.includes(each as Scope))
      throw new InvalidArgumentError(`one or more of ${scopes.join(",")} was expected`);
    return each as Scope;
  });

const tokensPath = (data: string): string => join(data, "api/tokens.json");
const auditFolder = (data: string): string => join(data, "api/audit");

interface ServeFlags {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly rate: number;
  readonly log: string;
}

async function serve({ data, host, port, rate, log }: ServeFlags): Promise<void> {
  const tokens = new TokenStore(tokensPath(data));
  if (!loopback.has(host) && tokens.size === 0) {
    throw new Error(
      `--host ${host}: without tokens the API listens to its own machine only.\n  → npm run api -- token add --label NAME`,
    );
  }
  const audit = new AuditLog(auditFolder(data));
  const releases = new Releases(data, (message, detail) => app.log.info(detail, message));
  const app = await createServer(
    { releases, tokens, audit, now: Date.now },
    { ...serverDefaults, logger: { level: log }, requestsPerMinute: rate },
  );
  await releases.refresh();
  const timer = setInterval(() => {
    void releases.refresh();
    tokens.refresh();
  }, lookMilliseconds);
  await app.listen({ host, port });
  const address = app.server.address();
  const actual = typeof address === "object" ? (address?.port ?? port) : port;
  process.stdout.write(
    `Scores of ${data} at http://${host}:${actual}, documentation at /docs; ${tokens.size === 0 ? "no tokens, this machine only" : `${tokens.size} tokens`}\n`,
  );
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await app.close();
    await audit.close();
    releases.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

function createProgram(): Command {
  const program = new Command("npm run api --")
    .description("The scores of the published site over HTTP.")
    .showSuggestionAfterError()
    .showHelpAfterError("Add --help to see the options.")
    .option("--data <dir>", "data folder whose warehouse is served", "data")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on; 0 for any", wholeNumber, 8080)
    .option("--rate <number>", "requests a minute with one token", wholeNumber, 60_000)
    .option("--log <level>", "what is logged: error, warn, info, debug, silent", "info")
    .action(serve);

  const token = program.command("token").description("who may ask: tokens and their scopes");
  const data = ["--data <dir>", "data folder whose tokens these are", "data"] as const;
  token
    .command("add")
    .description("make a token; it is shown once")
    .requiredOption("--label <name>", "whom it is for")
    .option("--scopes <list>", `what it may do, of ${scopes.join(",")}`, scopeList, ["score"])
    .option("--days <number>", "days until it ends", wholeNumber, 90)
    .option(...data)
    .action((flags: { label: string; scopes: Scope[]; days: number; data: string }) => {
      const path = tokensPath(flags.data);
      const made = makeToken(flags, new Date());
      writeTokens(path, [...readTokens(path), made.token]);
      process.stderr.write(
        `Token ${made.token.id} for ${flags.label}: ${flags.scopes.join(", ")}, until ${made.token.expires}. It is not shown again.\n`,
      );
      process.stdout.write(`${made.secret}\n`);
    });
  token
    .command("list")
    .description("tokens that were made")
    .option(...data)
    .action((flags: { data: string }) => {
      for (const { id, label, scopes: granted, expires } of readTokens(tokensPath(flags.data))) {
        process.stdout.write(`${id}  ${granted.join(",")}  until ${expires}  ${label}\n`);
      }
    });
  token
    .command("remove <id>")
    .description("end a token now")
    .option(...data)
    .action((id: string, flags: { data: string }) => {
      const path = tokensPath(flags.data);
      const all = readTokens(path);
      if (!all.some((each) => each.id === id))
        throw new Error(`There is no token ${id}; npm run api -- token list shows them.`);
      writeTokens(
        path,
        all.filter((each) => each.id !== id),
      );
    });
  program
    .command("audit")
    .description("the log of decisions")
    .command("verify")
    .description("say whether a line was changed or is missing")
    .option(...data)
    .action((flags: { data: string }) => {
      const { lines, files, problem } = verifyAudit(auditFolder(flags.data));
      if (problem !== null) throw new Error(`After ${lines} good lines: ${problem}`);
      process.stdout.write(`${lines} lines in ${files} files, none changed or missing\n`);
    });
  return program;
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
