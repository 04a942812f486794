import { apiKeyScopes } from '@ai-film-studio/studio/accounts/api-keys.ts';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { referencePrefix } from './access.ts';
import type { Access, Api } from './api.ts';
import { schemasInUse } from './openapi-schemas.ts';
import { problemSchema } from './problem.ts';

/** Whatever a route answers besides what it says. */
const problemAnswer = {
  description: 'A problem',
  content: {
    'application/problem+json': { schema: { $ref: `#/components/schemas/${z.globalRegistry.get(problemSchema)?.id}` } },
  },
};

const descriptions: Readonly<Record<string, string>> = {
  200: 'What was asked for',
  201: 'It is made',
  202: 'It is taken on, and done in a while',
  204: 'It is done',
  302: 'The address to go on to, in `Location`',
  503: 'Not ready',
};

const idempotencyKey = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      pattern: '^[!-~]{1,200}$',
      description: 'Yours, new for each thing that you want, such as a UUID; the same when you try again.',
    },
  },
  required: ['Idempotency-Key'],
};

const keyScopes: ReadonlySet<string> = new Set(apiKeyScopes);

/** What a caller must show; an API key needs the scope, and there are scopes that no key has. */
function securityOf(access: Access): readonly Record<string, readonly string[]>[] {
  if (access === 'public') return [];
  return [{ session: [] }, ...(keyScopes.has(access) ? [{ apiKey: [access] }] : [])];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each answer with a word about it, as OpenAPI demands. */
function answersOf(response: unknown): Record<string, unknown> {
  const answers = Object.entries(isObject(response) ? response : {}).map(([status, answer]) => {
    const said = isObject(answer) ? answer : {};
    const where = '$ref' in said ? 'description' : 'x-response-description';
    return [status, said.description ? said : { ...said, [where]: descriptions[status] }];
  });
  return { ...Object.fromEntries(answers), default: problemAnswer };
}

/** OpenAPI has no wildcards: the rest of an address is a parameter like others, with its slashes encoded. */
function nameWildcard(url: string, params: unknown): { readonly url: string; readonly params?: unknown } {
  if (!url.endsWith('/*') || !isObject(params) || !isObject(params.properties)) return { url, params };
  const { '*': rest, ...properties } = params.properties;
  const required = (Array.isArray(params.required) ? params.required : []).map((name) =>
    name === '*' ? 'name' : name,
  );
  return {
    url: url.replace(/\*$/, ':name'),
    params: { ...params, properties: { ...properties, name: rest }, required },
  };
}

/** A query that takes whatever comes has no parameters to name. */
const namedQuery = (query: unknown): unknown => (isObject(query) && isObject(query.properties) ? query : undefined);

const info = {
  title: 'AI Film Studio',
  version: '1',
  description:
    'A screenplay goes in, a film comes out. Errors are `application/problem+json` with a stable `code`; lists come in pages, `next` is the `cursor` of the next one.',
  license: { name: 'MPL-2.0', identifier: 'MPL-2.0' },
};

/** Without `upgrade-insecure-requests`, which the library would add: a studio at home has no TLS. */
const referencePolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** Serves the OpenAPI 3.1 document, made of the schemas that requests are checked by, and a page to read it. */
export async function documentApi(api: Api): Promise<void> {
  const toJsonSchema = createJsonSchemaTransform({ skipList: [] });
  const withSchemas = createJsonSchemaTransformObject({});
  await api.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info,
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
      },
    },
    transform: (input) => {
      const { schema, url } = toJsonSchema(input);
      if (schema.hide) return { schema, url };
      const { access = 'public', spends } = input.route.config ?? {};
      const { url: documented, params } = nameWildcard(url, schema.params);
      const headers = spends ? { headers: idempotencyKey } : {};
      const security = securityOf(access);
      return {
        schema: {
          ...schema,
          ...(params === undefined ? {} : { params }),
          ...headers,
          querystring: namedQuery(schema.querystring),
          security,
          response: answersOf(schema.response),
        },
        url: documented,
      };
    },
    transformObject: (input) => schemasInUse(withSchemas(input)),
  });
  await api.register(fastifySwaggerUi, { routePrefix: referencePrefix, staticCSP: referencePolicy });
  api.get('/v1/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => api.swagger());
}
