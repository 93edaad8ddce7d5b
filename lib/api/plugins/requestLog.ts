import type { FastifyInstance } from "fastify";

/** Refusals that somebody who keeps watch wants to see: who came without the right, or too often. */
const watched = new Set([401, 403, 421, 429]);

/** Logs answers: refusals of access and failures always, the rest at the level "debug", and never what was sent. */
export function logAnswers(app: FastifyInstance): void {
  app.addHook("onResponse", (request, { statusCode, elapsedTime }, done) => {
    const level = statusCode >= 500 ? "warn" : watched.has(statusCode) ? "info" : "debug";
    const { method, ip, tokenId: token } = request;
    // At a level that is off, this is a function that does nothing.
    request.log[level](
      { method, route: request.routeOptions.url, status: statusCode, milliseconds: elapsedTime, token, ip },
      "answered",
    );
    done();
  });
}
