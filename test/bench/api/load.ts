import { spawn } from "node:child_process";
import { join } from "node:path";

/** What a client does, in a process of its own. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON texts, sent in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second to keep to; as fast as answers come if left out. */
  readonly rate?: number;
}

/** What came of it. */
export interface Loaded {
  /** Answers with status 200, a second, as soon as the client is warm. */
  readonly rate: number;
  /** Of those, the time from request to answer, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests that had no answer. */
  readonly errors: number;
}

/** Runs a client to its end. */
export function putLoad(load: Load): Promise<Loaded> {
  const child = spawn(process.execPath, ["--import", "tsx/esm", join(import.meta.dirname, "loadClient.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(said) as Loaded);
      else reject(new Error(`the client ended with ${code}`));
    });
    child.stdin.end(JSON.stringify(load));
  });
}
