import { z } from 'zod';
import { openApiDocument } from '../../../../apps/api/openapi-document.ts';

/** A route of the API, as far as the firewall is concerned. */
export interface Route {
  readonly method: string;
  /** A path that it serves. */
  readonly path: string;
  /** Whether it asks for no credentials. */
  readonly open: boolean;
  /** Characters of the longest JSON that it takes; 0 when it takes none. */
  readonly longestBody: number;
}

const schemaSchema = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  maxLength: z.number().default(Number.POSITIVE_INFINITY),
  maxItems: z.number().default(Number.POSITIVE_INFINITY),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  additionalProperties: z.unknown().optional(),
});
const bodySchema = z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) });
const routeSchema = z.object({ security: z.array(z.unknown()), requestBody: bodySchema.optional() });
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), routeSchema)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Characters of the longest JSON that fits a schema: endless where it sets no bound. */
function longest(written: unknown, named: Readonly<Record<string, unknown>>): number {
  const schema = schemaSchema.parse(written);
  const of = (inner: unknown) => longest(inner, named);
  if (schema.$ref) return of(named[schema.$ref.replace('#/components/schemas/', '')]);
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (values) return Math.max(...values.map((value) => JSON.stringify(value).length));
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways) return Math.max(...ways.map(of));
  switch (schema.type) {
    case 'boolean':
    case 'null':
      return 'false'.length;
    case 'integer':
    case 'number':
      return 25;
    case 'string':
      // Ids and moments have a format instead of a length.
      return 2 + (schema.format ? Math.min(schema.maxLength, 64) : schema.maxLength);
    case 'array':
      return 2 + schema.maxItems * (of(schema.items) + 1);
    default:
      if (schema.additionalProperties !== false) return Number.POSITIVE_INFINITY;
      return Object.entries(schema.properties).reduce((sum, [name, value]) => sum + name.length + 4 + of(value), 2);
  }
}

/** All routes that the API documents. */
export async function apiRoutes(): Promise<readonly Route[]> {
  const { paths, components } = documentSchema.parse(await openApiDocument());
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, '0b9f6c1e-5c55-4d5c-9a53-0d3cf8f7a001'),
      open: security.length === 0,
      longestBody: requestBody ? longest(requestBody.content['application/json'].schema, components.schemas) : 0,
    })),
  );
}
