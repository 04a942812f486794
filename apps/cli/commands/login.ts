import { hostname } from 'node:os';
import { answerOf, type Schemas, type Studio } from '@ai-film-studio/client';
import { exitCodes, Failure } from '../failure.ts';
import { type Account, forgetAccount, keepAccount, serverAddress, serverMeant } from '../server/account.ts';
import { ask } from '../server/prompt.ts';
import { reach, serverFailure } from '../server/reach.ts';
import { untilStopped } from '../server/until-stopped.ts';

/** What the command line may do: films, and nothing of the account. */
const scopes = ['projects:read', 'projects:write', 'films:write'] as const;

export interface LoginOptions {
  readonly server?: string;
  readonly link?: string;
  readonly key?: string;
}

type SignIn = Schemas['Session'] | Schemas['MfaTicket'];

/** The server and the token of a sign-in link. @throws Failure when it is none */
function readLink(text: string): { readonly server: string; readonly token: string } {
  const token = new URLSearchParams(URL.parse(text)?.hash.slice(1)).get('token');
  if (!token) throw new Failure('That is no sign-in link: it looks like http://…/sign-in#token=…', exitCodes.badInput);
  return { server: serverAddress(text), token };
}

/** Signs in by a link, or with what the person types. */
async function signIn(studio: Studio, token: string | null, signal: AbortSignal): Promise<Schemas['Session']> {
  const refreshTokenIn = 'body' as const;
  if (token === null && !process.stdin.isTTY)
    throw new Failure('There is no terminal to ask at: give --link or --key.', exitCodes.badInput);
  const first: SignIn =
    token === null
      ? await answerOf(
          studio.POST('/v1/sessions', {
            body: {
              email: await ask('E-mail: ', { hidden: false, signal }),
              password: await ask('Password: ', { hidden: true, signal }),
              refreshTokenIn,
            },
          }),
        )
      : await answerOf(studio.POST('/v1/sessions/link', { body: { token, refreshTokenIn } }));
  if (first.status === 'signed-in') return first;
  const code = await ask('Code of the authenticator: ', { hidden: true, signal });
  const body = { ticket: first.ticket, code, refreshTokenIn };
  const second = await answerOf(studio.POST('/v1/sessions/mfa', { body }));
  if (second.status === 'signed-in') return second;
  throw new Failure('The studio asks for more than a code: sign in at its page and use --key.', exitCodes.failed);
}

/** A key of this machine's own: a session would be over soon. */
async function newKey(server: string, token: string | null, signal: AbortSignal): Promise<string> {
  const { accessToken } = await signIn(reach(server, null, signal), token, signal);
  const session = reach(server, { accessToken: async () => accessToken }, signal);
  const name = `studio on ${hostname()}`.slice(0, 100);
  const { key } = await answerOf(session.POST('/v1/api-keys', { body: { name, scopes: [...scopes] } }));
  await session.DELETE('/v1/sessions/current');
  return key;
}

async function accountBy(options: LoginOptions, server: string, token: string | null, signal: AbortSignal) {
  const key = options.key ?? (await newKey(server, token, signal));
  // A key that does not work is better known now.
  await reach(server, { apiKey: key }, signal).GET('/v1/projects', { params: { query: { limit: 1 } } });
  return { server, key } satisfies Account;
}

/** `studio login`: gives this machine a key for a studio. */
export async function login(options: LoginOptions): Promise<void> {
  const link = options.link === undefined ? null : readLink(options.link);
  const server = link && options.server === undefined ? link.server : await serverMeant(options.server, process.env);
  await untilStopped(
    () => 'Stopped: nobody is signed in.',
    async (signal) => {
      try {
        const path = await keepAccount(await accountBy(options, server, link?.token ?? null, signal), process.env);
        process.stdout.write(`Signed in at ${server}. The key is in ${path}.\n`);
      } catch (error) {
        throw serverFailure(error, server);
      }
    },
  );
}

/** `studio logout`: this machine forgets its key. */
export async function logout(): Promise<void> {
  const forgotten = await forgetAccount(process.env);
  process.stdout.write(
    forgotten
      ? 'The key is forgotten here. Until you revoke it in the studio, under API keys, a copy of it would still work.\n'
      : 'Nobody was signed in.\n',
  );
}
