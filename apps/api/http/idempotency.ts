import { createHash } from 'node:crypto';
import { row, run } from '@ai-film-studio/studio/db/sql.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { z } from 'zod';
import { type Api, principalOf } from './api.ts';

/** The name space of ids that follow from a caller's key. */
const keySpace = '5d3a1d6c-0b9e-4b0e-9a3f-3d6f0a5f7c11';

const header = 'idempotency-key';

const keptSchema = z.object({ request_hash: z.string(), status: z.int().nullable(), body: z.string().nullable() });

const hashOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest('hex');

function keyOf(request: FastifyRequest): string {
  const key = request.headers[header];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refusal(
      'invalid',
      'idempotency-key',
      'This costs credits: send an Idempotency-Key of your own (1 to 200 characters, such as a UUID), the same when you try again.',
    );
  return key;
}

/**
 * Routes that spend (`config.spends`) answer a repeated request as they did the first time. What they make has the id `request.idempotencyId`,
 * which follows from user and key: a request that died half-way makes the same thing when it comes again, not another.
 */
export function keepAnswers(api: Api, pool: Pool): void {
  api.decorateRequest('idempotencyId', null);

  const lookUp = async (request: FastifyRequest, reply: FastifyReply) => {
    const { userId } = principalOf(request);
    const [key, hash] = [keyOf(request), hashOf(request)];
    request.idempotencyId = uuidV5(`${userId} ${key}`, keySpace);
    await run(
      pool,
      'insert into idempotency_keys (user_id, key, request_hash) values ($1, $2, $3) on conflict do nothing',
      [userId, key, hash],
    );
    const kept = await row(
      pool,
      keptSchema,
      'select request_hash, status, body from idempotency_keys where user_id = $1 and key = $2',
      [userId, key],
    );
    if (kept && kept.request_hash !== hash)
      throw new Refusal(
        'conflict',
        'idempotency-reused',
        'This Idempotency-Key was sent with another request: use a new one.',
      );
    if (kept?.status) return replay(reply, kept.status, kept.body ?? '');
  };

  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    if (!request.idempotencyId || reply.hasHeader('idempotency-replayed')) return payload;
    // A refusal, a fault of ours or too many requests may go better the next time: that is no answer to keep.
    if (reply.statusCode >= 400 || typeof payload !== 'string') return payload;
    await run(
      pool,
      'update idempotency_keys set status = $3, body = $4 where user_id = $1 and key = $2 and status is null',
      [principalOf(request).userId, keyOf(request), reply.statusCode, payload],
    );
    return payload;
  };

  // Only where something is spent: other routes pay nothing for it.
  api.addHook('onRoute', (route) => {
    if (!route.config?.spends) return;
    route.preHandler = [lookUp, route.preHandler ?? []].flat();
    route.onSend = [keep, route.onSend ?? []].flat();
  });
}

function replay(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply
    .code(status)
    .header('idempotency-replayed', 'true')
    .type('application/json; charset=utf-8')
    .serializer((payload: unknown) => String(payload))
    .send(body);
}
