import { Problem } from "../problems.js";
import type { ModelName, PublishedModel } from "../release/models.js";
import { findMovements, type StoredMovement } from "../release/movements.js";
import type { Release } from "../release/release.js";
import type { Attributes, Subject } from "../schemas.js";
import type { Scored } from "./scored.js";
import { clientName, nameOf, tell, type ClientName, type Name, type Told } from "./told.js";

const unknown = ({ key, id }: Name): Problem => new Problem("unknown_id", `${key} ${JSON.stringify(id)}`);

/**
 * Scores subjects in one go.
 *
 * @returns for each its answer, or the problem that it has
 */
export function scoreSubjects(
  release: Release,
  model: ModelName,
  subjects: readonly Subject[],
): Promise<(Told | Problem)[]> {
  return model === "anomaly" ? scoreMovements(release, subjects) : scoreClients(release, model, subjects);
}

/** Of an attribute record the problem that it has, if any. */
function problemOf({ scorer }: PublishedModel, attributes: Attributes): Problem | null {
  try {
    scorer.check(attributes);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Scores what was sent, if anything was. */
async function scoreAttributes(
  { scorer }: PublishedModel,
  sent: readonly { readonly attributes: Attributes }[],
): Promise<Scored[]> {
  return sent.length === 0 ? [] : scorer.score(scorer.tableOf(sent.map(({ attributes }) => attributes)));
}

async function scoreClients(
  release: Release,
  name: "default" | "churn",
  subjects: readonly Subject[],
): Promise<(Told | Problem)[]> {
  const model = release.model(name);
  const answers = new Array<Told | Problem>(subjects.length);
  const named: { place: number; name: ClientName }[] = [];
  const sent: { place: number; attributes: Attributes }[] = [];
  for (const [place, subject] of subjects.entries()) {
    const name = clientName(subject);
    if (name !== null) {
      named.push({ place, name });
      continue;
    }
    const attributes = subject.attributes ?? {};
    const problem = problemOf(model, attributes);
    if (problem === null) sent.push({ place, attributes });
    else answers[place] = problem;
  }
  const told = await release.stored.get(name)!.tell(named.map(({ name }) => name));
  for (const [index, { place, name }] of named.entries()) answers[place] = told[index] ?? unknown(name);
  const scored = await scoreAttributes(model, sent);
  for (const [index, { place }] of sent.entries()) answers[place] = tell(null, scored[index]!);
  return answers;
}

async function scoreMovements(release: Release, subjects: readonly Subject[]): Promise<(Told | Problem)[]> {
  const model = release.model("anomaly");
  const names = subjects.map(nameOf);
  const found = new Map<string, ReadonlyMap<string, StoredMovement>>();
  for (const key of ["transaction_id", "client_id", "account_id"] as const) {
    const ids = names.flatMap((named) => (named?.key === key ? [named.id] : []));
    if (ids.length > 0) found.set(key, await findMovements(release.readers, model.scorer, key, ids));
  }
  const answers = new Array<Told | Problem>(subjects.length);
  const records: { place: number; attributes: Attributes; movement: StoredMovement | null }[] = [];
  for (const [place, named] of names.entries()) {
    const movement = named && (found.get(named.key)?.get(named.id) ?? null);
    const attributes = movement?.attributes ?? subjects[place]!.attributes ?? {};
    const problem = named === null ? problemOf(model, attributes) : movement === null ? unknown(named) : null;
    if (problem === null) records.push({ place, attributes, movement });
    else answers[place] = problem;
  }
  const scored = await scoreAttributes(model, records);
  for (const [index, { place, movement }] of records.entries())
    answers[place] = tell(names[place]!, withMovement(scored[index]!, movement, model));
  return answers;
}

/** What only the batch can say of a movement; of attributes, whether such a score would be an alert. */
function withMovement(scored: Scored, movement: StoredMovement | null, { scale }: PublishedModel): Scored {
  const more =
    movement === null
      ? `"is_alert":${scale.isAlert(scored.score)}`
      : `"transaction_id":${JSON.stringify(movement.transactionId)},"one_in":${movement.oneIn},"is_alert":${movement.isAlert}`;
  return { ...scored, json: `${more},${scored.json}` };
}
