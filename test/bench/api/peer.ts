import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { preparedPython, type PythonPackages } from "../python.js";
import type { KnownRecord } from "./bodies.js";

const peerPackages: PythonPackages = {
  folder: ".build/python-api",
  packages: {
    fastapi: "fastapi",
    "uvicorn[standard]": "uvicorn, uvloop, httptools",
    "scikit-learn": "sklearn",
    orjson: "orjson",
  },
};

/** A service of FastAPI and scikit-learn for the same job. */
export interface Peer {
  readonly origin: string;
  readonly versions: string;
  stop(): void;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/**
 * Starts it, with one worker, as ours is one process.
 *
 * @param folder for its files
 * @returns undefined where there is no Python for it
 */
export async function startPeer(
  folder: string,
  records: readonly KnownRecord[],
  token: string,
): Promise<Peer | undefined> {
  const python = preparedPython(peerPackages);
  if (python === undefined) return undefined;
  const names = Object.keys(records[0]!.attributes);
  const isText = (name: string): boolean =>
    records.some(({ attributes }) => typeof attributes[name] === "string");
  const file = join(folder, "peer.json");
  // Labels of any kind make a model that takes as long; these are risky where much is behind.
  const labels = records.map(({ attributes }, index) =>
    Number(Number(attributes.behind_count ?? 0) > 0 || index % 17 === 0),
  );
  const [numeric, texts] = [names.filter((name) => !isText(name)), names.filter(isText)];
  writeFileSync(file, JSON.stringify({ token, numeric, texts, records, labels }));
  const port = await freePort();
  const args = ["-m", "uvicorn", "peer:app", "--host", "127.0.0.1", "--port", String(port)];
  const child = spawn(python, [...args, "--no-access-log", "--log-level", "warning"], {
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      PEER_RECORDS: join(process.cwd(), file),
      PEER_AUDIT: join(process.cwd(), folder, "peer.jsonl"),
      OMP_NUM_THREADS: "1",
      OPENBLAS_NUM_THREADS: "1",
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(`${origin}/healthz`).catch(() => null)); tries++) {
    if (tries > 300 || child.exitCode !== null) throw new Error("the FastAPI service did not start");
    await sleep(100);
  }
  const { stdout } = spawnSync(
    python,
    [
      "-c",
      "import fastapi, uvicorn, sklearn; print(fastapi.__version__, uvicorn.__version__, sklearn.__version__)",
    ],
    { encoding: "utf8" },
  );
  const [fastapi, uvicorn, sklearn] = stdout.trim().split(" ");
  return {
    origin,
    versions: `FastAPI ${fastapi}, uvicorn ${uvicorn}, scikit-learn ${sklearn}`,
    stop: () => void child.kill(),
  };
}
