import { fileURLToPath } from "node:url";

/** The checkout: everything the site is made from is found from here, whatever the working directory. */
export const projectRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");

/** What Framework keeps between builds. */
export const frameworkRoot = `${projectRoot}/src/.observablehq`;

/** Where Framework looks before it asks the network, and where it keeps what a loader wrote. */
export const cacheRoot = `${frameworkRoot}/cache`;

/** Reports as Framework caches them: `<report>.arrow`. */
export const reportCache = `${cacheRoot}/data`;

/** Our own stamps; beside the cache, so that wiping `.observablehq` forgets everything at once. */
export const stampRoot = `${frameworkRoot}/stamps`;
