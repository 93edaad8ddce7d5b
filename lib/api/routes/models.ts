import { Type, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import { Problem } from "../problems.js";
import { modelNames, type ModelName, type PublishedModel } from "../release/models.js";
import type { Release } from "../release/release.js";
import { refusals } from "../schemas.js";

const anything = Type.Record(Type.String(), Type.Any());
const json = (description: string, schema: object) => ({
  description,
  content: { "application/json": { schema } },
});

function named(release: Release, name: string): PublishedModel {
  if (!modelNames.includes(name as ModelName))
    throw new Problem("unknown_model", JSON.stringify(name.slice(0, 80)));
  return release.model(name as ModelName);
}

/** JSON Schema of the attributes that a model takes. */
function attributeSchema({ scorer, document }: PublishedModel): object {
  const titles = new Map(document.features.map((feature) => [feature.name, feature]));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: document.title,
    description: "Attributes of one record; what is left out, or null, is missing.",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      scorer.features.map(({ name, kind }) => {
        const feature = titles.get(name);
        return [
          name,
          {
            type: kind === "numeric" ? ["number", "boolean", "null"] : ["string", "null"],
            title: feature?.title,
            description: feature?.about,
            ...(feature?.unit ? { "x-unit": feature.unit } : {}),
          },
        ];
      }),
    ),
  };
}

/** What models there are, and everything about each. */
export function modelRoutes(app: FastifyInstance, { releases }: Context): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const shared = { tags: ["models"], security: [{ bearer: [] }, { basic: [] }] };
  const problems = refusals("no_token", "no_scope", "wrong_host", "unknown_model");
  const params = Type.Object({ name: Type.String({ description: modelNames.join(", ") }) });
  const config = { scope: "read" } as const;

  typed.get(
    "/models",
    {
      config,
      schema: {
        ...shared,
        summary: "The models of this release",
        response: { 200: json("The models", anything), ...problems },
      },
    },
    () => {
      const { about, models } = releases.current;
      return {
        as_of: about.asOf,
        run: about.run,
        bank: about.bank,
        models: [...models].map(([name, model]) =>
          "reason" in model
            ? { name, is_available: false, reason: model.reason }
            : {
                name,
                is_available: true,
                version: model.version,
                title: model.document.title,
                purpose: model.document.purpose,
                trained_from: model.document.training.from,
                trained_to: model.document.training.to,
                metrics: model.document.metrics,
              },
        ),
      };
    },
  );
  typed.get(
    "/models/:name",
    {
      config,
      schema: {
        ...shared,
        params,
        summary: "Document and validation of a model",
        response: { 200: json("The model", anything), ...problems },
      },
    },
    ({ params: { name } }) => {
      const { document, report, version } = named(releases.current, name);
      return { version, document, validation: JSON.parse(report) as object };
    },
  );
  typed.get(
    "/models/:name/schema",
    {
      config,
      schema: {
        ...shared,
        params,
        summary: "JSON Schema of a model's attributes",
        response: { 200: json("The schema", anything), ...problems },
      },
    },
    ({ params: { name } }) => attributeSchema(named(releases.current, name)),
  );
}
