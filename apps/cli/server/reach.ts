import { type Credential, type Studio, StudioError, studioClient } from '@ai-film-studio/client';
import { exitCodes, Failure } from '../failure.ts';

/** How often a call is tried: a moment for who is waited for at the terminal, half a minute in which a server is restarted. */
export const patience = { short: 3, long: 9 } as const;

/** A client whose calls end when the person stops us. */
export const reach = (
  server: string,
  credential: Credential,
  signal: AbortSignal,
  tries: number = patience.short,
): Studio => studioClient({ baseUrl: server, credential, signal, tries });

/** Whatever went wrong with a server, in words for the person at the terminal. */
export function serverFailure(error: unknown, server: string): unknown {
  if (error instanceof StudioError) {
    const hint = error.status === 401 ? ` Sign in with: studio login --server ${server}` : '';
    const number = error.status >= 500 ? ` (request ${error.requestId})` : '';
    const exitCode = error.status >= 500 ? exitCodes.failed : exitCodes.badInput;
    return new Failure(`${server}: ${error.detail}${hint}${number}`, exitCode, { cause: error });
  }
  // What fetch throws when nobody answers.
  if (error instanceof TypeError && error.message === 'fetch failed')
    return new Failure(
      `No studio answers at ${server}: start one with studio serve, or name another with --server.`,
      exitCodes.machine,
      { cause: error },
    );
  return error;
}
