import { problems } from "../../lib/api/problems.js";

/** `docs/errors.md`: what the API can refuse, from the table that it answers by. */
export function errorsPage(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title}. | ${remedy} |`,
  );
  return `# Errors of the API

Every refusal is a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) with the content type
\`application/problem+json\`:

\`\`\`json
{
  "type": "/errors/unknown_attribute",
  "title": "An attribute that the model does not know",
  "status": 422,
  "code": "unknown_attribute",
  "detail": "\\"behind\\"; the nearest that is known is behind_count",
  "remedy": "GET /models/{name}/schema lists what it takes.",
  "request_id": "1523ce3d21c2-4"
}
\`\`\`

In a batch, a record that cannot be scored has such a document as its \`error\`, and the others have their answers. An
answer with status 429 or 503 says in \`Retry-After\` after how many seconds to come again.

| Code | Status | What it means | What to do |
|---|---|---|---|
${rows.join("\n")}
`;
}
