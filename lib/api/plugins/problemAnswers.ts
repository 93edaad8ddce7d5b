import type { FastifyError, FastifyInstance } from "fastify";
import { Problem, problemDocument, problems, type ProblemCode } from "../problems.js";

/** Fastify's own errors by the problem they are. */
const ours: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "wrong_type",
  FST_ERR_CTP_BODY_TOO_LARGE: "too_large",
  FST_ERR_CTP_EMPTY_JSON_BODY: "malformed_json",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed_json",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed_json",
  FST_ERR_VALIDATION: "invalid_request",
  FST_ERR_BAD_URL: "unknown_path",
};

function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error;
  const code = ours[error.code];
  if (code !== undefined) return new Problem(code, error.validation ? error.message : undefined);
  if (error instanceof SyntaxError) return new Problem("malformed_json", error.message.slice(0, 200));
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem("bad_http");
  return new Problem("internal");
}

/** Seconds after which to come again. */
const retryAfter = "1";

/** Every refusal is a problem document; what went wrong inside is logged and never sent. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.code === "internal") request.log.error({ err: error }, "internal error");
    const { status } = problems[problem.code];
    if (status === 503 || status === 429)
      void reply.header("retry-after", reply.getHeader("retry-after") ?? retryAfter);
    if (status === 401)
      void reply.header("www-authenticate", 'Bearer realm="datahub", Basic realm="datahub", charset="UTF-8"');
    return reply
      .code(status)
      .type("application/problem+json")
      .send(JSON.stringify(problemDocument(problem.code, problem.detail, request.id)));
  });

  const methods = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  app.addHook("onRoute", ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/[.$]/g, "\\$&").replace(/:\w+|\*/g, "[^/]+")}/?$`);
    const known = methods.get(url) ?? { pattern, methods: new Set<string>() };
    for (const each of [method].flat()) known.methods.add(each);
    methods.set(url, known);
  });
  app.addHook("onRequest", (request, reply, done) => {
    if (!request.is404) {
      done();
      return;
    }
    const path = request.url.split("?")[0] ?? "";
    const allowed = [...methods.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((each) => [...each.methods]);
    if (allowed.length > 0) void reply.header("allow", [...new Set(allowed)].join(", "));
    done(new Problem(allowed.length > 0 ? "wrong_method" : "unknown_path"));
  });
}
