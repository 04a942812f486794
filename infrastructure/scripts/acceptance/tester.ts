import { answerOf, type Schemas, type Studio, studioClient } from '@ai-film-studio/client';
import type { Account } from './settings.ts';
import { explained } from './steps.ts';

/** Somebody who is signed in. */
export interface Tester {
  readonly studio: Studio;
  /** The same with another limit of time: what was made is deleted also when that of the run is over. */
  within(signal: AbortSignal): Studio;
}

/**
 * Signs in by e-mail and password as a user does. A film may take longer than an access token lasts: it is refreshed.
 * @throws StudioError when the studio does not let them in
 * @example const { studio } = await signIn(url, { email, password }, signal);
 */
export async function signIn(url: URL, { email, password }: Account, signal: AbortSignal): Promise<Tester> {
  const baseUrl = url.origin;
  const anybody = studioClient({ baseUrl, credential: null, signal });
  const session = await answerOf(anybody.POST('/v1/sessions', { body: { email, password, refreshTokenIn: 'body' } }));
  if (session.status !== 'signed-in')
    throw new Error(`${email} has an authenticator, and a program has none: give an account without.`);
  const accessToken = accessBy(session, baseUrl);
  const within = (other: AbortSignal) =>
    studioClient({ baseUrl, credential: { accessToken: () => accessToken(other) }, signal: other });
  return { studio: within(signal), within };
}

/** Milliseconds that a token has to last, for a call to arrive with it. */
const spare = 60_000;

/** Tokens of a session. Calls that come at the same time wait for one exchange: a refresh token that comes twice ends the session. */
function accessBy(first: Schemas['Session'], baseUrl: string): (signal: AbortSignal) => Promise<string> {
  let session = first;
  let exchange: Promise<void> | null = null;
  const refresh = async (signal: AbortSignal) => {
    const body = { refreshTokenIn: 'body' as const, refreshToken: session.refreshToken ?? '' };
    const anybody = studioClient({ baseUrl, credential: null, signal });
    session = await answerOf(anybody.POST('/v1/sessions/refresh', { body }));
  };
  return async (signal) => {
    if (Date.parse(session.accessExpiresAt) - Date.now() < spare)
      exchange ??= refresh(signal).finally(() => {
        exchange = null;
      });
    await exchange;
    return session.accessToken;
  };
}

/** What every project and webhook of this program is called, so that a later run knows what an earlier one left. */
export const ours = 'Acceptance';

/** Milliseconds. No run lasts as long: what is older was left by one that was killed. */
const old = 2 * 3_600_000;

/** Deletes what runs left that were killed. */
export async function sweep(studio: Studio, now = Date.now()): Promise<void> {
  const isLeft = (name: string, createdAt: string) => name === ours && now - Date.parse(createdAt) > old;
  const projects = await answerOf(studio.GET('/v1/projects', { params: { query: { limit: 100 } } }));
  for (const { id, name, createdAt } of projects.items)
    if (isLeft(name, createdAt))
      await studio.DELETE('/v1/projects/{projectId}', { params: { path: { projectId: id } } });
  // A studio keeps twenty of a user.
  const webhooks = await answerOf(studio.GET('/v1/webhooks'));
  for (const { id, description, createdAt } of webhooks.items)
    if (isLeft(description, createdAt))
      await studio.DELETE('/v1/webhooks/{webhookId}', { params: { path: { webhookId: id } } });
}

/** Something that was made, and how it is unmade. */
interface Made {
  readonly what: string;
  readonly unmake: (signal: AbortSignal) => Promise<unknown>;
}

/** What a run has made: unmade backwards, the rest also when one of it can't be. */
export class Leftovers {
  private readonly made: Made[] = [];

  add(what: string, unmake: Made['unmake']): void {
    this.made.push({ what, unmake });
  }

  /** @returns what could not be unmade, and why */
  async unmake(signal: AbortSignal): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const { what, unmake } of this.made.splice(0).reverse())
      await unmake(signal).catch((error: unknown) => faults.push(`${what} is still there. ${explained(error)}`));
    return faults;
  }
}
