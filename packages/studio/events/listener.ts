import { Client } from 'pg';
import { latch } from './latch.ts';

/** What is told through the database: `events` and `sessions` with the id of the user whose they are, the others without. */
export const channels = ['events', 'jobs', 'sessions', 'notifications'] as const;
export type Channel = (typeof channels)[number];

/** @param payload `null` after every new connection: something may have been missed while there was none, look for yourself */
export type Heard = (payload: string | null) => void;

/** The one connection of a process on which it hears from the others. What it tells is a hint: whoever hears it reads the truth. */
export interface Listener {
  /**
   * @param key hears only of this payload; `null` for all
   * @returns ends it
   */
  subscribe(channel: Channel, key: string | null, heard: Heard): () => void;
  /** Whether it hears at this moment. */
  connected(): boolean;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly connectionString: string;
  /** How often it is asked whether the connection still holds, in milliseconds. One whose other end is gone without a word costs so long at most. */
  readonly poke?: number;
  /** Hears why the connection was lost; it is made again by itself. */
  readonly onLost?: (cause: unknown) => void;
}

const firstPause = 100;
const longestPause = 5000;
const farewell = 1000;
/** Milliseconds for an answer of the database. */
const patience = 10_000;

/** Begins to listen, and goes on until it is closed, however often the database goes away. */
export function startListener({ connectionString, poke = 10_000, onLost = () => {} }: ListenerOptions): Listener {
  const subscribers = new Subscribers();
  const stop = new AbortController();
  let isConnected = false;

  const connectAgain = async (): Promise<void> => {
    let pause = firstPause;
    while (!stop.signal.aborted) {
      try {
        await listenOnce(connectionString, poke, subscribers, stop.signal, () => {
          isConnected = true;
          pause = firstPause;
        });
      } catch (cause) {
        if (!stop.signal.aborted) onLost(cause);
      }
      isConnected = false;
      await latch().wait(pause, stop.signal);
      pause = Math.min(pause * 2, longestPause);
    }
  };
  const running = connectAgain();

  return {
    subscribe: (channel, key, heard) => subscribers.add(channel, key, heard),
    connected: () => isConnected,
    async close() {
      stop.abort();
      await running;
    },
  };
}

/** Listens on one connection until it breaks or the signal comes. */
async function listenOnce(
  connectionString: string,
  poke: number,
  subscribers: Subscribers,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  const client = new Client({
    connectionString,
    keepAlive: true,
    application_name: 'studio listener',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  const broken = latch();
  let cause: unknown = null;
  client.on('error', (error) => {
    cause ??= error;
    broken.raise();
  });
  client.on('end', () => {
    cause ??= new Error('The database closed the connection.');
    broken.raise();
  });
  client.on('notification', ({ channel, payload }) => subscribers.tell(channel, payload ?? ''));
  try {
    await client.connect();
    await client.query(channels.map((channel) => `listen ${channel}`).join(';'));
    onConnected();
    // Nobody knows what was told while there was no connection.
    subscribers.tellAllToLook();
    while (!signal.aborted) {
      await broken.wait(poke, signal);
      if (cause) throw cause;
      // A connection whose other end is gone without a word shows it here.
      if (!signal.aborted) await client.query('select 1');
    }
  } finally {
    // Whose other end is gone does not answer a farewell either.
    await Promise.race([client.end().catch(() => {}), latch().wait(farewell, new AbortController().signal)]);
  }
}

/** Who hears what. */
class Subscribers {
  private readonly heardBy = new Map<Channel, Map<string | null, Set<Heard>>>(
    channels.map((channel) => [channel, new Map()]),
  );

  add(channel: Channel, key: string | null, heard: Heard): () => void {
    const byKey = this.heardBy.get(channel) ?? new Map<string | null, Set<Heard>>();
    const set = byKey.get(key) ?? new Set();
    byKey.set(key, set);
    // The same function may be given twice: each is an entry of its own.
    const entry: Heard = (payload) => heard(payload);
    set.add(entry);
    return () => {
      set.delete(entry);
      if (set.size === 0 && byKey.get(key) === set) byKey.delete(key);
    };
  }

  tell(channel: string, payload: string): void {
    const byKey = channels.find((known) => known === channel);
    const sets = byKey && this.heardBy.get(byKey);
    for (const heard of sets?.get(payload) ?? []) heard(payload);
    for (const heard of sets?.get(null) ?? []) heard(payload);
  }

  tellAllToLook(): void {
    for (const byKey of this.heardBy.values()) for (const set of byKey.values()) for (const heard of set) heard(null);
  }
}
