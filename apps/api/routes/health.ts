import { hash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { MetricsPage } from '@ai-film-studio/studio/telemetry/metrics.ts';
import { type Readiness, type ReadinessCheck, readiness } from '@ai-film-studio/studio/telemetry/readiness.ts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Routes } from '../http/api.ts';

/** How the server fares: what `Services.health` has to be. */
export interface Health {
  readonly checks: readonly ReadinessCheck[];
  readonly metricsPage: Pick<MetricsPage, 'contentType' | 'text'>;
  /** METRICS_TOKEN; `null`: only this machine may read the metrics. */
  readonly metricsToken: string | null;
  /** Milliseconds for each check, when not 2 s. */
  readonly patience?: number;
}

const readinessSchema = z.object({
  ready: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      needed: z.boolean(),
      state: z.enum(['up', 'down']),
      milliseconds: z.number(),
    }),
  ),
});

/** Milliseconds that an answer is good for: anybody may ask, and nobody shall wear out the database by it. */
const fresh = 1_000;

export const healthRoutes: Routes = (api, { health, logger }) => {
  const config = { access: 'public', limit: 'none' } as const;
  const { checks, metricsPage, metricsToken, patience } = health;
  let last: { readonly at: number; readonly answer: Promise<Readiness> } | null = null;

  const ask = (): Promise<Readiness> => {
    const now = performance.now();
    if (last && now - last.at < fresh) return last.answer;
    const onFault = (name: string, error: unknown) => logger.warn({ check: name, err: error }, 'a dependency is down');
    const answer = readiness(checks, { onFault, ...(patience === undefined ? {} : { patience }) });
    last = { at: now, answer };
    return answer;
  };

  api.route({
    method: 'GET',
    url: '/health',
    config,
    schema: {
      operationId: 'getHealth',
      tags: ['health'],
      summary: 'Whether the process answers',
      response: { 200: z.object({ status: z.literal('ok') }) },
    },
    handler: async () => ({ status: 'ok' as const }),
  });

  api.route({
    method: 'GET',
    url: '/ready',
    config,
    schema: {
      operationId: 'getReadiness',
      tags: ['health'],
      summary: 'Whether all that is needed is up',
      response: { 200: readinessSchema, 503: readinessSchema },
    },
    handler: async (_request, reply) => {
      const { ready, checks: answers } = await ask();
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ ready, checks: [...answers] });
    },
  });

  api.route({
    method: 'GET',
    url: '/metrics',
    config,
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!mayReadMetrics(request, metricsToken))
        throw new Refusal(
          'unauthenticated',
          'metrics-token',
          'Send METRICS_TOKEN as a bearer token, or ask from this machine.',
        );
      return reply
        .type(metricsPage.contentType)
        .header('cache-control', 'no-store')
        .send(await metricsPage.text());
    },
  });
};

function mayReadMetrics({ headers, socket }: FastifyRequest, token: string | null): boolean {
  const shown = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (shown !== undefined) return token !== null && sameSecret(shown, token);
  // What a proxy on this machine passes on comes from loopback, too, but not from this machine.
  const passedOn =
    headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined || headers.via !== undefined;
  return !passedOn && isLoopback(socket.remoteAddress ?? '');
}

const isLoopback = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);

/** Hashes are of one length, whatever was shown. */
const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
