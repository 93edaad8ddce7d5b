/** Framework answers `npm:` imports from its library cache; TypeScript takes the types from `node_modules`. */
declare module "npm:@observablehq/plot" {
  // eslint-disable-next-line no-restricted-syntax -- the whole library under its other name
  export * from "@observablehq/plot";
}
