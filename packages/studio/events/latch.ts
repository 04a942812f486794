/** Remembers that somebody called until somebody has waited for it: a call between two waits is not lost. */
export interface Latch {
  raise(): void;
  /** Until it is raised, the time is over or the signal ends the wait; then it is down again. */
  wait(milliseconds: number | null, signal: AbortSignal): Promise<void>;
}

export function latch(): Latch {
  let raised = false;
  let wake: (() => void) | null = null;
  return {
    raise() {
      raised = true;
      wake?.();
    },
    async wait(milliseconds, signal) {
      if (!raised && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const end = () => resolve();
        wake = end;
        const timer = milliseconds === null ? undefined : setTimeout(end, milliseconds);
        signal.addEventListener('abort', end);
        await promise;
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        wake = null;
      }
      raised = false;
    },
  };
}
