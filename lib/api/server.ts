import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import underPressure from "@fastify/under-pressure";
import { randomBytes } from "node:crypto";
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from "fastify";
import type { Context } from "./context.js";
import { requireTokens } from "./plugins/access.js";
import { readJsonBodies } from "./plugins/jsonBody.js";
import { answerWithProblems } from "./plugins/problemAnswers.js";
import { Problem } from "./problems.js";
import { healthRoutes } from "./routes/health.js";
import { metricsRoute } from "./routes/metrics.js";
import { modelRoutes } from "./routes/models.js";
import { odataRoutes } from "./routes/odata.js";
import { scoreRoutes } from "./routes/score.js";
import { problemSchema } from "./schemas.js";

export interface ServerOptions {
  readonly logger: FastifyServerOptions["logger"];
  /** Requests a minute with one token. */
  readonly requestsPerMinute: number;
  /** Requests that are worked on at a time; more are told to come again. */
  readonly mostAtOnce: number;
}

export const serverDefaults: ServerOptions = { logger: false, requestsPerMinute: 6_000_000, mostAtOnce: 500 };

const mostBytes = 1024 * 1024;
const patienceMilliseconds = 10_000;

/**
 * The API as a Fastify server that does not listen yet.
 *
 * @param context what it works with
 */
export async function createServer(
  context: Context,
  options: ServerOptions = serverDefaults,
): Promise<FastifyInstance> {
  const prefix = randomBytes(6).toString("hex");
  let requests = 0;
  const app = fastify({
    logger: options.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => `${prefix}-${++requests}`,
    bodyLimit: mostBytes,
    requestTimeout: patienceMilliseconds,
    connectionTimeout: patienceMilliseconds,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: patienceMilliseconds, connectionsCheckingInterval: 1000 },
    routerOptions: { maxParamLength: 200 },
    exposeHeadRoutes: false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
    return503OnClosing: true,
  });
  answerWithProblems(app);
  readJsonBodies(app);
  app.addSchema(problemSchema);
  admitAtMost(app, options.mostAtOnce);
  requireTokens(app, context);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(cors, { origin: false });
  await app.register(underPressure, {
    maxEventLoopDelay: 250,
    pressureHandler: () => {
      throw new Problem("busy");
    },
  });
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: "1 minute",
    hook: "preParsing",
    keyGenerator: (request) => request.tokenId,
    errorResponseBuilder: () => new Problem("too_many"),
  });
  await documentApi(app);
  healthRoutes(app, context);
  metricsRoute(app);
  modelRoutes(app, context);
  scoreRoutes(app, context);
  odataRoutes(app, context);
  return app;
}

/** Back-pressure: what cannot be answered soon is refused at once, so that the rest is answered soon. */
function admitAtMost(app: FastifyInstance, most: number): void {
  let open = 0;
  app.addHook("onRequest", (_request, reply, done) => {
    if (open >= most) {
      done(new Problem("busy"));
      return;
    }
    open += 1;
    reply.raw.once("close", () => {
      open -= 1;
    });
    done();
  });
}

async function documentApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "DataHub scoring API",
        version: "1",
        description:
          "Scores of the published site for other systems. Every refusal is a problem document (RFC 9457).",
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === "string" ? json.$id : `def-${index}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
}
