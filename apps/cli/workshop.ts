import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type Downgrade,
  findBinaries,
  LocalStore,
  localRunner,
  type Makers,
  offlineMakers,
  type Report,
  type Studio,
} from '@ai-film-studio/studio';
import { exitCodes, Failure } from './failure.ts';
import type { FilmOptions } from './options.ts';
import type { Reporter } from './reporter.ts';

/** All that a command makes films with: the one place where the parts are put together. */
export interface Workshop extends Studio {
  readonly store: LocalStore;
  readonly makers: Makers;
  /** What had to be done worse than asked, so far. */
  readonly downgrades: readonly Downgrade[];
  /** Notes and reports something that is done worse than asked; the same thing once. */
  downgrade(downgrade: Downgrade): void;
  /** Aborted when the person stops us. */
  readonly signal: AbortSignal;
}

/** Milliseconds after which a signal to the whole group has reached each of its processes, on a loaded machine too. */
const signalsAreIn = 50;

/** Runs `work` in a workshop and closes it, however it ends. Ctrl-C stops the running jobs; what is finished stays in the store. */
export async function inWorkshop<T>(
  options: Pick<FilmOptions, 'store' | 'jobs'>,
  reporter: Reporter,
  work: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const interrupt = () =>
    stop.abort(new Failure('Stopped. The same command goes on from here.', exitCodes.interrupted));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const report: Report = (event) => reporter.event(event);
    const binaries = await findBinaries(process.env);
    const store = await LocalStore.open(resolve(options.store), ({ hash }) => report({ event: 'corrupted', hash }));
    const makers = offlineMakers(binaries);
    const downgrades: Downgrade[] = [];
    const note = (downgrade: Downgrade) => {
      if (downgrades.some(({ where, what }) => where === downgrade.where && what === downgrade.what)) return;
      downgrades.push(downgrade);
      report({ event: 'downgrade', ...downgrade });
    };
    const runner = localRunner({
      store,
      binaries,
      makers,
      workers: options.jobs ?? availableParallelism(),
      signal: stop.signal,
      onDowngrade: note,
    });
    try {
      return await work({ runner, store, report, makers, downgrades, downgrade: note, signal: stop.signal });
    } finally {
      await runner.close();
    }
  } catch (error) {
    // Ctrl-C reaches ffmpeg too: what failed of it is not the reason, and its end may be heard of before the Ctrl-C is.
    if (!stop.signal.aborted) await setTimeout(signalsAreIn);
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
