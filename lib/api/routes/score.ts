import type { FastifyInstance } from "fastify";
import { fieldsOf, type AuditRecord, type AuditRequest } from "../audit/chain.js";
import type { Context } from "../context.js";
import { Problem, problemDocument } from "../problems.js";
import type { ModelName } from "../release/models.js";
import type { Release } from "../release/release.js";
import { clientBody, movementBody, refusals, scoreAnswer, type ScoreBody } from "../schemas.js";
import { scoreSubjects } from "../scoring/scoreSubjects.js";

const routes = [
  {
    model: "default",
    path: "/score_default",
    body: clientBody,
    about: "Probability of default, points and risk band",
  },
  { model: "churn", path: "/predict_churn", body: clientBody, about: "Probability that a client leaves" },
  {
    model: "anomaly",
    path: "/detect_anomaly",
    body: movementBody,
    about: "How odd a movement is for its client",
  },
] as const;

/** The three scores, for one record or a batch. */
export function scoreRoutes(app: FastifyInstance, context: Context): void {
  for (const { model, path, body, about } of routes) {
    app.post<{ Body: ScoreBody }>(
      path,
      {
        config: { scope: "score" },
        schema: {
          summary: about,
          tags: ["scores"],
          security: [{ bearer: [] }, { basic: [] }],
          body,
          response: {
            200: { description: about, content: { "application/json": { schema: scoreAnswer } } },
            ...refusals(
              "malformed_json",
              "no_token",
              "no_scope",
              "unknown_id",
              "too_large",
              "wrong_type",
              "wrong_host",
              "unknown_attribute",
            ),
          },
        },
        // What is sent was written by us, and is JSON already.
        serializerCompiler: () => String,
      },
      async (request, reply) => {
        const asked = { model, id: request.id, token: request.tokenId };
        const { sent, kept } = await context.releases.current.use((release) =>
          answerOf(release, asked, context.now(), request.body),
        );
        if (kept !== null) await context.audit.append(kept);
        return reply.type("application/json").send(sent);
      },
    );
  }
}

/** Which model was asked, in which request, and by whom. */
interface Asked {
  readonly model: ModelName;
  readonly id: string;
  readonly token: string;
}

/** What is sent, and what the audit log keeps of it. */
interface Answer {
  readonly sent: Buffer;
  /** Null where nothing was decided. */
  readonly kept: AuditRecord | null;
}

/** Answers for one, or record by record: a bad one does not spoil the others. */
async function answerOf(
  release: Release,
  asked: Asked,
  now: number,
  { records, ...single }: ScoreBody,
): Promise<Answer> {
  const subjects = records ?? [single];
  const results: string[] = [];
  const decisions: string[] = [];
  const { model, id, token } = asked;
  for (const told of await scoreSubjects(release, model, subjects)) {
    if (told instanceof Problem) {
      if (records === undefined) throw told;
      results.push(`"error":${JSON.stringify(problemDocument(told.code, told.detail))}`);
      continue;
    }
    results.push(told.sent);
    decisions.push(told.kept);
  }
  const { version } = release.model(model);
  const head = `"model":"${model}","version":"${version}","as_of":"${release.about.asOf}","request_id":"${id}"`;
  const content = records === undefined ? results[0] : `"results":[{${results.join("},{")}}]`;
  const about: AuditRequest = { time: new Date(now).toISOString(), request: id, token, model, version };
  return {
    sent: Buffer.from(`{${head},${content}}`),
    kept: decisions.length === 0 ? null : { request: fieldsOf(about), decisions: decisions.join("\n") },
  };
}
