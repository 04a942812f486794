import { setTimeout } from 'node:timers/promises';

/** Does something now and then until the signal: once soon after the start, then every so many milliseconds. What fails is tried the next time. */
export async function every(
  milliseconds: number,
  work: () => Promise<unknown>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<void> {
  // Not all at the start, when the first requests come.
  for (let pause = 1_000; !signal.aborted; pause = milliseconds) {
    await setTimeout(pause, undefined, { signal, ref: false }).catch(() => {});
    if (!signal.aborted) await work().catch(onFailure);
  }
}
