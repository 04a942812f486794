import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ImdsServer, imdsServer } from '../../../test/servers/imds-server.ts';
import { type SpotNotice, watchSpot } from './spot-notice.ts';

describe('the watch for spot notices', () => {
  let server: ImdsServer;
  let stop: AbortController;
  let heard: SpotNotice[];
  beforeEach(async () => {
    server = await imdsServer();
    stop = new AbortController();
    heard = [];
  });
  afterEach(async () => {
    stop.abort();
    await server.close();
  });
  const watch = () =>
    watchSpot({ endpoint: server.endpoint, every: 10, signal: stop.signal, onNotice: (notice) => heard.push(notice) });

  it('hears nothing while there is nothing to hear, then when the instance is taken away, and asks no more', async () => {
    const over = watch();
    await vi.waitUntil(() => server.asked() > 4);
    expect(heard).toEqual([]);
    const time = new Date('2026-03-01T08:22:00Z');
    server.interrupt(time);
    await over;
    expect(heard).toEqual([{ kind: 'interruption', time }]);
  });

  it('tells of a rebalance recommendation once, and goes on listening for the interruption', async () => {
    const over = watch();
    server.recommendRebalance();
    await vi.waitUntil(() => heard.length > 0);
    const asked = server.asked();
    await vi.waitUntil(() => server.asked() > asked + 3);
    server.interrupt(new Date('2026-03-01T08:22:00Z'));
    await over;
    expect(heard.map(({ kind }) => kind)).toEqual(['rebalance', 'interruption']);
  });

  it('fetches a new token when its own holds no longer', async () => {
    const over = watch();
    await vi.waitUntil(() => server.asked() > 2);
    server.expireTokens();
    server.interrupt(new Date('2026-03-01T08:22:00Z'));
    await over;
    expect(heard).toHaveLength(1);
  });

  it('gives up where there is no such service', async () => {
    await server.close();
    await watch();
    expect(heard).toEqual([]);
  });

  it('goes on asking a service that it has reached once and that is silent for a while', async () => {
    const over = watch();
    await vi.waitUntil(() => server.asked() > 2);
    const { endpoint } = server;
    await server.close();
    let ended = false;
    void over.then(() => {
      ended = true;
    });
    // Longer than it takes to give up on a service never reached: refused connections are answered at once.
    for (let tries = 0; tries < 10; tries++)
      await fetch(endpoint).catch(() => new Promise((next) => setTimeout(next, 10)));
    expect(ended).toBe(false);
    stop.abort();
    await over;
  });
});
