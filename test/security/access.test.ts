import { randomUUID } from 'node:crypto';
import { scopes } from '@ai-film-studio/studio/accounts/principal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { faceOf, places } from './ask.fixture.ts';
import { type Belongings, belongingsOf, nothings, projectOf } from './belongings.fixture.ts';
import { headersFor, type Operation, type Operations, operationsOf, pathWith, withAt } from './operations.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

/** All of this is made from the OpenAPI document: a route that comes is tried as soon as it is there. */
describe('the doors', () => {
  let studio: ServedStudio;
  let operations: Operations;
  let victim: Somebody;
  let belongings: Belongings;
  let nobodys: Belongings;
  const from = places();
  const place = () => from.next().value;
  /** Names in paths that are no ids. */
  const open = new Set(['provider']);

  beforeAll(async () => {
    studio = await servedStudio();
    operations = operationsOf((await studio.ask('GET', '/v1/openapi.json')).text);
    victim = await studio.somebody();
    belongings = await belongingsOf(studio, victim);
    nobodys = nothings(belongings);
  });
  afterAll(() => studio.close());

  const guarded = () => operations.all.filter(({ scope }) => scope !== null);
  const asking = (operation: Operation) => ({
    headers: headersFor(operation),
    ...(operation.body ? { body: operations.sample(operation.body) } : {}),
    from: place(),
  });
  /** Asks all of them, and says of each what came. */
  const answers = async <T>(which: readonly Operation[], ask: (operation: Operation) => Promise<T>) => {
    const told: Record<string, T> = {};
    for (const operation of which) told[operation.id] = await ask(operation);
    return told;
  };
  const expected = <T>(which: readonly Operation[], value: T) => Object.fromEntries(which.map(({ id }) => [id, value]));

  it('are all in the document, and most of them are shut', () => {
    expect(guarded().length).toBeGreaterThan(50);
    expect(
      operations.all
        .filter(({ scope }) => scope === null)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([
      ...['finishOAuth', 'getHealth', 'getJwks', 'getPlans', 'getPrices', 'getReadiness', 'listProviders'],
      ...['receiveStripeEvent', 'refreshSession', 'register', 'requestPasswordReset', 'resetPassword', 'signIn'],
      ...['signInByLink', 'signInWithCode', 'startOAuth', 'verifyEmail'],
    ]);
  });

  it('let nobody in who shows nothing', async () => {
    const told = await answers(guarded(), async (operation) => {
      const { status, body } = await studio.ask(operation.method, pathWith(operation, belongings), asking(operation));
      return `${status} ${body.code}`;
    });
    expect(told).toEqual(expected(guarded(), '401 unauthenticated'));
  });

  it.each(['not.a.token', '', 'null', 'undefined'])('let nobody in who shows "%s"', async (token) => {
    const told = await answers(guarded(), async (operation) => {
      const options = asking(operation);
      const headers = { ...options.headers, authorization: `Bearer ${token}` };
      return (await studio.ask(operation.method, pathWith(operation, belongings), { ...options, headers })).status;
    });
    expect(told).toEqual(expected(guarded(), 401));
  });

  it('let no API key in that lacks the scope, and those that have it', async () => {
    const keyWith = async (wanted: readonly string[]) => {
      const body = { name: 'tries doors', scopes: wanted };
      const { body: answer } = await victim.ask('POST', '/v1/api-keys', { body });
      return z.string().parse(answer.key);
    };
    const scopesOfKeys = scopes.filter((scope) => scope !== 'admin');
    const keys = new Map<string, { with: string; without: string }>();
    for (const scope of scopesOfKeys)
      keys.set(scope, {
        with: await keyWith([scope]),
        without: await keyWith(scopesOfKeys.filter((one) => one !== scope)),
      });
    const all = await keyWith(scopesOfKeys);
    const ask = async (operation: Operation, key: string) => {
      const answer = await studio.ask(operation.method, pathWith(operation, nobodys), { ...asking(operation), key });
      return `${answer.status} ${answer.body.code ?? ''}`;
    };
    const without = await answers(guarded(), (one) => ask(one, keys.get(one.scope ?? '')?.without ?? all));
    expect(without).toEqual(expected(guarded(), '403 scope-missing'));
    const opened = guarded().filter(({ scope, streams }) => scope !== 'admin' && !streams);
    const shut = Object.entries(await answers(opened, (one) => ask(one, keys.get(one.scope ?? '')?.with ?? '')));
    expect(shut.filter(([, told]) => /401|scope-missing/.test(told))).toEqual([]);
  });

  it('open for administrators alone where it says so, and only with their second factor', async () => {
    const admins = guarded().filter(({ scope }) => scope === 'admin');
    expect(admins.length).toBeGreaterThan(5);
    const [user, single, double] = [
      await studio.somebody(),
      await studio.somebody({ role: 'admin' }),
      await studio.somebody({ role: 'admin', mfa: true }),
    ];
    // A user's own id, too: nobody makes themselves an administrator.
    for (const ids of [nobodys, { ...nobodys, userId: user.id }]) {
      const ask = (who: Somebody) =>
        answers(admins, async (one) => {
          const { status, body } = await who.ask(one.method, pathWith(one, ids), asking(one));
          return `${status} ${body.code ?? ''}`;
        });
      expect(await ask(user)).toEqual(expected(admins, '403 scope-missing'));
      expect(await ask(single)).toEqual(expected(admins, '403 mfa-required'));
      if (ids === nobodys) expect(Object.values(await ask(double)).filter((told) => /^40[13]/.test(told))).toEqual([]);
    }
    const { rows } = await studio.parts.pool.query('select role from users where id = $1', [user.id]);
    expect(rows).toEqual([{ role: 'user' }]);
  });

  it('show what there is to its owner', async () => {
    const own = guarded().filter(
      ({ method, scope, params, streams }) =>
        method === 'GET' && scope !== 'admin' && !streams && params.every((name) => !open.has(name)),
    );
    const told = await answers(own, async (one) => {
      const { status } = await victim.ask('GET', pathWith(one, belongings));
      return status === 200 || status === 302;
    });
    expect(told).toEqual(expected(own, true));
  });

  it('answer for what is another’s as for what never was', async () => {
    const mallory = await studio.somebody();
    const with_ = guarded().filter(({ scope, params }) => scope !== 'admin' && params.some((name) => !open.has(name)));
    expect(with_.length).toBeGreaterThan(30);
    const told = await answers(with_, async (one) => {
      const theirs = await mallory.ask(one.method, pathWith(one, belongings), asking(one));
      const never = await mallory.ask(one.method, pathWith(one, nobodys), asking(one));
      expect(faceOf(theirs), one.id).toEqual(faceOf(never));
      expect(Object.keys(theirs.headers).sort(), one.id).toEqual(Object.keys(never.headers).sort());
      return `${theirs.status} ${theirs.body.code}`;
    });
    expect(told).toEqual(expected(with_, '404 not-found'));
  });

  it('answer so too for another’s things in one’s own', async () => {
    const mallory = await studio.somebody();
    const mine = { ...belongings, ...(await projectOf(mallory)) };
    const { draftId, assetId, deliveryId } = belongings;
    const hook = await mallory.ask('POST', '/v1/webhooks', { body: { url: 'https://hooks.example.org/m' } });
    const { webhook } = z.object({ webhook: z.looseObject({ id: z.uuid() }) }).parse(hook.body);
    const spend = () => ({ headers: { 'idempotency-key': randomUUID() } });
    const project = `/v1/projects/${mine.projectId}`;
    const ask = (ids: Belongings) => [
      mallory.ask('GET', `${project}/drafts/${ids.draftId}`),
      mallory.ask('GET', `${project}/breakdown?draftId=${ids.draftId}`),
      mallory.ask('POST', `${project}/plan`, { body: { draftId: ids.draftId } }),
      mallory.ask('POST', `${project}/plan`, { body: { since: ids.draftId } }),
      mallory.ask('POST', `${project}/films`, { body: { draftId: ids.draftId }, ...spend() }),
      mallory.ask('PATCH', `${project}/shots/s1`, { body: { replacementId: ids.assetId } }),
      mallory.ask('POST', `/v1/webhooks/${webhook.id}/deliveries/${ids.deliveryId}/replay`),
    ];
    const theirs = await Promise.all(
      ask({ draftId: `${draftId}`, assetId: `${assetId}`, deliveryId: `${deliveryId}` }),
    );
    const never = await Promise.all(ask(nobodys));
    expect(theirs.map(faceOf)).toEqual(never.map(faceOf));
    expect(theirs.map(({ status }) => status)).toEqual(theirs.map(() => 404));
  });

  it('still have behind them all that the victim had', async () => {
    const { rows } = await studio.parts.pool.query(
      `select p.name, f.status, s.revoked_at as revoked, w.enabled, k.revoked_at as "keyRevoked", u.status as upload, a.id is null as lost
       from projects p, films f, sessions s, webhooks w, api_keys k, uploads u left join assets a on a.id = $7
       where p.id = $1 and f.id = $2 and s.id = $3 and w.id = $4 and k.id = $5 and u.id = $6`,
      ['projectId', 'filmId', 'sessionId', 'webhookId', 'keyId', 'uploadId', 'assetId'].map((name) => belongings[name]),
    );
    const untouched = { name: 'Of somebody', status: 'running', revoked: null, enabled: true, keyRevoked: null };
    expect(rows).toEqual([{ ...untouched, upload: 'open', lost: false }]);
  });

  it('take no field that they do not ask for', async () => {
    const admin = await studio.somebody({ role: 'admin', mfa: true });
    const wanted = {
      role: 'admin',
      credits: 1e6,
      userId: victim.id,
      plan: 'premium',
      cost: 0,
      cap: 0,
      status: 'done',
      id: randomUUID(),
      surprise: 1,
    };
    const bodies = operations.all.filter(({ body }) => body !== null);
    expect(bodies.length).toBeGreaterThan(20);
    const taken: string[] = [];
    for (const operation of bodies) {
      const { body } = operation;
      const who = operation.scope === 'admin' ? admin : victim;
      for (const { way, names } of body ? operations.objectsIn(body) : [])
        for (const [name, value] of Object.entries(wanted)) {
          if (names.has(name)) continue;
          const more = withAt(operations.sample(body ?? {}), [...way, name], value);
          const token = operation.scope === null ? {} : { token: who.accessToken };
          const options = { ...asking(operation), ...token, body: more };
          const answer = await studio.ask(operation.method, pathWith(operation, belongings), options);
          if (answer.status !== 400) taken.push(`${operation.id} ${[...way, name].join('.')}: ${answer.status}`);
        }
    }
    expect(taken).toEqual([]);
  });
});
