import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { referencePrefix } from './access.ts';
import type { Api } from './api.ts';
import { problemSchema } from './problem.ts';

const problem = z.toJSONSchema(problemSchema, { target: 'draft-2020-12' });

/** Serves the OpenAPI 3.1 document, made of the schemas that requests are checked by, and a page to read it. */
export async function documentApi(api: Api): Promise<void> {
  await api.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'AI Film Studio',
        version: '1',
        description:
          'A screenplay goes in, a film comes out. Errors are `application/problem+json` with a stable `code`.',
        license: { name: 'MPL-2.0', identifier: 'MPL-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
      },
    },
    transform: (input) => {
      const { schema, url } = createJsonSchemaTransform({ skipList: [] })(input);
      const { access = 'public', spends } = input.route.config ?? {};
      const security = access === 'public' ? [] : [{ session: [] }, { apiKey: [access] }];
      const headers = spends
        ? {
            headers: {
              type: 'object',
              properties: { 'Idempotency-Key': { type: 'string' } },
              required: ['Idempotency-Key'],
            },
          }
        : {};
      const response = {
        ...(schema.response as object),
        default: { description: 'A problem', content: { 'application/problem+json': { schema: problem } } },
      };
      return { schema: { ...schema, ...headers, security, response }, url };
    },
    transformObject: createJsonSchemaTransformObject({}),
  });
  await api.register(fastifySwaggerUi, { routePrefix: referencePrefix, staticCSP: true });
  api.get('/v1/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => api.swagger());
}
