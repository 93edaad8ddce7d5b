import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../../..");
const components = join(root, "src/components");

/**
 * The functions that components export and that make a node, or an object or list with one, as `kpiTable.ts kpiTable`:
 * those whose type says so, not those somebody thought of.
 */
export function nodeMakers(): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = readdirSync(components, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("examples"))
    .map((name) => join(components, name));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const isNode = (type: ts.Type): boolean =>
    type.isUnion()
      ? type.types.some(isNode)
      : checker.isArrayType(type)
        ? checker.getTypeArguments(type as ts.TypeReference).some(isNode)
        : type.getProperty("nodeType") !== undefined;
  const holdsNode = (type: ts.Type): boolean =>
    isNode(type) || type.getProperties().some((part) => isNode(checker.getTypeOfSymbol(part)));
  return files.flatMap((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
    return checker
      .getExportsOfModule(module!)
      .filter(({ valueDeclaration }) => valueDeclaration?.getSourceFile().fileName === file)
      .filter((symbol) =>
        checker
          .getTypeOfSymbol(symbol)
          .getCallSignatures()
          .some((signature) => holdsNode(signature.getReturnType())),
      )
      .map(({ name }) => `${relative(components, file)} ${name}`);
  });
}
