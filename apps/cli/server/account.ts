import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { exitCodes, Failure } from '../failure.ts';

/** A studio, and the key that this machine has for it. */
export interface Account {
  /** `http://127.0.0.1:8000` */
  readonly server: string;
  readonly key: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const usual = 'http://127.0.0.1:8000';
const keptSchema = z.object({ server: z.string(), key: z.string() });

/** Where the account of this machine is kept. */
export const accountFile = (env: Environment): string =>
  join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'ai-film-studio', 'credentials.json');

/** @throws Failure when it is no address of a server */
export function serverAddress(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Failure(`"${text}" is no address of a studio: it looks like ${usual}.`, exitCodes.badInput);
  return url.origin;
}

async function keptAccount(env: Environment): Promise<Account | null> {
  const text = await readFile(accountFile(env), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure(`${accountFile(env)} is damaged: sign in again with studio login.`, exitCodes.badInput, {
      cause,
    });
  }
}

/** The studio that is meant: what was asked for, else what the environment says, else the one signed in at, else this machine's. */
export async function serverMeant(asked: string | undefined, env: Environment): Promise<string> {
  return serverAddress(asked ?? (env.STUDIO_SERVER || (await keptAccount(env))?.server || usual));
}

/**
 * The studio that is meant and the key for it.
 * @throws Failure when there is no key for it: one studio's is never sent to another
 */
export async function accountFor(asked: string | undefined, env: Environment): Promise<Account> {
  const server = await serverMeant(asked, env);
  if (env.STUDIO_API_KEY) return { server, key: env.STUDIO_API_KEY };
  const kept = await keptAccount(env);
  if (kept?.server === server) return kept;
  throw new Failure(
    `You are not signed in at ${server}: studio login --server ${server}, or set STUDIO_API_KEY.`,
    exitCodes.badInput,
  );
}

/** Keeps the account for the next time, to be read by its owner alone. */
export async function keepAccount(account: Account, env: Environment): Promise<string> {
  const path = accountFile(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600 });
  // A draft that was there already keeps the rights it had.
  await chmod(draft, 0o600);
  await rename(draft, path);
  return path;
}

/** @returns whether there was one */
export async function forgetAccount(env: Environment): Promise<boolean> {
  const path = accountFile(env);
  const there = (await readFile(path, 'utf8').catch(() => null)) !== null;
  await rm(path, { force: true });
  return there;
}
