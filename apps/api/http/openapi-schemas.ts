/** What is pointed at from anywhere in a value. */
function referencesIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value))
    if (key === '$ref' && typeof inner === 'string') found.add(inner.split('/').at(-1) ?? '');
    else referencesIn(inner, found);
  return found;
}

interface Document {
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

/**
 * A document without the shared schemas that nothing points at: each is there as what comes in and as what goes out, of which most are used
 * one way only.
 */
export function schemasInUse<T extends object>(document: T): T {
  // The types of Fastify's documents allow other versions of OpenAPI, too; ours is always this.
  const { components: shared, ...rest }: Document = document;
  const { schemas = {}, ...components } = shared ?? {};
  const used = referencesIn(rest);
  // A set can grow while it is walked: what is pointed at points further.
  for (const name of used) referencesIn(schemas[name], used);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  const sorted = Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)).map(withoutDialect));
  return { ...document, components: { ...components, schemas: sorted } };
}

/** OpenAPI 3.1 names the dialect once for all, and where a schema is, is its name. */
function withoutDialect([name, schema]: [string, unknown]): [string, unknown] {
  if (typeof schema !== 'object' || schema === null) return [name, schema];
  const { $schema: _dialect, $id: _id, ...rest }: Readonly<Record<string, unknown>> = { ...schema };
  return [name, rest];
}
