import { Type, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import { refusals } from "../schemas.js";

const status = Type.Object({ status: Type.Literal("ok") });
const ready = Type.Object({ status: Type.Literal("ok"), as_of: Type.String(), run: Type.String() });

/** Whether the process is up, and whether it has something to score with. */
export function healthRoutes(app: FastifyInstance, { releases }: Context): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const tags = ["health"];
  typed.get(
    "/healthz",
    { schema: { tags, summary: "The process is up", response: { 200: status, ...refusals() } } },
    () => ({
      status: "ok" as const,
    }),
  );
  typed.get(
    "/readyz",
    {
      schema: {
        tags,
        summary: "There is a warehouse with models",
        response: { 200: ready, ...refusals("not_ready") },
      },
    },
    () => {
      const { about } = releases.current;
      return { status: "ok" as const, as_of: about.asOf, run: about.run };
    },
  );
}
