import { spawn } from "node:child_process";

interface Finished {
  /** The exit code, or 1 when the command could not start or was killed. */
  readonly code: number;
  /** Both streams in the order they arrived; empty unless captured. */
  readonly output: string;
  readonly seconds: number;
}

/**
 * Runs a command to its end, with standard input closed.
 *
 * @param command the program and its arguments
 * @param options `capture` keeps the output instead of showing it; `env` is added to the environment
 */
export function run(
  command: readonly string[],
  options: { capture?: boolean; env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  const started = performance.now();
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    const show = options.capture ? "pipe" : "inherit";
    const child = spawn(program, args, {
      stdio: ["ignore", show, show],
      env: { ...process.env, ...options.env },
    });
    const chunks: Buffer[] = [];
    const finish = (code: number): void => {
      resolve({
        code,
        output: Buffer.concat(chunks).toString("utf8"),
        seconds: (performance.now() - started) / 1000,
      });
    };
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      finish(1);
    });
    child.on("close", (code) => {
      finish(code ?? 1);
    });
  });
}
