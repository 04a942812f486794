import { setTimeout as sleep } from 'node:timers/promises';
import { startListener } from '../events/listener.ts';
import { JobNews } from './job-news.ts';

/** News of a database's jobs on a connection of its own, which is up when this is fulfilled. */
export async function openNews(url: string): Promise<{ readonly news: JobNews; close(): Promise<void> }> {
  const listener = startListener({ connectionString: url });
  const news = new JobNews(listener);
  while (!listener.connected()) await sleep(5);
  return {
    news,
    async close() {
      news.close();
      await listener.close();
    },
  };
}
