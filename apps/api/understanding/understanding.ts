import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Known } from '@ai-film-studio/studio/films/forecast.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { Piscina } from 'piscina';
import type { Answer, breakdown, ForecastTask, forecast, ScriptTask } from './tasks.ts';
import { Turns } from './turns.ts';

type Told<T extends (...args: never[]) => Promise<Answer<unknown>>> =
  Awaited<ReturnType<T>> extends Answer<infer V> ? V : never;

/** What a script is about. */
export type Breakdown = Told<typeof breakdown>;
/** What filming takes. */
export type Forecasted = Told<typeof forecast>;

/** Milliseconds after which a thread that understands nothing any more is given up: a script made to take forever costs this and no more. */
const usualPatience = 30_000;

/** Threads: two at least, so that a script that takes long does not stop the others. */
const places = Math.max(2, Math.min(4, availableParallelism() - 1));

/** Scripts of one user that may wait. */
const mostWaiting = 24;

/** Megabytes of a thread's heap. */
const usualMegabytes = 512;

/**
 * Understands scripts in threads of its own: the server answers others meanwhile, whatever is handed in.
 * @throws Refusal with what is wrong in the script, or when it takes too long
 */
export class Understanding {
  private readonly patience: number;
  private readonly turns = new Turns({ places, mostWaiting });
  private readonly threads: Piscina;

  constructor({
    patience = usualPatience,
    megabytes = usualMegabytes,
  }: { readonly patience?: number | undefined; readonly megabytes?: number } = {}) {
    this.patience = patience;
    this.threads = new Piscina({
      filename: new URL('./tasks.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: places,
      idleTimeout: 20_000,
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
  }

  breakDown(userId: string, task: ScriptTask): Promise<Breakdown> {
    return this.turns.take(userId, () => this.ask<Breakdown>('breakdown', task));
  }

  /** @param known which records the user has */
  forecast(userId: string, task: Omit<ForecastTask, 'records'>, known: Known): Promise<Forecasted> {
    return this.turns.take(userId, () => this.askForecast(task, known));
  }

  async close(): Promise<void> {
    await this.threads.destroy();
  }

  private async askForecast(task: Omit<ForecastTask, 'records'>, known: Known): Promise<Forecasted> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (keys: readonly string[]) => {
      known.records(keys).then(
        (records) => port1.postMessage(records),
        () => port1.close(),
      );
    });
    try {
      return await this.ask<Forecasted>('forecast', { ...task, records: port2 }, [port2]);
    } finally {
      port1.close();
    }
  }

  private async ask<T>(name: string, task: object, transferList: readonly MessagePort[] = []): Promise<T> {
    const answer = await this.run<T>(name, task, transferList);
    if ('value' in answer) return answer.value;
    const { kind, code, message, details } = answer.refusal;
    throw new Refusal(kind, code, message, details);
  }

  private async run<T>(name: string, task: object, transferList: readonly MessagePort[]): Promise<Answer<T>> {
    const signal = AbortSignal.timeout(this.patience);
    try {
      // A port is transferable; piscina's type of a list names the browser's.
      return await this.threads.run(task, { name, signal, transferList: [...transferList] as never });
    } catch (error) {
      if (signal.aborted)
        throw new Refusal(
          'invalid',
          'script-too-slow',
          'The script takes too long to understand: hand it in in parts.',
        );
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw new Refusal(
          'invalid',
          'script-too-complex',
          'The script takes too much memory to understand: hand it in in parts.',
        );
      throw error;
    }
  }
}
