import type { FastifyInstance } from "fastify";
import { Problem } from "../problems.js";

/** The deepest body there is: a batch, its records, a record, its attributes. */
const deepest = 5;

/** Refuses JSON that is nested deeper than any body of ours, before it is read. */
function checkDepth(body: string): void {
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const letter = body.charCodeAt(at);
    if (letter === 0x22) {
      at = endOfText(body, at);
      if (at < 0) return;
    } else if (letter === 0x7b || letter === 0x5b) {
      depth += 1;
      if (depth > deepest) throw new Problem("too_deep", `more than ${deepest} levels`);
    } else if (letter === 0x7d || letter === 0x5d) depth -= 1;
  }
}

/** Index of the quote that ends a text; −1 if none does. */
function endOfText(body: string, start: number): number {
  for (let at = body.indexOf('"', start + 1); at >= 0; at = body.indexOf('"', at + 1)) {
    let slashes = 0;
    while (body.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

/** Why a body could not be read: where its JSON breaks off, or what else it is refused for. */
function faultOf(body: string): string {
  if (body === "") return "there is none";
  try {
    JSON.parse(body);
    return "it has a key that reaches for a prototype";
  } catch (error) {
    return (error as Error).message.slice(0, 200);
  }
}

/** Reads bodies as JSON: flat, and without keys that reach for a prototype. */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    try {
      checkDepth(body as string);
    } catch (error) {
      done(error as Error);
      return;
    }
    void parse(request, body as string, (error, value) => {
      if (error) done(new Problem("malformed_json", faultOf(body as string)));
      else done(null, value);
    });
  });
}
