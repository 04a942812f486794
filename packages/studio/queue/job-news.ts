import { setTimeout as sleep } from 'node:timers/promises';
import type { Listener } from '../events/listener.ts';
import type { JobType } from './queued-job.ts';

/**
 * Hears from PostgreSQL that jobs wait, and wakes who sleeps for them. Only a hint: what is said while the connection is down is not heard, so
 * everybody who waits also looks from time to time.
 */
export class JobNews {
  private readonly over = new AbortController();
  private readonly sleepers = new Set<{ readonly types: readonly JobType[] | null; readonly wake: () => void }>();
  private readonly unsubscribe: () => void;
  private heard = 0;

  constructor(listener: Pick<Listener, 'subscribe'>) {
    this.unsubscribe = listener.subscribe('jobs', null, (type) => this.tell(type));
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

  /** Wakes everybody, and hears no more. */
  close(): void {
    this.unsubscribe();
    this.over.abort();
  }

  private tell(type: string | null): void {
    this.heard += 1;
    for (const { types, wake } of this.sleepers) if (!types || !type || types.some((one) => one === type)) wake();
  }
}
