import { randomUUID } from 'node:crypto';
import type { Billing } from '@ai-film-studio/studio/billing/billing.ts';
import { creditPacks, packNames, paidPlanNames, planNames, plans } from '@ai-film-studio/studio/billing/plans.ts';
import { subscriptionOf, subscriptionStatuses } from '@ai-film-studio/studio/billing/subscriptions.ts';
import { toNumber } from '@ai-film-studio/studio/credits/amount.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';

const cents = z.int().describe('Cents of a US dollar.');

const plansSchema = z
  .object({
    billing: z.boolean().describe('Whether anything is sold here.'),
    plans: z.array(
      z.object({
        name: z.enum(planNames),
        priceCents: cents.describe('Cents of a US dollar a month.'),
        monthlyCredits: z.number(),
        storageBytes: z.int(),
        concurrentFilms: z.int(),
        requestsPerMinute: z.int(),
        priority: z.enum(['low', 'normal', 'high']).describe('Of films in the queue.'),
      }),
    ),
    packs: z.array(z.object({ name: z.enum(packNames), credits: z.number(), priceCents: cents })),
  })
  .meta({ id: 'Plans' });

const subscriptionSchema = z
  .object({
    plan: z.enum(planNames),
    status: z.enum(subscriptionStatuses),
    expiresAt: z.string().nullable().describe('When the period that is paid for ends.'),
    cancelsAtEnd: z.boolean(),
  })
  .meta({ id: 'Subscription' });

const purchaseSchema = z.union([
  z.strictObject({ plan: z.enum(paidPlanNames) }),
  z.strictObject({ pack: z.enum(packNames) }),
]);

const pageSchema = z.object({ url: z.url().describe('A page of Stripe: send the browser there.') });

/** @throws Refusal where nothing is sold */
function sold(billing: Billing | null): Billing {
  if (billing) return billing;
  throw new Refusal('not-found', 'billing-off', 'Nothing is sold here: credits are given by the studio.');
}

/** Plans and credits for money. */
export const billingRoutes: Routes = (api, services) => {
  const { pool, billing } = services;
  api.route({
    method: 'GET',
    url: '/v1/plans',
    config: { access: 'public' },
    schema: {
      operationId: 'getPlans',
      tags: ['billing'],
      summary: 'What can be had, and for what',
      response: { 200: plansSchema },
    },
    handler: async () => ({
      billing: billing !== null,
      plans: planNames.map((name) => ({ ...plans[name], monthlyCredits: toNumber(plans[name].monthlyCredits) })),
      packs: packNames.map((name) => ({ ...creditPacks[name], name, credits: toNumber(creditPacks[name].credits) })),
    }),
  });

  api.route({
    method: 'GET',
    url: '/v1/billing/subscription',
    config: { access: 'billing' },
    schema: {
      operationId: 'getSubscription',
      tags: ['billing'],
      summary: 'Your plan',
      response: { 200: subscriptionSchema },
    },
    handler: async (request) => {
      const found = await subscriptionOf(pool, principalOf(request).userId);
      if (!found) return { plan: 'free' as const, status: 'active' as const, expiresAt: null, cancelsAtEnd: false };
      return { ...found, expiresAt: found.expiresAt?.toISOString() ?? null };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/billing/checkout',
    config: { access: 'billing', spends: true },
    schema: {
      operationId: 'beginCheckout',
      tags: ['billing'],
      summary: 'Begin to buy a plan or a pack of credits',
      body: purchaseSchema,
      response: { 200: pageSchema },
    },
    handler: async (request) => {
      const id = request.idempotencyId ?? randomUUID();
      return { url: await sold(billing).checkout(principalOf(request).userId, request.body, id) };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/billing/portal',
    config: { access: 'billing' },
    schema: {
      operationId: 'openBillingPortal',
      tags: ['billing'],
      summary: 'Change or end your plan, see your invoices',
      response: { 200: pageSchema },
    },
    handler: async (request) => ({ url: await sold(billing).portal(principalOf(request).userId) }),
  });

  api.register(async (scope) => {
    // Stripe signs bytes: here, and nowhere else, the body is left as it came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/v1/billing/stripe/webhook',
      config: { access: 'public', limit: 'none' },
      schema: {
        operationId: 'receiveStripeEvent',
        tags: ['billing'],
        summary: 'For Stripe: what happened there',
        response: { 200: z.object({ outcome: z.enum(['applied', 'ignored', 'duplicate']) }) },
      },
      handler: async ({ body, headers }) => {
        const signature = headers['stripe-signature'];
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        return { outcome: await sold(billing).webhook(bytes, typeof signature === 'string' ? signature : undefined) };
      },
    });
  });
};
