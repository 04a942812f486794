import { randomUUID } from 'node:crypto';
import { z } from 'zod';

const schemaSchema = z.looseObject({
  $ref: z.string().optional(),
  /** Of several, such as a string or null, the first counts. */
  type: z
    .union([z.string(), z.array(z.string())])
    .transform((type) => (Array.isArray(type) ? type[0] : type))
    .optional(),
  format: z.string().optional(),
  default: z.unknown().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  minLength: z.int().optional(),
  minItems: z.int().optional(),
  required: z.array(z.string()).optional(),
  get items() {
    return schemaSchema.optional();
  },
  get anyOf() {
    return z.array(schemaSchema).optional();
  },
  get oneOf() {
    return z.array(schemaSchema).optional();
  },
  get properties() {
    return z.record(z.string(), schemaSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), schemaSchema]).optional();
  },
});
/** What of JSON Schema our document makes use of. */
export type Schema = z.infer<typeof schemaSchema>;

const media = z.record(z.string(), z.looseObject({ schema: schemaSchema.optional() }));
const operationSchema = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), schema: schemaSchema.optional() })).default([]),
  requestBody: z.looseObject({ content: media }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: media.optional() })),
});
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), schemaSchema) }),
});

/** An operation of the document, as far as an attacker cares. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** `/v1/films/{filmId}` */
  readonly path: string;
  /** `null`: anybody may. `admin`: no API key may. */
  readonly scope: string | null;
  /** Names in the path. */
  readonly params: readonly string[];
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
  readonly headers: readonly string[];
  readonly body: Schema | null;
  /** Whether it answers with events that do not end. */
  readonly streams: boolean;
}

export interface Operations {
  readonly all: readonly Operation[];
  /** A body that the operation takes as far as its shape goes: what must be there, and nothing else. */
  sample(schema: Schema): unknown;
  /** Every object in a body, as a way to it (`[]` the body itself, `['settings']` one in it), and the names that it knows. */
  objectsIn(schema: Schema): readonly { readonly way: readonly string[]; readonly names: ReadonlySet<string> }[];
  /** Every string in a body, as a way to it. */
  stringsIn(schema: Schema): readonly (readonly string[])[];
}

/** @param text the OpenAPI document, as the server gives it */
export function operationsOf(text: string): Operations {
  const { paths, components } = documentSchema.parse(JSON.parse(text));
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1);
    if (!name) return schema;
    const found = components.schemas[name];
    if (!found) throw new Error(`The document has no schema ${name}.`);
    return resolve(found);
  };

  const sample = (given: Schema): unknown => {
    const schema = resolve(given);
    const [first] = schema.anyOf ?? schema.oneOf ?? [];
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    if (first) return sample(first);
    if (schema.type === 'string') return sampleString(schema);
    if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
    if (schema.type === 'boolean') return false;
    if (schema.type === 'array')
      return Array.from({ length: schema.minItems ?? 0 }, () => schema.items && sample(schema.items));
    const needed = (schema.required ?? []).map((name) => [name, namedSample(name, schema.properties?.[name] ?? {})]);
    return Object.fromEntries(needed);
  };
  // What is more than its shape: an address is checked by more than the document says.
  const namedSample = (name: string, schema: Schema): unknown => {
    if (name === 'email') return `${randomUUID()}@example.org`;
    if (name === 'url') return 'https://hooks.example.org/studio';
    return sample(schema);
  };

  const walk = (
    given: Schema,
    way: readonly string[],
    visit: (schema: Schema, way: readonly string[]) => void,
  ): void => {
    const schema = resolve(given);
    visit(schema, way);
    for (const one of schema.anyOf ?? schema.oneOf ?? []) walk(one, way, visit);
    for (const [name, property] of Object.entries(schema.properties ?? {})) walk(property, [...way, name], visit);
    if (schema.items) walk(schema.items, [...way, '0'], visit);
  };

  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const named = (where: string) => operation.parameters.filter((parameter) => parameter.in === where);
      return {
        ...{ id: operation.operationId, method: method.toUpperCase(), path },
        scope: scopeOf(operation.security),
        params: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
        query: named('query').map(({ name, schema = {} }) => ({ name, schema })),
        headers: named('header').map(({ name }) => name.toLowerCase()),
        body: operation.requestBody?.content['application/json']?.schema ?? null,
        streams: operation.responses['200']?.content?.['text/event-stream'] !== undefined,
      };
    }),
  );
  return {
    ...{ all, sample },
    objectsIn(schema) {
      // What one half of a union does not know, the other may.
      const found = new Map<string, { readonly way: readonly string[]; readonly names: Set<string> }>();
      walk(schema, [], ({ properties }, way) => {
        if (!properties) return;
        const { names } = found.get(way.join('.')) ?? { names: new Set<string>() };
        found.set(way.join('.'), { way, names: new Set([...names, ...Object.keys(properties)]) });
      });
      return [...found.values()];
    },
    stringsIn(schema) {
      const found: (readonly string[])[] = [];
      walk(schema, [], (one, way) => one.type === 'string' && found.push(way));
      return found;
    },
  };
}

function scopeOf(security: readonly Readonly<Record<string, readonly string[]>>[]): string | null {
  if (security.length === 0) return null;
  return security.flatMap(({ apiKey = [] }) => apiKey)[0] ?? 'admin';
}

function sampleString({ format, minLength = 1 }: Schema): string {
  if (format === 'uuid') return randomUUID();
  if (format === 'date-time') return '2100-01-01T00:00:00Z';
  return 'a'.repeat(minLength);
}

/** What the headers need that some operations ask for. */
export const headersFor = ({ headers }: Operation): Record<string, string> =>
  Object.fromEntries(headers.map((name) => [name, name === 'if-match' ? '"0"' : randomUUID()]));

/** The operation's path with these in it. @throws Error for a name that nobody has taught the tests: do, so that the route is tried */
export function pathWith({ path, id }: Operation, ids: Readonly<Record<string, string>>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = ids[name];
    if (value === undefined) throw new Error(`${id} has the parameter ${name}, of which test/security knows nothing.`);
    return value;
  });
}

/** The value with something else at the end of a way; what is missing on the way is made. */
export function withAt(value: unknown, way: readonly string[], put: unknown): unknown {
  const [first, ...rest] = way;
  if (first === undefined) return put;
  if (first === '0') return [withAt(Array.isArray(value) ? value[0] : undefined, rest, put)];
  const object = typeof value === 'object' && value !== null ? value : {};
  return { ...object, [first]: withAt(Object.entries(object).find(([name]) => name === first)?.[1], rest, put) };
}
