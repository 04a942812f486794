import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { JobQueue } from '../queue/job-queue.ts';
import type { JobSource, ReceivedJob } from '../queue/job-source.ts';
import type { ClaimedJob, JobType } from '../queue/queued-job.ts';
import { endsInTime } from './ends-in-time.ts';
import { Fitness } from './fitness.ts';
import type { Handler, Handlers } from './handlers.ts';
import { IdleTimer } from './idle-timer.ts';
import type { OnDead } from './last-words.ts';
import { beginJob, type Running } from './running-job.ts';
import { type Concurrency, openTypes, usefulTypes } from './slots.ts';
import type { DrainReason, Report, WorkEvent } from './work-event.ts';

export interface WorkOptions {
  readonly source: JobSource;
  readonly pool: Pool;
  readonly queue: JobQueue;
  /** By the job's kind. */
  readonly handlers: Handlers;
  readonly concurrency: Concurrency;
  /** How many jobs that keep a core busy may run at once, whatever their type. */
  readonly cores: number;
  /** Milliseconds that a claim lasts; a fifth of it lies between two heartbeats. */
  readonly lease: number;
  /** Ends the work after so many milliseconds without a job; `null`: never. */
  readonly idleAfter?: number | null;
  /** False where no other worker is: then one that is fit for nothing does not end, but waits until it tries again. */
  readonly endsUnfit?: boolean;
  /** Milliseconds until a type is tried again whose engine did not start; a minute unless told. */
  readonly unfitFor?: number | undefined;
  readonly report?: Report;
  /** For instance that its film fails. The reaper has the same. */
  readonly onDead?: OnDead;
  readonly luck?: () => number;
  readonly now?: () => number;
}

export interface Work {
  /**
   * Takes nothing new. What runs may end until the deadline if at its pace it can; what cannot is given back at once, and at the deadline
   * everything is. Said again, the earlier deadline holds.
   * @param deadline milliseconds of `now`; `Infinity` for no hurry
   */
  drain(deadline: number, reason: DrainReason): void;
  /** False from the first drain on. */
  isTaking(): boolean;
  running(): readonly ClaimedJob[];
  /** Fulfilled when nothing runs any more and nothing will, with the first reason for it. Never rejects. */
  readonly ended: Promise<DrainReason>;
}

/** Milliseconds between two looks at whether our jobs are ours still: with the end of a process, a cancel takes effect within two seconds. */
const lookEvery = 500;
/** Milliseconds to wait when jobs cannot be received: doubled each time, up to the second. */
const pauses = [250, 8_000] as const;

/** Receives jobs and does them until it is drained, idle for long, or unfit for all. */
export const workLoop = (options: WorkOptions): Work => new WorkLoop(options);

class WorkLoop implements Work {
  readonly ended: Promise<DrainReason>;
  private readonly options: WorkOptions;
  private readonly now: () => number;
  private readonly jobs = new Set<Running>();
  private readonly fitness: Fitness;
  private readonly closing = new AbortController();
  private readonly idle: IdleTimer;
  private end: DrainReason = 'signal';
  private deadline = Number.POSITIVE_INFINITY;
  /** Resolved when a job ended: there may be room again. */
  private changed = Promise.withResolvers<void>();
  /** The types that a job is being waited for; `over` ends the wait, when there are other types to wait for. */
  private waiting: { readonly types: readonly JobType[]; readonly over: AbortController } | null = null;
  private asking = false;

  constructor(options: WorkOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.idle = new IdleTimer(options.idleAfter ?? null, () => this.drain(Number.POSITIVE_INFINITY, 'idle'));
    this.fitness = new Fitness(() => this.widen(), options.unfitFor);
    this.ended = this.live();
  }

  isTaking(): boolean {
    return !this.closing.signal.aborted;
  }

  running(): readonly ClaimedJob[] {
    return [...this.jobs].map(({ job }) => job);
  }

  drain(deadline: number, reason: DrainReason): void {
    this.deadline = Math.min(this.deadline, deadline);
    if (this.isTaking()) {
      this.end = reason;
      this.closing.abort();
      this.changed.resolve();
      this.report({ kind: 'draining', reason });
    }
    this.stopWhatIsLate();
  }

  private async live(): Promise<DrainReason> {
    const looking = setInterval(() => {
      this.stopWhatIsLate();
      void this.stopWhatIsLost();
    }, lookEvery);
    this.idle.start();
    await this.receiveAll();
    while (this.jobs.size > 0) await Promise.all([...this.jobs].map(({ over }) => over));
    clearInterval(looking);
    this.idle.stop();
    this.fitness.close();
    return this.end;
  }

  private async receiveAll(): Promise<void> {
    const { signal } = this.closing;
    for (let pause: number = pauses[0]; !signal.aborted; ) {
      try {
        const received = await this.receive();
        if (received) this.begin(received);
        pause = pauses[0];
      } catch (error) {
        this.report({ kind: 'trouble', during: 'receive', error });
        await delay(pause, undefined, { signal }).catch(() => {});
        pause = Math.min(pauses[1], pause * 2);
      }
    }
  }

  /** Waits for a job of a type that there is room for; no longer than until there is room for more types. */
  private async receive(): Promise<ReceivedJob | null> {
    const types = this.open();
    if (types.length === 0) {
      await this.changed.promise;
      return null;
    }
    const over = new AbortController();
    this.waiting = { types, over };
    try {
      return await this.options.source.receive(types, AbortSignal.any([this.closing.signal, over.signal]));
    } finally {
      this.waiting = null;
    }
  }

  private begin(received: ReceivedJob): void {
    this.idle.stop();
    const { pool, queue, handlers, lease, onDead = async () => {}, luck = Math.random } = this.options;
    const handler = handlers[received.job.kind] ?? noHandler;
    const report = (event: WorkEvent) => this.report(event);
    const one = beginJob(received, { pool, queue, handler, report, onDead, lease, luck, now: this.now });
    this.jobs.add(one);
    void one.over.then(() => this.forget(one));
  }

  private forget(one: Running): void {
    this.jobs.delete(one);
    if (this.jobs.size === 0) this.idle.start();
    this.widen();
    if (this.isUseless() && this.isTaking()) this.drain(Number.POSITIVE_INFINITY, 'unfit');
  }

  /** There may be room for more types now. */
  private widen(): void {
    const { types = [], over } = this.waiting ?? {};
    if (this.open().some((type) => !types.includes(type))) over?.abort();
    this.changed.resolve();
    this.changed = Promise.withResolvers();
  }

  private report(event: WorkEvent): void {
    if (event.kind === 'done') this.fitness.rose(event.job.type);
    if (event.kind === 'unfit') {
      this.fitness.fell(event.type);
      // No further job of the type is waited for.
      if (this.waiting?.types.includes(event.type)) this.waiting.over.abort();
    }
    this.options.report?.(event);
  }

  private open(): readonly JobType[] {
    const { concurrency, cores } = this.options;
    return openTypes(countByType(this.running()), concurrency, cores, this.fitness.shut);
  }

  private isUseless(): boolean {
    const { concurrency, endsUnfit = true } = this.options;
    return endsUnfit && usefulTypes(concurrency).every((type) => this.fitness.shut.has(type));
  }

  /** Gives back what will not end in time. */
  private stopWhatIsLate(): void {
    if (this.isTaking()) return;
    for (const one of this.jobs) if (!endsInTime(one.pace(), this.now(), this.deadline)) one.stop('give-back');
  }

  /** Stops what was cancelled and what another worker has. One question at a time: a database that is slow is not asked faster than it answers. */
  private async stopWhatIsLost(): Promise<void> {
    if (this.asking || this.jobs.size === 0) return;
    this.asking = true;
    try {
      const jobs = [...this.jobs];
      const lost = await this.options.queue.lost(this.running());
      for (const { id, token } of lost) jobs.find(({ job }) => job.id === id && job.token === token)?.stop('lost');
    } catch (error) {
      this.report({ kind: 'trouble', during: 'lost', error });
    } finally {
      this.asking = false;
    }
  }
}

/** A worker of another version may know it. */
const noHandler: Handler = async ({ kind }) => {
  throw new Error(`This worker does not know jobs of kind "${kind}".`);
};

function countByType(jobs: readonly ClaimedJob[]): Concurrency {
  const counts: Partial<Record<JobType, number>> = {};
  for (const { type } of jobs) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
