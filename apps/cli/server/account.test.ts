import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountFile, accountFor, forgetAccount, keepAccount, serverAddress, serverMeant } from './account.ts';

let env: Readonly<Record<string, string>>;
const here = 'http://127.0.0.1:8000';
const elsewhere = 'https://studio.example.org';

beforeEach(async () => {
  env = { XDG_CONFIG_HOME: await mkdtemp(join(tmpdir(), 'account-')) };
});
afterEach(() => rm(env.XDG_CONFIG_HOME ?? '', { recursive: true }));

describe('the account of a machine', () => {
  it('is kept for its owner alone, also where a file that all can read stood', async () => {
    await keepAccount({ server: here, key: 'one' }, env);
    await chmod(accountFile(env), 0o644);
    await keepAccount({ server: here, key: 'two' }, env);
    expect((await stat(accountFile(env))).mode & 0o777).toBe(0o600);
    expect(await accountFor(undefined, env)).toEqual({ server: here, key: 'two' });
  });

  it('is for its server alone', async () => {
    await keepAccount({ server: here, key: 'one' }, env);
    await expect(accountFor(elsewhere, env)).rejects.toThrow(`You are not signed in at ${elsewhere}`);
    await expect(accountFor(undefined, { ...env, STUDIO_SERVER: elsewhere })).rejects.toThrow('not signed in');
  });

  it('is forgotten once', async () => {
    await keepAccount({ server: here, key: 'one' }, env);
    expect([await forgetAccount(env), await forgetAccount(env)]).toEqual([true, false]);
    await expect(accountFor(undefined, env)).rejects.toThrow('studio login');
  });

  it('that is damaged is told of', async () => {
    await keepAccount({ server: here, key: 'one' }, env);
    await writeFile(accountFile(env), '{"server":');
    await expect(accountFor(undefined, env)).rejects.toThrow(/damaged: sign in again/);
  });
});

describe('the server that is meant', () => {
  it('is the one asked for, then the environment’s, then the one signed in at, then this machine’s', async () => {
    expect(await serverMeant(undefined, env)).toBe(here);
    await keepAccount({ server: 'http://10.0.0.1:1', key: 'one' }, env);
    expect(await serverMeant(undefined, env)).toBe('http://10.0.0.1:1');
    const set = { ...env, STUDIO_SERVER: elsewhere, STUDIO_API_KEY: 'theirs' };
    expect(await accountFor(undefined, set)).toEqual({ server: elsewhere, key: 'theirs' });
    expect(await serverMeant('http://10.0.0.2:2/', set)).toBe('http://10.0.0.2:2');
  });

  it.each(['my-script.fountain', 'ftp://studio.example.org', 'studio.example.org'])('is not %s', (text) => {
    expect(() => serverAddress(text)).toThrow('is no address of a studio');
  });
});
