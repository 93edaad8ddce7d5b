import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Packages of an environment: what pip calls each, and what Python does. */
export interface PythonPackages {
  /** Folder of the environment. */
  readonly folder: string;
  readonly packages: Readonly<Record<string, string>>;
}

/** What the models are held against. */
export const modelPackages: PythonPackages = {
  folder: ".build/python",
  packages: { numpy: "numpy", "scikit-learn": "sklearn", xgboost: "xgboost" },
};

/** Where there is no registry, that is to be known soon. */
const impatient = ["--retries", "1", "--timeout", "10", "--disable-pip-version-check"];

const runs = (command: string, ...parameters: string[]): boolean =>
  spawnSync(command, parameters, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;

/**
 * A Python with some packages, made on demand.
 *
 * @returns its path; undefined if there is no Python, or the packages cannot be had
 */
export function preparedPython({ folder, packages }: PythonPackages): string | undefined {
  const python = resolve(folder, "bin/python");
  const imports = `import ${Object.values(packages).join(", ")}`;
  const has = (): boolean => spawnSync(python, ["-c", imports], { stdio: "ignore" }).status === 0;
  if (existsSync(python) && has()) return python;
  console.log(`making a Python environment in ${folder} …`);
  const made =
    runs("python3", "-m", "venv", folder) &&
    runs(python, "-m", "pip", "install", "-q", ...impatient, ...Object.keys(packages));
  return made && has() ? python : undefined;
}

/** Runs a script of this folder in so many threads, those of BLAS included: JSON in, JSON out. */
export function runPython(path: string, script: string, threads: number, input: unknown): unknown {
  const { status, stdout } = spawnSync(path, [join(import.meta.dirname, script)], {
    input: JSON.stringify(input),
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${script} failed`);
  return JSON.parse(stdout);
}
