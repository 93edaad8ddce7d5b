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
import { createPatientServer, refuseConnection, type Listening } from "./plugins/backPressure.js";
import { wordsOfFault, type FormFault } from "./plugins/formFault.js";
import { readJsonBodies } from "./plugins/jsonBody.js";
import { answerWithProblems } from "./plugins/problemAnswers.js";
import { logAnswers } from "./plugins/requestLog.js";
import { Problem, problemSchema } from "./problems.js";
import { healthRoutes } from "./routes/health.js";
import { metricsRoute } from "./routes/metrics.js";
import { modelRoutes } from "./routes/models.js";
import { odataRoutes } from "./routes/odata.js";
import { scoreRoutes } from "./routes/score.js";

export interface ServerOptions extends Listening {
  readonly logger: NonNullable<FastifyServerOptions["loggerInstance"]> | null;
  /** Requests a minute with one token. */
  readonly requestsPerMinute: number;
  /** Addresses of proxies whose X-Forwarded headers are believed; null for none. */
  readonly proxies: string | null;
}

export const serverDefaults: ServerOptions = {
  logger: null,
  requestsPerMinute: 60_000,
  mostAtOnce: 100,
  tls: null,
  proxies: null,
};

const mostBytes = 1024 * 1024;

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
    ...(options.logger === null ? { logger: false } : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => `${prefix}-${++requests}`,
    serverFactory: (handle) => createPatientServer(handle, options),
    clientErrorHandler: refuseConnection,
    bodyLimit: mostBytes,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    exposeHeadRoutes: false,
    trustProxy: options.proxies ?? false,
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: false,
        allErrors: false,
        allowUnionTypes: true,
        // What is there, for the words of a refusal.
        verbose: true,
      },
    },
    schemaErrorFormatter: ([fault], part) => new Error(wordsOfFault(fault as FormFault, part)),
    return503OnClosing: false,
  }) as unknown as FastifyInstance;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: options.tls !== null,
  });
  answerWithProblems(app);
  readJsonBodies(app);
  app.addSchema(problemSchema);
  logAnswers(app);
  requireTokens(app, context);
  await app.register(cors, { origin: false });
  await app.register(underPressure, {
    maxEventLoopDelay: 1000,
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
  metricsRoute(app, context);
  modelRoutes(app, context);
  scoreRoutes(app, context);
  odataRoutes(app, context);
  return app;
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
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          basic: { type: "http", scheme: "basic", description: "Any user name; the token as password." },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === "string" ? json.$id : `def-${index}`,
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true });
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
}
