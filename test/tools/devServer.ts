import { spawn } from "node:child_process";

export interface DevServer {
  readonly origin: string;
  /** All it has written so far. */
  output(): string;
  /** Presses Ctrl-C and waits for its end; gives the exit code. */
  end(): Promise<number | null>;
}

/**
 * Starts `npm run dev` of a checkout on a free port, and waits until it says where the pages are.
 *
 * @throws Error with what it wrote when it ends before
 */
export function startDev(checkout: string, flags: readonly string[]): Promise<DevServer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx/esm", "loaders/pipeline.ts", "dev", ...flags], {
      cwd: checkout,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    let output = "";
    const ended = new Promise<number | null>((done) => child.on("close", done));
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const origin = /The pages are at (http:\/\/[\w.:]+)\//.exec(output)?.[1];
      if (origin === undefined) return;
      resolve({
        origin,
        output: () => output,
        end() {
          child.kill("SIGINT");
          return ended;
        },
      });
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void ended.then((code) => reject(new Error(`npm run dev ended with code ${code ?? "none"}\n${output}`)));
  });
}
