import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { JobType } from './queued-job.ts';

/** How long after a connection broke the next is tried, in milliseconds. */
const reconnectAfter = 1_000;

/**
 * Hears from PostgreSQL that jobs wait, and wakes who sleeps for them. Only a hint: what is said while the connection is down is not heard, so
 * everybody who waits also looks from time to time.
 */
export class JobNews {
  private readonly url: string;
  private readonly over = new AbortController();
  private readonly sleepers = new Set<{ readonly types: readonly JobType[] | null; readonly wake: () => void }>();
  private client: Client | null = null;
  private heard = 0;

  private constructor(url: string) {
    this.url = url;
  }

  /** @throws the database's error when it cannot be reached now; later it is tried again for ever */
  static async listen(url: string): Promise<JobNews> {
    const news = new JobNews(url);
    await news.connect();
    return news;
  }

  /** What was heard so far. Ask before looking for a job, so that what is said between the look and the wait is not missed. */
  get mark(): number {
    return this.heard;
  }

  /** Until there is news of these types (of any, for `null`) since the mark, or so many milliseconds passed, or the signal ends it. */
  async wait(types: readonly JobType[] | null, mark: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    if (mark !== this.heard) return;
    const woken = new AbortController();
    const sleeper = { types, wake: () => woken.abort() };
    this.sleepers.add(sleeper);
    const ends = AbortSignal.any([signal, woken.signal, this.over.signal]);
    await sleep(milliseconds, undefined, { signal: ends }).catch(() => {});
    this.sleepers.delete(sleeper);
  }

  async close(): Promise<void> {
    this.over.abort();
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, keepAlive: true });
    client.on('error', () => {});
    client.on('end', () => void this.reconnect(client));
    client.on('notification', ({ payload }) => this.tell(payload));
    this.client = client;
    await client.connect();
    await client.query('listen jobs');
    // Whatever was said before is news to us.
    this.tell(undefined);
  }

  private async reconnect(broken: Client): Promise<void> {
    while (this.client === broken && !this.over.signal.aborted) {
      await sleep(reconnectAfter, undefined, { signal: this.over.signal }).catch(() => {});
      if (this.over.signal.aborted) return;
      await this.connect().catch(() => {
        // A client that never connected tells no end.
        if (this.client !== broken) void this.client?.end().catch(() => {});
        this.client = broken;
      });
    }
  }

  private tell(type: string | undefined): void {
    this.heard += 1;
    for (const { types, wake } of this.sleepers) if (!types || !type || types.some((one) => one === type)) wake();
  }
}
