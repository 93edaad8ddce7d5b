import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Context } from "../context.js";
import { refusals } from "../schemas.js";

/** Upper ends, seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** How often and how fast each route answered, for Prometheus. */
export function metricsRoute(app: FastifyInstance, { audit, releases }: Context): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: "datahub_request_seconds",
    help: "Time from request to answer",
    labelNames: ["route", "status"],
    buckets,
    registers: [register],
  });
  new Gauge({
    name: "datahub_audit_lines",
    help: "Lines of the audit log",
    registers: [register],
    collect() {
      this.set(audit.lines);
    },
  });
  new Gauge({
    name: "datahub_as_of_timestamp_seconds",
    help: "Last day that the data in use knows",
    registers: [register],
    collect() {
      if (releases.isReady) this.set(Date.parse(releases.current.about.asOf) / 1000);
    },
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
        security: [{ bearer: [] }, { basic: [] }],
        response: {
          200: { description: "Prometheus text", content: { "text/plain": { schema: { type: "string" } } } },
          ...refusals("no_token", "no_scope", "wrong_host"),
        },
      },
      serializerCompiler: () => String,
    },
    async (_request, reply) => reply.type(register.contentType).send(await register.metrics()),
  );
}
