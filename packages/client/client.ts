import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { type RetryOptions, retrying, type Send, waitFor } from './retry.ts';
import type { components, paths } from './schema.d.ts';
import { spending } from './spending.ts';
import { errorOf } from './studio-error.ts';
import { type WatchedEvent, type WatchOptions, watchUntilOver } from './watch.ts';

export { StudioError } from './studio-error.ts';
export type { WatchedEvent, WatchOptions } from './watch.ts';

/** What the studio's answers are made of. @example type Film = Schemas['Film'] */
export type Schemas = components['schemas'];

/** Who calls; `null` for what anybody may call, such as signing in. An access token is asked for at each call: it does not last. */
export type Credential = { readonly apiKey: string } | { readonly accessToken: () => Promise<string> } | null;

export interface StudioClientOptions extends RetryOptions {
  /** @example 'http://127.0.0.1:8000' */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly fetch?: Send;
  /** Ends all calls that are under way. */
  readonly signal?: AbortSignal;
}

/** The studio's API: a method for each of HTTP's, typed by address. Whatever is not a success is thrown as a {@link StudioError}. */
export interface Studio extends Client<paths> {
  /**
   * What happens to a film, as it happens, until it is over: read the film then. It survives a server that restarts.
   * @throws StudioError when the film may not be watched
   * @example for await (const { type, data } of studio.watchFilm(film.id)) console.log(type, data);
   */
  watchFilm(filmId: string, options?: WatchOptions): AsyncGenerator<WatchedEvent>;
}

/** A key needs chance, not the form of a UUID; `crypto.randomUUID` is not there on pages without TLS. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function headersOf(credential: Credential): Promise<Readonly<Record<string, string>>> {
  if (!credential) return {};
  return 'apiKey' in credential
    ? { 'x-api-key': credential.apiKey }
    : { authorization: `Bearer ${await credential.accessToken()}` };
}

function manners(credential: Credential): Middleware {
  return {
    async onRequest({ request, schemaPath }) {
      for (const [name, value] of Object.entries(await headersOf(credential))) request.headers.set(name, value);
      const spends = spending.has(`${request.method} ${schemaPath}`);
      // Before it is sent the first time, so that it is the same each time.
      if (spends && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', newKey());
    },
    async onResponse({ response }) {
      // A redirect that is not followed is an answer: the caller asked for it.
      if (response.status >= 400) throw await errorOf(response);
    },
  };
}

/**
 * A client of the studio, for Node and for browsers.
 * @example
 * const studio = studioClient({ baseUrl: 'http://127.0.0.1:8000', credential: { apiKey } });
 * const project = await answerOf(studio.POST('/v1/projects', { body: { name: 'The Last Ferry' } }));
 */
export function studioClient({ baseUrl, credential, fetch: given, signal, ...retry }: StudioClientOptions): Studio {
  const send: Send = given ?? ((request) => fetch(request));
  const common = { baseUrl, ...(signal ? { signal } : {}) };
  const client = createClient<paths>({ ...common, fetch: retrying(send, retry) });
  // Watching has its own way to come again.
  const once = createClient<paths>({ ...common, fetch: send });
  for (const one of [client, once]) one.use(manners(credential));

  return {
    ...client,
    watchFilm(filmId, options = {}) {
      const path = { filmId };
      const source = {
        wait: retry.wait ?? waitFor,
        luck: retry.luck ?? Math.random,
        async open(lastEventId: string | undefined, signal: AbortSignal) {
          const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
          const asked = { params: { path }, headers, signal, parseAs: 'stream' } as const;
          return (await once.GET('/v1/films/{filmId}/events', asked)).response;
        },
        async isOver() {
          return (await answerOf(client.GET('/v1/films/{filmId}', { params: { path } }))).status !== 'running';
        },
      };
      const signals = [signal, options.signal].filter((one) => one !== undefined);
      return watchUntilOver(source, { ...options, signal: AbortSignal.any(signals) });
    },
  };
}

/** The answer of a call; one that was refused has thrown. */
export async function answerOf<T extends { readonly data?: unknown }>(
  call: Promise<T>,
): Promise<Exclude<T['data'], undefined>> {
  const { data } = await call;
  // Calls throw unless they succeed, which openapi-fetch's types do not know.
  return data as Exclude<T['data'], undefined>;
}
