import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer } from './ask.fixture.ts';
import { projectOf } from './belongings.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

const order = { kind: 'film' } as const;
const many = 20;

describe('credits', () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await servedStudio();
  });
  afterAll(() => studio.close());

  const begin = (who: Somebody, projectId: string, key: string | null, body: object = order) =>
    who.ask('POST', `/v1/projects/${projectId}/films`, {
      body,
      ...(key ? { headers: { 'idempotency-key': key } } : {}),
    });
  const balance = async (who: Somebody) => (await who.ask('GET', '/v1/credits')).body;
  const counted = (answers: readonly Answer[]) => {
    const counts: Record<string, number> = {};
    for (const { status, body } of answers) {
      const what = `${status} ${body.code ?? ''}`.trim();
      counts[what] = (counts[what] ?? 0) + 1;
    }
    return counts;
  };
  /** Somebody with a project, and credits for so many films of it. */
  const withCreditsFor = async (films: number) => {
    const who = await studio.somebody({ credits: 0 });
    const { projectId } = await projectOf(who);
    const plan = await who.ask('POST', `/v1/projects/${projectId}/plan`, { body: order });
    const cap = z.number().positive().parse(plan.body.cap);
    const amount = Math.round(cap * 100) * films;
    await studio.parts.credits.grant(studio.parts.pool, { userId: who.id, amount });
    return { who, projectId, cap };
  };
  const ledgerOf = async (userId: string) => {
    const { rows } = await studio.parts.pool.query(
      `select coalesce(sum(amount) filter (where account = 'available'), 0)::float8 as available,
         coalesce(sum(amount) filter (where account = 'reserved'), 0)::float8 as reserved from ledger_entries
       where transaction_id in (select id from transactions where user_id = $1)`,
      [userId],
    );
    return rows[0];
  };

  it('for one film make one film, however many are begun at once', async () => {
    const { who, projectId, cap } = await withCreditsFor(1);
    const answers = await Promise.all(Array.from({ length: many }, () => begin(who, projectId, randomUUID())));
    expect(counted(answers)).toEqual({ '202': 1, '402 credits-short': many - 1 });
    expect(await balance(who)).toEqual({ available: 0, reserved: cap, owed: 0 });
    expect(await ledgerOf(who.id)).toEqual({ available: 0, reserved: cap });
    expect((await who.ask('GET', '/v1/films')).body.items).toHaveLength(1);
  });

  it('are put aside once for one Idempotency-Key, however often it comes at once, and later', async () => {
    const { who, projectId, cap } = await withCreditsFor(5);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: many }, () => begin(who, projectId, key)));
    answers.push(await begin(who, projectId, key));
    expect(counted(answers)).toEqual({ '202': many + 1 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.at(-1)?.headers['idempotency-replayed']).toBe('true');
    expect(await balance(who)).toMatchObject({ reserved: cap });
    const { rows } = await studio.parts.pool.query(
      "select count(*)::int as reserved, (select count(*)::int from jobs where user_id = $1 and kind = 'direct') as jobs from transactions where user_id = $1 and type = 'reserve'",
      [who.id],
    );
    expect(rows).toEqual([{ reserved: 1, jobs: 1 }]);
  });

  it('are not reached by another’s Idempotency-Key, nor by one’s own for something else', async () => {
    const [ann, bob] = [await withCreditsFor(2), await withCreditsFor(2)];
    const key = randomUUID();
    const [first, second] = [await begin(ann.who, ann.projectId, key), await begin(bob.who, bob.projectId, key)];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.id).not.toBe(first.body.id);
    expect(second.headers['idempotency-replayed']).toBeUndefined();
    expect((await begin(bob.who, ann.projectId, key)).status).toBe(409);
    expect((await begin(bob.who, ann.projectId, randomUUID())).status).toBe(404);
    expect((await begin(ann.who, ann.projectId, key, { kind: 'draft' })).body.code).toBe('idempotency-reused');
    expect((await begin(ann.who, ann.projectId, null)).body.code).toBe('idempotency-key');
  });

  it('do not come back twice, however often a film is cancelled at once', async () => {
    const { who, projectId, cap } = await withCreditsFor(1);
    const { body } = await begin(who, projectId, randomUUID());
    const answers = await Promise.all(
      Array.from({ length: many }, () => who.ask('POST', `/v1/films/${body.id}/cancel`)),
    );
    expect(counted(answers)).toEqual({ '200': many });
    expect(await balance(who)).toEqual({ available: cap, reserved: 0, owed: 0 });
    // And going on with it takes them once.
    const again = () =>
      who.ask('POST', `/v1/films/${body.id}/resume`, { headers: { 'idempotency-key': randomUUID() } });
    const resumed = await Promise.all(Array.from({ length: many }, again));
    expect(counted(resumed)).toEqual({ '202': many });
    expect(await ledgerOf(who.id)).toEqual({ available: 0, reserved: cap });
  });

  it('are not made by settings, a cap or a price of one’s own', async () => {
    const { who, projectId, cap } = await withCreditsFor(2);
    for (const more of [
      { cap: 0 },
      { cost: 0 },
      { credits: 1e6 },
      { settings: { price: 0 } },
      { maxCredits: -1 },
      { maxCredits: 'a' },
      { settings: { size: '99999x99999' } },
      { settings: { fps: '1e9' } },
      { settings: { seed: -1 } },
    ])
      expect((await begin(who, projectId, randomUUID(), { ...order, ...more })).status, JSON.stringify(more)).toBe(400);
    expect((await begin(who, projectId, randomUUID(), { ...order, maxCredits: cap / 2 })).body.code).toBe(
      'over-budget',
    );
    expect(await balance(who)).toMatchObject({ reserved: 0 });
  });

  it('are given by administrators alone, once for a key', async () => {
    const [ann, admin] = [await studio.somebody({ credits: 0 }), await studio.somebody({ role: 'admin', mfa: true })];
    const headers = { 'idempotency-key': randomUUID() };
    const grant = (who: Somebody, credits: unknown = 5) =>
      who.ask('POST', `/v1/admin/users/${ann.id}/credits`, { body: { credits, reason: 'a test' }, headers });
    expect((await grant(ann)).status).toBe(403);
    for (const credits of [-5, 0, 0.001, 1e9, '5', null]) expect((await grant(admin, credits)).status).toBe(400);
    const given = await Promise.all(Array.from({ length: many }, () => grant(admin)));
    expect(counted(given)).toEqual({ '200': many });
    expect(await balance(ann)).toMatchObject({ available: 5 });
  });
});
