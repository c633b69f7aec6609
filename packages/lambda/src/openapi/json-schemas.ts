import * as z from 'zod/mini';
import { page, problem, receipt, record, submission } from '../schemas.ts';

/** A piece of the document. */
export type Json = Readonly<Record<string, unknown>>;

const NAMED = { Submission: submission, Receipt: receipt, Feedback: record, FeedbackPage: page, Problem: problem };

/** The schemas that have a name in the document. */
export function namedSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...OPTIONS, uri: (id) => referTo(id).$ref });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

/** Points to a schema that has a name. */
export function referTo(id: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${id}` };
}

/** A schema that stands where it is used. */
export function inlineSchema(schema: z.ZodMiniType): Json {
  return bare(z.toJSONSchema(schema, OPTIONS));
}

/** What comes in is described as it is sent. A format says all that the pattern beside it says, and people can read it. */
const OPTIONS = {
  io: 'input',
  override: ({ jsonSchema }: { jsonSchema: { format?: string | undefined; pattern?: string | undefined } }) => {
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  },
} as const;

function bare({ $schema, $id, ...schema }: z.core.JSONSchema.BaseSchema): Json {
  return schema;
}
