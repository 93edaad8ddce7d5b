import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { run } from "../../../tools/command.js";

/** As `npm run api` has it, without npm between us and its signals. */
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { api: string } };
const main = scripts.api.split(" ").slice(1);

/** The API as a process of its own. */
export interface ApiProcess {
  readonly origin: string;
  readonly child: ChildProcess;
  /** Sends a JSON body; the answer with its body read. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  /** Ends it with a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/**
 * Starts the API on a port of its own.
 *
 * @param data folder that it serves
 * @param options further arguments; `fileBlocks`: no file may grow beyond so many blocks of 1,024 bytes
 * @throws Error with what it said, if it ends instead
 */
export async function startApi(
  data: string,
  options: { readonly args?: readonly string[]; readonly fileBlocks?: number } = {},
): Promise<ApiProcess> {
  const { args = [], fileBlocks } = options;
  const command = [process.execPath, ...main, "--data", data, "--port", "0", "--log", "silent", ...args];
  const limited = ["bash", "-c", `ulimit -S -f ${fileBlocks}; exec "$@"`, "bash", ...command];
  const [program = "", ...rest] = fileBlocks === undefined ? command : limited;
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      const [, found] = /at (https?:\/\/\S+),/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => reject(new Error(said)));
  });
  return {
    origin,
    child,
    post: (path, body, headers = {}) =>
      ask(origin + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    get: (path, headers = {}) => ask(origin + path, { headers }),
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const gone = once(child, "exit");
      child.kill(signal);
      const [code] = (await gone) as [number | null];
      return code;
    },
  };
}

/** Runs a command of the API, such as `token add`, to its end. */
export const apiCommand = (...args: string[]): Promise<{ code: number; output: string }> =>
  run([process.execPath, ...main, ...args], { capture: true });
