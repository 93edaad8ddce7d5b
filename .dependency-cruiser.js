/** What `docs/architecture.md` allows, as rules. A folder may always import from itself. */

const top = "^(lib|loaders|src|test)/";

/** `folder` may import nothing of ours but what is `allowed`. */
const only = (folder, allowed, comment) => ({
  name: `${folder.replace("/", "-")}-imports`,
  severity: "error",
  comment,
  from: { path: `^${folder}/` },
  to: { path: top, pathNot: [folder, ...allowed].map((path) => `^${path}/`) },
});

/** `folder` runs where there is no Node. */
const noNode = (folder) => ({
  name: `${folder.replace("/", "-")}-without-node`,
  severity: "error",
  comment: `${folder} is pure: no files, clock, network or processes.`,
  from: { path: `^${folder}/` },
  to: { dependencyTypes: ["core"] },
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    only("lib/core", [], "lib/core runs in the browser, in the batch and in the API: it stands alone."),
    {
      name: "lib-core-without-packages",
      severity: "error",
      comment: "lib/core has no dependency, neither npm nor Node.",
      from: { path: "^lib/core/" },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "core"] },
    },
    only("lib/fit", ["lib/core"], "Fitting is pure: core only."),
    only("lib/simulate", ["lib/core"], "The simulator is pure: core only."),
    only("lib/sqlgen", ["lib/core"], "SQL generation is pure: core only."),
    noNode("lib/fit"),
    noNode("lib/simulate"),
    noNode("lib/sqlgen"),
    only("lib/warehouse", ["lib/core"], "The warehouse knows the core only."),
    only("lib/runs", ["lib/core"], "Run records know the core only."),
    only("lib/threads", [], "Threads do whatever job they are given."),
    only(
      "lib/api",
      ["lib/core", "lib/runs", "lib/threads", "lib/warehouse"],
      "The API reads; it neither fits nor simulates.",
    ),
    only("loaders", ["lib/(?!api/)[^/]+"], "Loaders use all of lib but the API."),
    only("src/data", ["lib/core", "lib/warehouse"], "Data loaders read the warehouse and nothing else."),
    only("src/components", ["lib/core"], "Components draw: they use the core and other components."),
    {
      name: "only-tests-import-loaders",
      severity: "error",
      comment:
        "Loaders are the end of the line; only tests look into them, and the configuration they check.",
      from: { pathNot: "^(loaders|test)/|^datahub\\.config\\.ts$" },
      to: { path: "^loaders/" },
    },
    {
      name: "product-without-tests",
      severity: "error",
      comment: "Product code does not import from test/.",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "product-without-dev-packages",
      severity: "error",
      comment: "What the product needs at run time belongs in dependencies.",
      from: { path: "^(lib|loaders|src)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-circular",
      severity: "error",
      comment: "Two modules that need each other are one module, or three.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      severity: "error",
      comment: "An import must lead somewhere; Framework answers its own schemes.",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(npm|observablehq):" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(src/core|src/\\.observablehq|\\.build|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    // An import of a type is an import too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
