import type { FastifyInstance } from "fastify";
import { fieldsOf, type AuditEntry, type AuditRequest } from "../audit/chain.js";
import type { Context } from "../context.js";
import { Problem, problemDocument } from "../problems.js";
import type { ModelName } from "../release/models.js";
import type { Release } from "../release/release.js";
import { clientBody, movementBody, refusals, scoreAnswer, type ScoreBody, type Subject } from "../schemas.js";
import type { Scored } from "../scoring/scored.js";
import { nameOf, scoreSubjects, type Named } from "../scoring/scoreSubjects.js";

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
        const { records, ...single } = request.body;
        const asked = { model, id: request.id, token: request.tokenId };
        const answer = await context.releases.current.use((release) =>
          records === undefined
            ? answerOne(release, context, asked, single)
            : answerBatch(release, context, asked, records),
        );
        return reply.type("application/json").send(answer);
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

const headOf = (release: Release, { model, id }: Asked): string =>
  `"model":"${model}","version":"${release.model(model).version}","as_of":"${release.about.asOf}","request_id":"${id}"`;

/** What an answer begins with, and whom the log says it is about: a field and a text as JSON. */
function aboutOf(named: Named): { readonly field: string; readonly subject: string } {
  if (named === null) return { field: "", subject: '"attributes"' };
  const { key } = named;
  const id = JSON.stringify(named.id);
  return {
    // A movement's own id is in the answer already.
    field: key === "transaction_id" ? "" : `"${key}":${id},`,
    subject: `"${key}:${id.slice(1)}`,
  };
}

/** What the audit log keeps of each answer to a request. */
function entryMaker(
  release: Release,
  { model, id, token }: Asked,
  now: number,
): (scored: Scored, subject: string) => AuditEntry {
  const { version } = release.model(model);
  const asked: AuditRequest = { time: new Date(now).toISOString(), request: id, token, model, version };
  const request = fieldsOf(asked);
  return ({ decision }, subject) => ({ request, subject, decision });
}

async function answerOne(
  release: Release,
  { audit, now }: Context,
  asked: Asked,
  single: Subject,
): Promise<Buffer> {
  const entryOf = entryMaker(release, asked, now());
  const [scored] = await scoreSubjects(release, asked.model, [single]);
  if (scored instanceof Problem) throw scored;
  const { field, subject } = aboutOf(nameOf(single));
  const answer = Buffer.from(`{${headOf(release, asked)},${field}${scored!.json}}`);
  await audit.append([entryOf(scored!, subject)]);
  return answer;
}

/** Answers record by record: a bad one does not spoil the others. */
async function answerBatch(
  release: Release,
  { audit, now }: Context,
  asked: Asked,
  subjects: readonly Subject[],
): Promise<Buffer> {
  const entryOf = entryMaker(release, asked, now());
  const entries: AuditEntry[] = [];
  const answers = await scoreSubjects(release, asked.model, subjects);
  const parts = answers.map((each, index) => {
    if (each instanceof Problem) return `"error":${JSON.stringify(problemDocument(each.code, each.detail))}`;
    const { field, subject } = aboutOf(nameOf(subjects[index]!));
    entries.push(entryOf(each, subject));
    return field + each.json;
  });
  const answer = Buffer.from(`{${headOf(release, asked)},"results":[{${parts.join("},{")}}]}`);
  await audit.append(entries);
  return answer;
}
