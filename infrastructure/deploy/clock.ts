import { setTimeout } from 'node:timers/promises';

/** Time, as a deployment sees it: tests give one that runs faster. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws AbortError when the signal comes first */
  sleep(seconds: number, signal: AbortSignal): Promise<void>;
}

export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: (seconds, signal) => setTimeout(seconds * 1_000, undefined, { signal }),
};
