import { creditsInput, fromInput, toNumber } from '@ai-film-studio/studio/credits/amount.ts';
import { creditHistory, type HistoryEntry } from '@ai-film-studio/studio/credits/history.ts';
import { type Balance, transactionTypes } from '@ai-film-studio/studio/credits/ledger.ts';
import { priceBook } from '@ai-film-studio/studio/credits/prices.ts';
import { inTransaction } from '@ai-film-studio/studio/db/sql.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { pageFrom, pageOf, pageQuery, readCursor } from '../http/page.ts';

const balanceSchema = z
  .object({
    available: z.number(),
    reserved: z.number().describe('Put aside for films that are running.'),
    owed: z.number().describe('Spent credits whose payment was taken back: the next ones that come pay for them.'),
  })
  .meta({ id: 'CreditBalance' });

const movementSchema = z
  .object({
    id: z.uuid(),
    type: z.enum(transactionTypes),
    amount: z.number().describe('Below 0 for what was put aside, spent or taken back.'),
    filmId: z.uuid().nullable(),
    note: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'CreditMovement' });

const pricesSchema = z
  .object({
    version: z.int(),
    since: z.string().describe('The day from which on films are begun at these prices.'),
    margin: z.number().describe('A film costs at most its forecast and this part of it.'),
    engines: z.record(z.string(), z.object({ creditsPerSecond: z.record(z.string(), z.number()) })),
    sizes: z
      .array(z.object({ pixels: z.int(), factor: z.number() }))
      .describe('Pictures of more pixels cost so many times as much.'),
  })
  .meta({ id: 'Prices' });

const grantSchema = z.strictObject({
  credits: creditsInput,
  reason: z.string().trim().min(3).max(200).describe('The user and the audit log see it.'),
});

const shownBalance = ({ available, reserved, owed }: Balance): z.infer<typeof balanceSchema> => ({
  available: toNumber(available),
  reserved: toNumber(reserved),
  owed: toNumber(owed),
});

const shownMovement = ({ number: _, amount, createdAt, ...entry }: HistoryEntry): z.infer<typeof movementSchema> => ({
  ...entry,
  amount: toNumber(amount),
  createdAt: createdAt.toISOString(),
});

/** What somebody has, what became of it, and what films cost. */
export const creditsRoutes: Routes = (api, { pool, reads, credits, auditCreditGrant }) => {
  api.route({
    method: 'GET',
    url: '/v1/credits',
    config: { access: 'billing' },
    schema: {
      operationId: 'getCredits',
      tags: ['credits'],
      summary: 'What you have',
      response: { 200: balanceSchema },
    },
    handler: async (request) => shownBalance(await credits.balance(pool, principalOf(request).userId)),
  });

  api.route({
    method: 'GET',
    url: '/v1/credits/history',
    config: { access: 'billing' },
    schema: {
      operationId: 'listCreditMovements',
      tags: ['credits'],
      summary: 'What became of your credits, newest first',
      querystring: pageQuery,
      response: { 200: pageOf(movementSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const [before = null] = readCursor(cursor, z.tuple([z.int()])) ?? [];
      const found = await creditHistory(reads, { userId: principalOf(request).userId, limit, before });
      const { items, next } = pageFrom(found, limit, ({ number }) => [number]);
      return { items: items.map(shownMovement), next };
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/prices',
    config: { access: 'public' },
    schema: {
      operationId: 'getPrices',
      tags: ['credits'],
      summary: 'What films cost',
      response: { 200: pricesSchema },
    },
    handler: async () => {
      const { version, since, margin, sizes, engines } = priceBook;
      const lists = Object.entries(engines).map(([name, { creditsPerSecond }]) => [name, { creditsPerSecond }]);
      return { version, since, margin, sizes: [...sizes], engines: Object.fromEntries(lists) };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/admin/users/:userId/credits',
    config: { access: 'admin', spends: true },
    schema: {
      operationId: 'grantCredits',
      tags: ['admin'],
      summary: 'Give credits to a user',
      params: z.object({ userId: z.uuid() }),
      body: grantSchema,
      response: { 200: balanceSchema },
    },
    handler: async (request) => {
      const { params, body, ip, headers, idempotencyId } = request;
      const grant = { userId: params.userId, amount: fromInput(body.credits) };
      const who = { actorId: principalOf(request).userId, ip, userAgent: headers['user-agent'] ?? '' };
      return inTransaction(pool, async (client) => {
        const key = idempotencyId === null ? {} : { key: `admin:${idempotencyId}` };
        if (await credits.grant(client, { ...grant, ...key, note: body.reason }))
          await auditCreditGrant(client, { ...grant, ...who, reason: body.reason });
        return shownBalance(await credits.balance(client, grant.userId));
      });
    },
  });
};
