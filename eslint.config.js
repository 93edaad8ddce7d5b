import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

/** Exports have a name by which they are found. */
const namedExports = [
  { selector: "ExportDefaultDeclaration", message: "Export it by name." },
  { selector: "ExportAllDeclaration", message: "No barrels: import from the module that defines it." },
];

/** Clock and randomness are passed in, so that the same input gives the same output. */
const effects = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Take the time as an argument.",
  },
  { selector: "CallExpression[callee.name='Date']", message: "Take the time as an argument." },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "Take the time as an argument.",
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: "Take the time as an argument.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Take a seeded random source as an argument.",
  },
  {
    selector:
      "MemberExpression[object.name='crypto'][property.name=/^(randomUUID|getRandomValues|randomBytes)$/]",
    message: "Take a seeded random source as an argument.",
  },
];

export default tseslint.config(
  {
    ignores: ["node_modules/", "**/dist/", ".build/", "data/", "src/.observablehq/", "src/core/", "**/*.js"],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-syntax": ["error", ...namedExports],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // Loops over typed arrays know their bounds; `noUncheckedIndexedAccess` does not.
      "@typescript-eslint/no-non-null-assertion": "off",
      // A loop that needs the index for two arrays reads better with it throughout.
      "@typescript-eslint/prefer-for-of": "off",
    },
  },
  {
    files: ["lib/**/*.ts"],
    ignores: ["lib/api/**"],
    rules: { "no-restricted-syntax": ["error", ...namedExports, ...effects] },
  },
  {
    files: ["lib/core/**/*.ts"],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: "typescript" } },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true, MethodDefinition: true },
        },
      ],
      "jsdoc/require-description": "error",
      "jsdoc/require-param-description": "error",
      "jsdoc/require-returns-description": "error",
      "jsdoc/require-throws-description": "error",
      "jsdoc/check-param-names": ["error", { checkDestructured: false }],
      "jsdoc/check-tag-names": ["error", { typed: true }],
      "jsdoc/check-alignment": "error",
      "jsdoc/no-types": "error",
      "jsdoc/empty-tags": "error",
    },
  },
  {
    // The tools that read these want a default export.
    files: ["*.config.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
