/** `npm run api`: serves the scores, and manages tokens and the audit log. */
import { Command, InvalidArgumentError } from "commander";
import { verifyAudit } from "./audit/verifyAudit.js";
import { auditFolder, serve, tokensPath } from "./serve.js";
import { serverDefaults } from "./server.js";
import {
  makeToken,
  readTokens,
  scopes,
  writeTokens,
  type Scope,
  type TokenWish,
} from "./tokens/tokenFile.js";

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

type WithData = Readonly<{ data: string }>;

const data = ["--data <dir>", "data folder whose scores they are about", "data"] as const;

function addTokenCommands(program: Command): void {
  const token = program.command("token").description("who may ask: tokens and their scopes");
  token
    .command("add")
    .description("make a token; it is shown once")
    .requiredOption("--label <name>", "whom it is for")
    .option("--scopes <list>", `what it may do, of ${scopes.join(",")}`, scopeList, ["score"])
    .option("--days <number>", "days until it ends", wholeNumber, 90)
    .option(...data)
    .action((flags: TokenWish & WithData) => {
      const path = tokensPath(flags.data);
      const made = makeToken(flags, new Date());
      writeTokens(path, [...(readTokens(path) ?? []), made.token]);
      process.stderr.write(
        `Token ${made.token.id} for ${flags.label}: ${flags.scopes.join(", ")}, until ${made.token.expires}. It is not shown again.\n`,
      );
      process.stdout.write(`${made.secret}\n`);
    });
  token
    .command("list")
    .description("tokens that were made")
    .option(...data)
    .action((flags: WithData) => {
      for (const { id, label, scopes: granted, expires } of readTokens(tokensPath(flags.data)) ?? []) {
        process.stdout.write(`${id}  ${granted.join(",")}  until ${expires}  ${label}\n`);
      }
    });
  token
    .command("remove <id>")
    .description("end a token now")
    .option(...data)
    .action((id: string, flags: WithData) => {
      const path = tokensPath(flags.data);
      const all = readTokens(path) ?? [];
      if (!all.some((each) => each.id === id))
        throw new Error(`There is no token ${id}; npm run api -- token list shows them.`);
      writeTokens(
        path,
        all.filter((each) => each.id !== id),
      );
    });
}

function addAuditCommand(program: Command): void {
  program
    .command("audit")
    .description("the log of decisions")
    .command("verify")
    .description("say whether a line was changed or is missing")
    .option(...data)
    .action(async (flags: WithData) => {
      const { lines, files, hash, problem } = await verifyAudit(auditFolder(flags.data));
      if (problem !== null) throw new Error(`After ${lines} good lines: ${problem}`);
      process.stdout.write(
        `${lines} lines in ${files} files, none changed or missing; the last is ${hash}\n`,
      );
    });
}

function createProgram(): Command {
  const program = new Command("npm run api --")
    .description("The scores of the published site over HTTP.")
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError("Add --help to see the options.")
    .option("--data <dir>", "data folder whose warehouse is served", "data")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on; 0 for any", wholeNumber, 8080)
    .option(
      "--rate <number>",
      "requests a minute with one token",
      wholeNumber,
      serverDefaults.requestsPerMinute,
    )
    .option(
      "--most <number>",
      "requests that are worked on at a time",
      wholeNumber,
      serverDefaults.mostAtOnce,
    )
    .option("--log <level>", "what is logged: error, warn, info, debug, silent", "info")
    .option("--tls-cert <file>", "certificate, PEM, for HTTPS")
    .option("--tls-key <file>", "its key, PEM")
    .option("--trust-proxy <addresses>", "proxies whose X-Forwarded headers are believed, with commas")
    .action(serve);
  addTokenCommands(program);
  addAuditCommand(program);
  return program;
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
