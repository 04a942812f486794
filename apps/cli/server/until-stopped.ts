import { exitCodes, Failure } from '../failure.ts';

/** Runs `work` until it is done or the person stops us with Ctrl-C, which is then the reason whatever failed of it. */
export async function untilStopped<T>(message: () => string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Failure(message(), exitCodes.interrupted));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, interrupt);
  }
}
