import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import fastifyCookie from '@fastify/cookie';
import fastifyCors from '@fastify/cors';
import { fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Services } from '../services.ts';
import { guardAccess } from './access.ts';
import type { Api, Routes } from './api.ts';
import { guardInput } from './guard-input.ts';
import { sendHeaders } from './headers.ts';
import { keepAnswers } from './idempotency.ts';
import { keptAnswers } from './kept-answers.ts';
import { logRequests } from './logging.ts';
import { measureRequests } from './metrics.ts';
import { documentApi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { rateLimit } from './rate-limit.ts';
import { cacheResponses } from './response-cache.ts';
import type { Identity } from './self-signed.ts';
import { traceRequests } from './tracing.ts';

export interface AppOptions {
  /** Web apps on other origins that may call us from a browser. */
  readonly origins: readonly string[];
  /** How many proxies stand before us: only what they say of a caller's address counts. */
  readonly proxies: number;
  /** With it HTTPS is spoken, and nothing else. */
  readonly tls: Identity | null;
  /** What is not to be as usual. */
  readonly patience?: Partial<Patience> | undefined;
}

/** Milliseconds. Who sends headers or a body slower than this is cut off. */
export interface Patience {
  /** With TLS, its handshake before them has as long. */
  readonly headers: number;
  /** Headers and body. */
  readonly request: number;
  readonly idle: number;
  /** How often it is looked who is too slow. */
  readonly look: number;
}

const usualPatience: Patience = { headers: 10_000, request: 120_000, idle: 70_000, look: 5_000 };

/** Bytes of a body, where a route does not say otherwise. */
const bodyLimit = 1024 * 1024;

/** The HTTP API without its address: routes, guards, reference. */
export async function buildApp(
  parts: readonly Routes[],
  services: Services,
  { origins, proxies, tls, ...options }: AppOptions,
): Promise<Api> {
  const patience = { ...usualPatience, ...options.patience };
  let quick: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null;
  const api = fastify({
    loggerInstance: services.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: (_address, hop) => hop < proxies,
    // Of these Fastify only asks whether they are there: then addresses that it tells begin with https.
    ...(tls ? { https: tls } : {}),
    serverFactory: (handler) =>
      serverOf(tls, patience, (request, response) => {
        if (!quick?.(request, response)) handler(request, response);
      }),
    // What is no address, above all: it would be answered by Fastify, in its words and without our headers.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    genReqId: () => randomUUID(),
    // A caller's own id would end up in our logs as it is.
    requestIdHeader: false,
    routerOptions: { maxParamLength: 2_000 },
  }).withTypeProvider<ZodTypeProvider>();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.setErrorHandler(sendProblem);
  api.setNotFoundHandler(() => {
    throw new Refusal('not-found', 'no-route', 'There is no such address: see /v1/reference.');
  });
  traceRequests(api, services.tracing);
  logRequests(api);
  measureRequests(api, services.metrics);
  sendHeaders(api);
  refuseCompressed(api);
  guardInput(api);
  if (origins.length > 0)
    await api.register(fastifyCors, {
      origin: [...origins],
      credentials: true,
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['etag', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
    });
  await api.register(fastifyCookie);
  const count = rateLimit(api, { ...services.limits, metrics: services.metrics, planOf: ({ plan }) => plan });
  guardAccess(api, services.authenticate);
  cacheResponses(api, { cache: services.responses, metrics: services.metrics });
  keepAnswers(api, services.pool);
  await documentApi(api);
  await api.register(async (scope) => {
    for (const part of parts) part(scope.withTypeProvider<ZodTypeProvider>(), services);
  });
  // A trace is of the whole way.
  if (!services.tracing.on) quick = keptAnswers({ ...services, count });
  return api;
}

function serverOf(
  tls: Identity | null,
  patience: Patience,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const limits = limitsOf(patience);
  if (!tls) return createServer(limits, answer);
  // Who connects and then says nothing is no request yet, and would hold up the end for two minutes.
  const handshake = { handshakeTimeout: patience.headers, minVersion: 'TLSv1.2' } as const;
  return createTlsServer({ ...limits, ...handshake, ...tls }, answer);
}

const limitsOf = ({ headers, request, idle, look }: Patience) => ({
  headersTimeout: headers,
  requestTimeout: request,
  keepAliveTimeout: idle,
  connectionsCheckingInterval: look,
});

/** A small compressed body can be a huge one: nobody has to send a screenplay compressed. */
function refuseCompressed(api: Api): void {
  api.addHook('onRequest', ({ headers }, _reply, done) => {
    const encoding = headers['content-encoding'];
    const plain = encoding === undefined || encoding === 'identity';
    done(
      plain ? undefined : new Refusal('unsupported', 'compressed', 'Send the body as it is, without Content-Encoding.'),
    );
  });
}
