import { Type, type Static } from "@fastify/type-provider-typebox";
import { problems, type ProblemCode } from "./problems.js";

/** Records of a batch at most. */
const mostRecords = 1000;

const id = (what: string) => Type.String({ minLength: 1, maxLength: 200, description: what });

/** A model's attributes by name; what is left out is missing. GET /models/{name}/schema says which there are. */
const attributes = Type.Record(
  Type.String({ maxLength: 100 }),
  // One schema of four types rather than four schemas, of which a validator would try one after the other.
  Type.Unsafe<number | string | boolean | null>({
    type: ["number", "string", "boolean", "null"],
    maxLength: 200,
  }),
  { minProperties: 1, maxProperties: 200, description: "Attributes by name; what is left out is missing." },
);

const subject = {
  client_id: Type.Optional(id("The client at the latest snapshot")),
  account_id: Type.Optional(id("The client whose account it is, at the latest snapshot")),
  attributes: Type.Optional(attributes),
};

const movementSubject = {
  transaction_id: Type.Optional(id("A movement of the warehouse")),
  client_id: Type.Optional(id("The client's latest movement")),
  account_id: Type.Optional(id("The account's latest movement")),
  attributes: Type.Optional(attributes),
};

const exactlyOne = { additionalProperties: false, minProperties: 1, maxProperties: 1 } as const;

const batchOf = <Fields extends typeof subject | typeof movementSubject>(fields: Fields) =>
  Type.Optional(
    Type.Array(Type.Object(fields, exactlyOne), {
      minItems: 1,
      maxItems: mostRecords,
      description: "A batch; each record is answered for itself.",
    }),
  );

const body = {
  ...exactlyOne,
  description: "One of its fields: whom or what to score, or a batch of records.",
};

export const clientBody = Type.Object({ ...subject, records: batchOf(subject) }, body);
export const movementBody = Type.Object({ ...movementSubject, records: batchOf(movementSubject) }, body);

/** Attributes by feature, as a caller sends them. */
export type Attributes = Readonly<Static<typeof attributes>>;

/** Whom or what to score: one of the fields is there. */
export interface Subject {
  readonly client_id?: string | undefined;
  readonly account_id?: string | undefined;
  readonly transaction_id?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

const reason = Type.Object({
  feature: Type.String(),
  words: Type.String(),
  effect: Type.Number({ description: "Points lost, log-odds added, or splits saved" }),
});

const answer = {
  client_id: Type.Optional(Type.String()),
  account_id: Type.Optional(Type.String()),
  transaction_id: Type.Optional(Type.String()),
  score: Type.Number({ description: "Points, probability or anomaly score" }),
  probability: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()], {
    description: "Calibrated",
  }),
  points: Type.Optional(Type.Number()),
  band: Type.Optional(Type.String({ description: "Risk band, A to G" })),
  percentile: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  one_in: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  is_alert: Type.Optional(Type.Boolean()),
  reasons: Type.Array(reason, { maxItems: 4 }),
};

const header = {
  model: Type.String(),
  version: Type.String({ description: "Changes with the model" }),
  as_of: Type.String({ format: "date", description: "Last day that the data knows" }),
  request_id: Type.String(),
};

export const scoreAnswer = Type.Union([
  Type.Object({ ...header, ...answer }),
  Type.Object({
    ...header,
    results: Type.Array(Type.Union([Type.Object(answer), Type.Object({ error: Type.Ref("Problem") })])),
  }),
]);

export type ScoreBody = Static<typeof movementBody>;

/** Of OpenAPI, the refusals that a route can have, beside those of every route. */
export function refusals(...codes: readonly ProblemCode[]): Record<number, object> {
  const every: readonly ProblemCode[] = ["internal", "too_many", "busy", "too_slow", "headers_too_large"];
  return Object.fromEntries(
    [...codes, ...every].map((code) => [
      problems[code].status,
      {
        description: problems[code].title,
        content: { "application/problem+json": { schema: Type.Ref("Problem") } },
      },
    ]),
  );
}
