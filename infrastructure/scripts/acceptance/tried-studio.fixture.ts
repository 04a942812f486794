import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Studio, studioClient } from '@ai-film-studio/client';
import { vi } from 'vitest';
import { testFolder } from '../../../test/run-studio.ts';
import { serveStudio, stopStudio } from '../../../test/served-studio.ts';
import { signIn } from './tester.ts';

/** A whole studio, API and workers, with two users that registered by mail. */
export interface TriedStudio {
  readonly address: URL;
  /** What the program is told of the accounts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whoever films, signed in beside the program. */
  readonly tester: Studio;
  stop(): Promise<void>;
}

const password = 'a fox beneath the stage';

export async function triedStudio(): Promise<TriedStudio> {
  const place = await testFolder();
  const server = await serveStudio(place.path, {
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_FACTOR: '100',
    LOCAL_CREDITS: '100',
  });
  const stop = async () => {
    await stopStudio(server);
    await place.remove();
  };
  try {
    const anybody = studioClient({ baseUrl: server.address, credential: null });
    for (const email of ['tester@example.org', 'other@example.org'])
      await register(anybody, email, join(place.path, '.studio/mail'));
    const address = new URL(server.address);
    const { studio } = await signIn(address, { email: 'tester@example.org', password }, new AbortController().signal);
    return {
      address,
      environment: {
        ...{ ACCEPTANCE_EMAIL: 'tester@example.org', ACCEPTANCE_PASSWORD: password },
        ...{ ACCEPTANCE_OTHER_EMAIL: 'other@example.org', ACCEPTANCE_OTHER_PASSWORD: password },
      },
      tester: studio,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As somebody does: by the mail that comes. */
async function register(anybody: Studio, email: string, mails: string): Promise<void> {
  await anybody.POST('/v1/accounts', { body: { email, password, name: 'Ada' } });
  const token = await vi.waitFor(
    async () => {
      for (const name of await readdir(mails)) {
        // A mail's long lines are folded.
        const text = (await readFile(join(mails, name), 'utf8')).replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
        const found = text.includes(email) ? /\/verify#token=([\w-]+)/.exec(text)?.[1] : undefined;
        if (found) return found;
      }
      throw new Error(`No mail has come for ${email}.`);
    },
    { timeout: 60_000, interval: 200 },
  );
  await anybody.POST('/v1/accounts/verify', { body: { token, password } });
}
