import fastifyCors from '@fastify/cors';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Authenticate, guardAccess } from '../http/access.ts';
import type { Api, Routes } from '../http/api.ts';
import { documentApi } from '../http/openapi.ts';
import { sendProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';

/** A part of the API on a port of this machine, with the guard of access, CORS, error answers and the reference. */
export async function servedApi(
  part: Routes,
  authenticate: Authenticate,
  services: Partial<Services>,
): Promise<{ readonly api: Api; readonly address: string }> {
  const api: Api = fastify({ forceCloseConnections: 'idle' }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(sendProblem);
  await api.register(fastifyCors, { origin: ['https://web.example.org'], credentials: true });
  await documentApi(api);
  guardAccess(api, authenticate);
  await api.register(async (scope) => {
    // The part takes nothing else of the services.
    part(scope.withTypeProvider<ZodTypeProvider>(), { ...services, authenticate } as Services);
  });
  return { api, address: await api.listen({ host: '127.0.0.1', port: 0 }) };
}
