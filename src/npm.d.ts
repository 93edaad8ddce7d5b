/** Framework answers `npm:` imports from its library cache; TypeScript takes the types from `node_modules`. */
declare module "npm:@observablehq/plot" {
  export * from "@observablehq/plot";
}
