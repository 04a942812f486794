import { plans } from '@ai-film-studio/studio/billing/plans.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServedStudio, servedStudio } from './served-studio.fixture.ts';

/** A kept answer is given before the framework gives the request an id. */
const isQuick = (response: Response): boolean => response.ok && !response.headers.has('x-request-id');

describe('an answer that is kept and given without waiting', () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await servedStudio();
  });
  afterAll(() => studio.close());

  const get = (path: string, headers: Record<string, string>) => fetch(studio.address + path, { headers });
  const asks = ({ accessToken }: { accessToken: string }) => ({ authorization: `Bearer ${accessToken}` });
  async function quickly(path: string, headers: Record<string, string>): Promise<Response> {
    for (let tries = 0; tries < 20; tries++) {
      const answer = await get(path, headers);
      if (isQuick(answer)) return answer;
    }
    throw new Error('It was never kept.');
  }

  it('is the same answer with the same headers, and a 304 for whoever has it', async () => {
    const ann = await studio.somebody();
    await ann.ask('POST', '/v1/projects', { body: { name: 'Kept' } });
    const whole = await get('/v1/projects', asks(ann));
    expect(isQuick(whole)).toBe(false);
    const quick = await quickly('/v1/projects', asks(ann));
    expect(await quick.text()).toBe(await whole.text());
    for (const name of ['etag', 'cache-control', 'vary', 'content-type', 'x-content-type-options', 'ratelimit-policy'])
      expect(quick.headers.get(name), name).toBe(whole.headers.get(name));
    const known = await get('/v1/projects', { ...asks(ann), 'if-none-match': quick.headers.get('etag') ?? '' });
    expect(known.status).toBe(304);
  });

  it('is nobody else’s, whatever they show', async () => {
    const [ann, bob] = [await studio.somebody(), await studio.somebody()];
    const id = String((await ann.ask('POST', '/v1/projects', { body: { name: 'Ann’s' } })).body.id);
    await quickly(`/v1/projects/${id}`, asks(ann));
    expect((await get(`/v1/projects/${id}`, asks(bob))).status).toBe(404);
    expect((await get(`/v1/projects/${id}`, {})).status).toBe(401);
    expect((await get(`/v1/projects/${id}`, { authorization: `Bearer ${ann.accessToken}x` })).status).toBe(401);
    expect((await get(`/v1/projects/${id}`, { ...asks(ann), 'x-api-key': 'fs_live_x' })).status).toBe(400);
  });

  it('is no more given once something has changed, or the session is over', async () => {
    const ann = await studio.somebody();
    const id = String((await ann.ask('POST', '/v1/projects', { body: { name: 'Before' } })).body.id);
    await quickly(`/v1/projects/${id}`, asks(ann));
    await ann.ask('PATCH', `/v1/projects/${id}`, { body: { name: 'After' } });
    expect(await (await get(`/v1/projects/${id}`, asks(ann))).json()).toMatchObject({ name: 'After' });
    await quickly(`/v1/projects/${id}`, asks(ann));
    await ann.ask('DELETE', '/v1/sessions/current');
    expect((await get(`/v1/projects/${id}`, asks(ann))).status).toBe(401);
  });

  it('is no more given once the API may have missed that something has changed', async () => {
    const ann = await studio.somebody();
    const id = String((await ann.ask('POST', '/v1/projects', { body: { name: 'Before' } })).body.id);
    const nameNow = async () => (await (await get(`/v1/projects/${id}`, asks(ann))).json()).name;
    await quickly(`/v1/projects/${id}`, asks(ann));
    const { pool, listener } = studio.parts;
    // As a worker's change of which the news was lost with the connection.
    await pool.query("update projects set name = 'After' where id = $1", [id]);
    expect(await nameNow()).toBe('Before');
    await pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'studio listener'",
    );
    await vi.waitUntil(() => !listener.connected(), { timeout: 30_000, interval: 1 });
    await vi.waitUntil(() => listener.connected(), { timeout: 30_000 });
    await vi.waitUntil(async () => (await nameNow()) === 'After', { timeout: 30_000 });
  });

  it('counts: who has asked as often as their plan allows is refused', async () => {
    const ann = await studio.somebody({ plan: 'free' });
    await quickly('/v1/projects', asks(ann));
    const { requestsPerMinute } = plans.free;
    let answered = 0;
    let refused = 0;
    for (let burst = 0; burst < requestsPerMinute / 10 + 10; burst++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => get('/v1/projects', asks(ann))));
      answered += answers.filter(({ status }) => status === 200).length;
      refused += answers.filter(({ status }) => status === 429).length;
    }
    // Of a hundred more than the plan allows, the last are refused, however quickly they come.
    expect(answered).toBeLessThanOrEqual(requestsPerMinute);
    expect(refused).toBeGreaterThan(0);
    // Before them at most 20 were asked until one was kept.
    expect(answered).toBeGreaterThanOrEqual(requestsPerMinute - 20);
  });
});
