import { Type, type Static } from "@fastify/type-provider-typebox";

interface ProblemKind {
  /** Of HTTP. */
  readonly status: number;
  /** What it means. */
  readonly title: string;
  /** What to do. */
  readonly remedy: string;
}

const problem = (status: number, title: string, remedy: string): ProblemKind => ({ status, title, remedy });

/** What the API can refuse, by its code. `docs/errors.md` is made from it. */
export const problems = {
  malformed_json: problem(
    400,
    "The body is not JSON",
    "Send one JSON document in UTF-8, without NaN or comments.",
  ),
  too_deep: problem(
    400,
    "The body is nested too deeply",
    "Send records as flat objects; no model takes nested attributes.",
  ),
  invalid_request: problem(
    400,
    "The request does not have the form asked for",
    "Compare it with /openapi.json; the detail names the field.",
  ),
  unknown_attribute: problem(
    422,
    "An attribute that the model does not know",
    "GET /models/{name}/schema lists what it takes.",
  ),
  wrong_attribute: problem(
    422,
    "An attribute of the wrong type",
    "GET /models/{name}/schema says whether it is a number or a text.",
  ),
  unknown_id: problem(
    404,
    "No such client, account or movement at the latest snapshot",
    "Check the id, or send the attributes themselves.",
  ),
  unknown_model: problem(404, "No such model", "GET /models lists them."),
  no_model: problem(
    404,
    "This bank has no such model",
    "The detail says what it lacks; the pipeline makes the model once it can.",
  ),
  unknown_path: problem(404, "No such path", "See /openapi.json."),
  unknown_table: problem(404, "No such table", "GET /odata lists them."),
  invalid_query: problem(
    400,
    "The query cannot be read",
    "See docs/api.md for what OData options are known.",
  ),
  wrong_method: problem(405, "This path does not take that method", "See /openapi.json."),
  wrong_host: problem(
    421,
    "Without tokens the API answers to localhost only",
    "Ask for http://localhost, or make a token: npm run api -- token add.",
  ),
  no_token: problem(
    401,
    "A token is needed",
    "Send it as Authorization: Bearer …, or as the password of Basic; npm run api -- token add makes one.",
  ),
  bad_token: problem(
    401,
    "The token is not known, or has expired",
    "Ask for a new one; npm run api -- token list shows when each ends.",
  ),
  no_scope: problem(
    403,
    "The token may not do this",
    "Ask for a token with the scope that the detail names.",
  ),
  too_large: problem(413, "The body is too large", "Send at most 1,000 records and 1 MB at a time."),
  wrong_type: problem(415, "The body is not application/json", "Set Content-Type: application/json."),
  bad_http: problem(
    400,
    "The request is not HTTP as it should be",
    "Correct what sends it, or the proxy between.",
  ),
  headers_too_large: problem(431, "The headers are too large", "Send fewer or shorter ones: 16 KB in all."),
  too_slow: problem(408, "The request took too long to arrive", "Send it again."),
  too_many: problem(429, "Too many requests with this token", "Wait for the seconds in Retry-After."),
  busy: problem(
    503,
    "More requests than can be answered",
    "Wait for the seconds in Retry-After, then send it again.",
  ),
  query_too_costly: problem(
    503,
    "The query takes more time or memory than one may",
    "Ask for less with $filter, $select or $top.",
  ),
  not_ready: problem(503, "There is nothing to score with yet", "Run npm run pipeline, or npm run build."),
  audit_unwritable: problem(
    503,
    "The audit log cannot be written, so nothing is scored",
    "Make room on its disk, or correct its rights.",
  ),
  internal: problem(500, "Something went wrong that is not the caller's fault", "Report the request id."),
};

export type ProblemCode = keyof typeof problems;

/** An answer to what cannot be done, after RFC 9457. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: "Path of this problem's documentation" }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.Optional(Type.String()),
    remedy: Type.String(),
    request_id: Type.Optional(Type.String()),
  },
  { $id: "Problem", description: "A problem document, RFC 9457; docs/errors.md lists the codes." },
);

/** Something that cannot be done, and why; never with SQL, paths or a stack in it. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
  ) {
    super(detail ?? problems[code].title);
  }
}

/** The document that is sent for a problem. */
export function problemDocument(
  code: ProblemCode,
  detail?: string,
  requestId?: string,
): Static<typeof problemSchema> {
  const { status, title, remedy } = problems[code];
  return {
    type: `/errors/${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    remedy,
    ...(requestId === undefined ? {} : { request_id: requestId }),
  };
}
