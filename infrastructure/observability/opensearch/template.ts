import { readFile } from 'node:fs/promises';
import { z } from 'zod';

interface Mapping {
  readonly type?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly properties?: Readonly<Record<string, Mapping>> | undefined;
  readonly fields?: Readonly<Record<string, Mapping>> | undefined;
}

const mappingSchema: z.ZodType<Mapping> = z.lazy(() =>
  z.strictObject({
    type: z.enum(['date', 'keyword', 'text', 'integer', 'short', 'float', 'boolean', 'object']).optional(),
    enabled: z.boolean().optional(),
    ignore_above: z.number().optional(),
    properties: z.record(z.string(), mappingSchema).optional(),
    fields: z.record(z.string(), mappingSchema).optional(),
  }),
);

const templateSchema = z.looseObject({
  index_patterns: z.array(z.string()),
  template: z.looseObject({
    mappings: z.looseObject({ dynamic: z.literal(false), properties: z.record(z.string(), mappingSchema) }),
  }),
});

/** The template of all indices of logs. */
export async function readTemplate() {
  return templateSchema.parse(JSON.parse(await readFile(new URL('template.json', import.meta.url), 'utf8')));
}

/** Every field that can be searched for, and its type: `err.message` and `err.message.keyword`, too. */
export function fieldsOf(properties: Readonly<Record<string, Mapping>>, before = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(properties).flatMap(([name, { type = 'object', enabled = true, properties, fields }]) => {
      const path = `${before}${name}`;
      return [
        [path, enabled ? type : 'hidden'] as const,
        ...fieldsOf(properties ?? {}, `${path}.`),
        ...fieldsOf(fields ?? {}, `${path}.`),
      ];
    }),
  );
}
