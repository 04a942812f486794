/** What is to become of a job that its handler could not do. */
export type Verdict =
  /** Another try may help. */
  | { readonly kind: 'retry'; readonly reason: string }
  /** No try can help. */
  | { readonly kind: 'dead'; readonly reason: string }
  /** Another worker can do it, this one cannot, at least for now. */
  | { readonly kind: 'unfit'; readonly reason: string };

/** By name: an error that comes from another process is no instance of our classes. What was asked for is wrong: it stays wrong. */
const permanent = new Set(['PermanentError', 'Refusal', 'ZodError', 'RangeError']);

const longest = 500;

/** One line of it, for people. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.length > longest ? `${message.slice(0, longest - 1)}…` : message;
}

/**
 * What is to be done about an error: a disk that is full, a network that is away, a worker process that died are tried again; bad input
 * is not; an engine that cannot be had here is somebody else's.
 */
export function verdictOn(error: unknown): Verdict {
  const name = error instanceof Error ? error.name : '';
  const reason = reasonOf(error);
  if (name === 'UnfitError') return { kind: 'unfit', reason };
  return permanent.has(name) ? { kind: 'dead', reason } : { kind: 'retry', reason };
}
