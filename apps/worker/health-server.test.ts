import { afterEach, describe, expect, it } from 'vitest';
import { healthServer } from './health-server.ts';

describe('the health of a worker', () => {
  let close = async () => {};
  afterEach(() => close());
  const faults: string[] = [];
  const open = async (taking: boolean, database: () => Promise<unknown>) => {
    const page = { contentType: 'text/plain; version=0.0.4', text: async () => 'jobs_total 1\n' };
    const server = await healthServer({
      host: '127.0.0.1',
      port: 0,
      isTaking: () => taking,
      checks: [{ name: 'database', needed: true, check: database }],
      onFault: (name) => faults.push(name),
      page,
    });
    close = server.close;
    return (path: string, method = 'GET') => fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  };

  it('is alive while it starts, and ready when it is warm and reaches what it needs', async () => {
    const cold = await open(false, async () => {});
    expect((await cold('/health')).status).toBe(200);
    expect((await cold('/ready')).status).toBe(503);
    await close();
    const warm = await open(true, async () => {});
    expect(await (await warm('/ready')).json()).toMatchObject({ ready: true, taking: true });
  });

  it('is not ready without its database, and does not say where that is', async () => {
    const ask = await open(true, async () => {
      throw new Error('connect ECONNREFUSED 10.0.3.7');
    });
    const answer = await ask('/ready');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('10.0.3.7');
    expect(faults).toEqual(['database']);
  });

  it('shows its metrics, and nothing else', async () => {
    const ask = await open(true, async () => {});
    expect(await (await ask('/metrics')).text()).toBe('jobs_total 1\n');
    expect((await ask('/metrics?x=1')).status).toBe(200);
    for (const path of ['/', '/constructor', '/__proto__', '/metrics/../health/'])
      expect((await ask(path)).status).toBe(404);
    expect((await ask('/health', 'POST')).status).toBe(405);
  });
});
