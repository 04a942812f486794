import { answerOf, type Schemas, type Studio, studioClient } from '@ai-film-studio/client';
import { ours } from './leftovers.ts';
import type { Account } from './settings.ts';

/** Somebody who is signed in, with a key of their own for this run. */
export interface Tester {
  readonly studio: Studio;
  /** The same with another limit of time: what was made is deleted also when that of the run is over. */
  within(signal: AbortSignal): Studio;
  /** The keys of earlier runs, which only a session may end. */
  endKeys(isLeft: (key: Schemas['ApiKey']) => boolean): Promise<void>;
  /** Ends the key and the session. */
  leave(signal: AbortSignal): Promise<void>;
}

/** All but administration: what a user may do. */
const scopes = ['account', 'projects:read', 'projects:write', 'films:write', 'billing', 'webhooks'] as const;

const hour = 3_600_000;

/**
 * Signs in by e-mail and password as a user does, and makes a key: a session is shorter than a film may take. A key that is left by a run that was
 * killed is worth nothing after two hours.
 * @throws StudioError when the studio does not let them in
 */
export async function signIn(url: URL, { email, password }: Account, signal: AbortSignal): Promise<Tester> {
  const baseUrl = url.origin;
  const anybody = studioClient({ baseUrl, credential: null, signal });
  const session = await answerOf(anybody.POST('/v1/sessions', { body: { email, password, refreshTokenIn: 'body' } }));
  if (session.status !== 'signed-in')
    throw new Error(`${email} has an authenticator, and a program has none: give an account without.`);
  const { accessToken } = session;
  const user = studioClient({ baseUrl, credential: { accessToken: async () => accessToken }, signal });
  const expiresAt = new Date(Date.now() + 2 * hour).toISOString();
  const { apiKey, key } = await answerOf(
    user.POST('/v1/api-keys', { body: { name: ours, scopes: [...scopes], expiresAt } }),
  );
  const within = (other: AbortSignal) => studioClient({ baseUrl, credential: { apiKey: key }, signal: other });
  return {
    ...{ studio: within(signal), within },
    async endKeys(isLeft) {
      const { items } = await answerOf(user.GET('/v1/api-keys'));
      for (const { id } of items.filter(isLeft))
        await user.DELETE('/v1/api-keys/{keyId}', { params: { path: { keyId: id } } });
    },
    async leave(other) {
      const last = await refreshed(url, session, other);
      await last.DELETE('/v1/api-keys/{keyId}', { params: { path: { keyId: apiKey.id } } });
      await last.DELETE('/v1/sessions/current');
    },
  };
}

/** The session's user with a fresh access token: by the end of a run the first is too old. */
async function refreshed(url: URL, { refreshToken }: Schemas['Session'], signal: AbortSignal): Promise<Studio> {
  const anybody = studioClient({ baseUrl: url.origin, credential: null, signal });
  const body = { refreshTokenIn: 'body' as const, refreshToken: refreshToken ?? '' };
  const { accessToken } = await answerOf(anybody.POST('/v1/sessions/refresh', { body }));
  return studioClient({ baseUrl: url.origin, credential: { accessToken: async () => accessToken }, signal });
}
