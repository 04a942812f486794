import { describe, expect, it } from 'vitest';
import { testDatabase } from '../db/test-database.fixture.ts';
import { openNews } from './job-news.fixture.ts';
import { sourceContract } from './job-source.contract.ts';

describe('jobs straight from PostgreSQL', () => {
  sourceContract(async () => ({
    driver: { name: 'postgres' },
    // Whoever listens is cut off.
    async lose({ pool }) {
      await pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'studio listener'",
      );
    },
    async stop() {},
  }));
});

describe('news of jobs', () => {
  const never = new AbortController().signal;
  const hour = 3_600_000;

  it('wakes those who wait for the type, also after the connection was cut', async () => {
    const database = await testDatabase();
    const { news, close } = await openNews(database.url);
    const woken: string[] = [];
    const image = news.wait(['image', 'audio'], news.mark, hour, never).then(() => woken.push('image'));
    const video = news.wait(['video'], news.mark, hour, never).then(() => woken.push('video'));
    await database.pool.query("select pg_notify('jobs', 'image')");
    await image;
    expect(woken).toEqual(['image']);
    // The new connection wakes everybody: nobody knows what was said meanwhile.
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'studio listener'",
    );
    await video;
    const next = news.wait(['video'], news.mark, hour, never);
    await database.pool.query("select pg_notify('jobs', 'video')");
    await next;
    await close();
    await database.stop();
  });

  it('does not let anybody sleep through what was said between the look and the wait', async () => {
    const database = await testDatabase();
    const { news, close } = await openNews(database.url);
    const { mark } = news;
    const heard = news.wait(null, mark, hour, never);
    await database.pool.query("select pg_notify('jobs', 'image')");
    await heard;
    await news.wait(['image'], mark, hour, never);
    const closed = news.wait(null, news.mark, hour, never);
    await close();
    await closed;
    await database.stop();
  });
});
