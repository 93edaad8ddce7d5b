import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import type { Scope } from "../tokens.js";

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

/** Lets in who has a token with the route's scope. Without any token, the server listens to its own machine only. */
export function requireTokens(app: FastifyInstance, { tokens, now }: Context): void {
  app.decorateRequest("tokenId", "local");
  app.addHook("onRequest", (request: FastifyRequest, _reply, done) => {
    const { scope } = request.routeOptions.config;
    if (scope !== undefined && tokens.size > 0) {
      request.tokenId = tokens.check(request.headers.authorization, scope, now()).id;
    }
    done();
  });
}
