import { hash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Attributes, Scored } from "../answers.js";
import type { AuditEntry } from "../audit.js";
import type { Context } from "../context.js";
import { Problem, problemDocument } from "../problems.js";
import { findMovement, type ModelName, type MovementKey, type Release } from "../release.js";
import {
  clientBody,
  movementBody,
  problemAnswers,
  scoreAnswer,
  type ScoreBody,
  type Subject,
} from "../schemas.js";

/** An answer as it is sent and as it is kept. */
interface Told {
  /** The answer's fields as JSON, without braces. */
  readonly json: string;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly inputs: string;
}

/** Answers about stored clients are the same until the next release. */
const told = new WeakMap<Attributes, Told>();

function tell({ answer, inputs }: Scored): Told {
  return {
    json: JSON.stringify(answer).slice(1, -1),
    score: answer.score,
    reasons: answer.reasons.map(({ feature }) => feature),
    inputs: hash("sha256", inputs, "hex"),
  };
}

type Named = Readonly<{ key: keyof Subject; id: string }>;

const nameOf = (subject: Subject): Named | null => {
  for (const key of ["client_id", "account_id", "transaction_id"] as const) {
    const id = subject[key];
    if (id !== undefined) return { key, id };
  }
  return null;
};

/** Finds what to score about clients; attributes are checked, ids looked up. */
function clientAttributes(release: Release, model: "default" | "churn", subject: Subject): Attributes {
  const { scorer } = release.model(model);
  if (subject.attributes !== undefined) {
    scorer.check(subject.attributes);
    return subject.attributes;
  }
  const { byClient, byAccount } = release.stored[model];
  const found =
    subject.client_id === undefined
      ? byAccount.get(subject.account_id ?? "")
      : byClient.get(subject.client_id);
  if (found === undefined) throw new Problem("unknown_id", JSON.stringify(subject).slice(1, -1));
  return found;
}

/** Scores subjects in one go; each ends as an answer or as the problem that it has. */
function scoreClients(
  release: Release,
  model: "default" | "churn",
  subjects: readonly Subject[],
): (Told | Problem)[] {
  const { scorer } = release.model(model);
  const found = subjects.map((subject) => orProblem(() => clientAttributes(release, model, subject)));
  const fresh = found.filter((each): each is Attributes => !(each instanceof Problem) && !told.has(each));
  const unique = [...new Set(fresh)];
  scorer.score(unique).forEach((scored, index) => told.set(unique[index]!, tell(scored)));
  return found.map((each) => (each instanceof Problem ? each : told.get(each)!));
}

function orProblem<Result>(work: () => Result): Result | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function scoreMovements(release: Release, subjects: readonly Subject[]): Promise<(Told | Problem)[]> {
  const { scorer } = release.model("anomaly");
  const answers: (Told | Problem)[] = [];
  for (const subject of subjects) {
    try {
      const name = nameOf(subject);
      if (name === null) scorer.check(subject.attributes!);
      const movement = name && (await findMovement(release, name.key as MovementKey, name.id));
      const [scored] = scorer.score([movement?.attributes ?? subject.attributes!]);
      const known = movement && { transaction_id: movement.transactionId, one_in: movement.oneIn };
      answers.push(tell({ ...scored!, answer: { ...scored!.answer, ...known } }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answers.push(error);
    }
  }
  return answers;
}

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
          security: [{ token: [] }],
          body,
          response: {
            200: { description: about, content: { "application/json": { schema: scoreAnswer } } },
            ...problemAnswers(
              ...([
                "malformed_json",
                "no_token",
                "no_scope",
                "unknown_id",
                "too_large",
                "wrong_type",
              ] as const),
              ...(["unknown_attribute"] as const),
            ),
          },
        },
        // What is sent was written by us, and is JSON already.
        serializerCompiler: () => String,
      },
      async (request, reply) => {
        const { records, ...single } = request.body;
        const json = await context.releases.current.use((release) =>
          answer(release, context, model, (records ?? [single]) as Subject[], records !== undefined, {
            id: request.id,
            token: request.tokenId,
          }),
        );
        return reply.type("application/json").send(json);
      },
    );
  }
}

async function answer(
  release: Release,
  { audit, now }: Context,
  model: ModelName,
  subjects: readonly Subject[],
  isBatch: boolean,
  { id, token }: { readonly id: string; readonly token: string },
): Promise<string> {
  const { version } = release.model(model);
  const answers =
    model === "anomaly" ? await scoreMovements(release, subjects) : scoreClients(release, model, subjects);
  const time = new Date(now()).toISOString();
  const entries: AuditEntry[] = [];
  const parts = answers.map((each, index) => {
    const name = nameOf(subjects[index]!);
    if (each instanceof Problem) {
      if (!isBatch) throw each;
      return `{"error":${JSON.stringify(problemDocument(each.code, each.detail))}}`;
    }
    const { json, score, reasons, inputs } = each;
    const subject = name === null ? "attributes" : `${name.key}:${name.id}`;
    entries.push({ time, request: id, token, model, version, subject, inputs, score, reasons });
    const isTold = name === null || name.key === "transaction_id";
    return `{${isTold ? "" : `"${name.key}":${JSON.stringify(name.id)},`}${json}}`;
  });
  await audit.append(entries);
  const head = `"model":"${model}","version":"${version}","as_of":"${release.about.asOf}","request_id":${JSON.stringify(id)}`;
  return isBatch ? `{${head},"results":[${parts.join(",")}]}` : `{${head},${parts[0]!.slice(1)}`;
}
