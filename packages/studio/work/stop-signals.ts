import type { Work } from './work-loop.ts';

const stopSignals = ['SIGTERM', 'SIGINT'] as const;

/**
 * Drains at the first signal to stop, and gives everything back at the second.
 * @param grace milliseconds from the first signal in which what runs may end
 * @returns stops listening
 */
export function drainOnSignals(drain: Work['drain'], grace: number, now: () => number = Date.now): () => void {
  let heard = 0;
  const stop = () => {
    heard += 1;
    drain(heard === 1 ? now() + grace : now(), 'signal');
  };
  for (const name of stopSignals) process.on(name, stop);
  return () => {
    for (const name of stopSignals) process.off(name, stop);
  };
}
