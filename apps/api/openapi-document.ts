import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Api } from './http/api.ts';
import { documentApi } from './http/openapi.ts';
import { allRoutes } from './routes/routes.ts';
import type { Services } from './services.ts';

/** All that routes look at while they are registered; what they call is called by requests, of which there are none here. */
const atRegistration = {
  accounts: { config: { publicUrl: new URL('http://127.0.0.1') } },
  health: {},
  localBlobs: null,
};

/**
 * The OpenAPI 3.1 document of the API, without a server, a database or anything else running.
 * @example JSON.stringify(await openApiDocument())
 */
export async function openApiDocument(): Promise<object> {
  const api: Api = fastify().withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  await documentApi(api);
  await api.register(async (scope) => {
    // A route that looks at more fails here at once.
    const services = atRegistration as unknown as Services;
    for (const routes of allRoutes) routes(scope.withTypeProvider<ZodTypeProvider>(), services);
  });
  await api.ready();
  const document = api.swagger();
  await api.close();
  return document;
}
