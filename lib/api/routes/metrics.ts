import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { problemAnswers } from "../schemas.js";

/** Upper ends, seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** How often and how fast each route answered, for Prometheus. */
export function metricsRoute(app: FastifyInstance): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: "datahub_request_seconds",
    help: "Time from request to answer",
    labelNames: ["route", "status"],
    buckets,
    registers: [register],
  });
  app.addHook("onResponse", (request, reply, done) => {
    durations.observe(
      { route: request.routeOptions.url ?? "none", status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  app.get(
    "/metrics",
    {
      config: { scope: "read" },
      schema: {
        tags: ["health"],
        summary: "Figures for Prometheus",
        security: [{ token: [] }],
        response: {
          200: { description: "Prometheus text", content: { "text/plain": { schema: { type: "string" } } } },
          ...problemAnswers("no_token", "no_scope"),
        },
      },
      serializerCompiler: () => String,
    },
    async (_request, reply) => reply.type(register.contentType).send(await register.metrics()),
  );
}
