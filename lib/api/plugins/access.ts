import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import { Problem } from "../problems.js";
import type { Scope } from "../tokens/tokenFile.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a token must allow; left out: everybody may. */
    readonly scope?: Scope;
  }
  interface FastifyRequest {
    /** Id of the token, or "local" where there are none. */
    tokenId: string;
  }
}

/** Addresses and names of the machine itself. */
export const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);

/**
 * Lets in who has a token with the route's scope. Where no token was ever made, the server listens to its own machine
 * only, and answers to the names of that only: a page from elsewhere whose name leads here has another one.
 */
export function requireTokens(app: FastifyInstance, { tokens, now }: Context): void {
  app.decorateRequest("tokenId", "local");
  app.addHook("onRequest", (request: FastifyRequest, _reply, done) => {
    const { scope } = request.routeOptions.config;
    if (scope !== undefined) {
      if (tokens.isNeeded) request.tokenId = tokens.check(request.headers.authorization, scope, now()).id;
      else if (!loopback.has(request.hostname)) throw new Problem("wrong_host");
    }
    done();
  });
}
