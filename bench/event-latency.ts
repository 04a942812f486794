import { setTimeout as delay } from 'node:timers/promises';
import { readEventStream } from '../test/read-event-stream.ts';

export interface LatencyOptions {
  /** Of the stream. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Lets something happen that the stream tells, once each time: completes a job, inserts an event. */
  readonly happen: (n: number) => Promise<void>;
  readonly count: number;
  /** Milliseconds between one and the next. */
  readonly pause: number;
}

/**
 * How long what happens takes to be read by whoever watches, in milliseconds each, from before the transaction.
 * Nothing else may happen on the stream meanwhile.
 */
export async function eventLatencies({ url, headers, happen, count, pause }: LatencyOptions): Promise<number[]> {
  const stop = new AbortController();
  const messages = readEventStream(await fetch(url, { headers, signal: stop.signal }));
  const latencies: number[] = [];
  try {
    // `ready`: from here on nothing is missed.
    await messages.next();
    for (let n = 0; n < count; n++) {
      const began = performance.now();
      const [{ done }] = await Promise.all([messages.next(), happen(n)]);
      if (done) throw new Error('The stream ended before everything was told.');
      latencies.push(performance.now() - began);
      await delay(pause);
    }
  } finally {
    stop.abort();
  }
  return latencies;
}
