import { build, type Plugin } from "esbuild";

const part = "part-of-library";

/** Puts a stand-in for a library whose exports are modules of their own, so that the bundler says which are used. */
function standIn(isLibrary: (path: string) => boolean, names: readonly string[]): Plugin {
  return {
    name: "stand-in",
    setup(context) {
      context.onResolve({ filter: /.*/ }, ({ path, kind, namespace }) => {
        if (kind === "entry-point") return undefined;
        if (namespace === part) return { path, namespace: part, sideEffects: false };
        if (isLibrary(path)) return { path: "all", namespace: part, sideEffects: false };
        // Nothing else of what a published module imports can hold a use that it does not hold itself.
        return { path, external: true };
      });
      context.onLoad({ filter: /.*/, namespace: part }, ({ path }) => ({
        contents:
          path === "all"
            ? names.map((name) => `export {${name}} from ${JSON.stringify(name)};`).join("\n")
            : `export function ${path}() {}`,
      }));
    },
  };
}

/**
 * The exports of a library that modules use, whether they import them by name or read them off the whole
 * (`import * as Plot`, `Plot.dot`). A module that hands the whole on, or reads a computed member, uses them all.
 *
 * @param files JavaScript modules, absolute
 * @param isLibrary whether a specifier is the library's
 * @param names all that the library exports
 * @returns names in alphabetical order
 */
export async function usedNames(
  files: readonly string[],
  isLibrary: (specifier: string) => boolean,
  names: readonly string[],
): Promise<string[]> {
  if (files.length === 0) return [];
  const { metafile } = await build({
    entryPoints: [...files],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: "out",
    logLevel: "error",
    plugins: [standIn(isLibrary, names)],
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([input, { bytesInOutput }]) => input.startsWith(`${part}:`) && bytesInOutput > 0)
      .map(([input]) => input.slice(part.length + 1)),
  );
  return [...new Set(used)].filter((name) => names.includes(name)).sort();
}
