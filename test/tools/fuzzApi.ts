/**
 * `npm run fuzz`: sends what docs/openapi.json allows, and what it does not, to the API as a process of its own, by
 * schemathesis, whose Python environment is made on demand. Any 5xx, and any status, type or form of an answer that is
 * not documented, is a failure.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { preparedPython, type PythonPackages } from "../bench/python.js";
import { apiCommand, startApi } from "../lib/api/support/apiProcess.js";
import { writeTinyBank } from "../lib/api/support/tinyBank.js";
import { run } from "./command.js";

const fuzzPackages: PythonPackages = {
  folder: ".build/python-fuzz",
  packages: { schemathesis: "schemathesis" },
};

const { values } = parseArgs({ options: { cases: { type: "string", default: "500" } } });

const python = preparedPython(fuzzPackages);
if (python === undefined) {
  console.log("no Python with schemathesis: nothing was sent");
  process.exit(2);
}
const data = await mkdtemp(join(tmpdir(), "api-fuzz-"));
await writeTinyBank(data);
const scopes = ["--scopes", "score,read,odata"];
const made = await apiCommand("token", "add", "--label", "fuzz", ...scopes, "--data", data);
const [token = ""] = /^dh_\S+$/m.exec(made.output) ?? [];
const api = await startApi(data, { args: ["--rate", "600000000"] });
const { code } = await run([
  join(dirname(python), "schemathesis"),
  ...["run", "docs/openapi.json", "--url", api.origin, "--header", `Authorization: Bearer ${token}`],
  ...["--phases", "examples,coverage,fuzzing", "--max-examples", values.cases, "--seed", "1"],
  ...["--generation-database", "none", "--continue-on-failure", "--no-color", "--warnings", "off"],
  ...["--suppress-health-check", "all", "--exclude-checks", "positive_data_acceptance"],
]);
await api.stop();
for (const left of [data, ".schemathesis"]) await rm(left, { recursive: true, force: true });
process.exitCode = code;
