import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { studio, type TestFolder, testFolder } from './run-studio.ts';
import { serveStudio, stopStudio } from './served-studio.ts';

describe('a server that cannot start', () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await testFolder();
  });
  afterEach(() => folder.remove());

  const serve = (env: Record<string, string>) => studio(['serve'], { cwd: folder.path, env });

  it('says so when its port is taken, and ends with its database', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const ended = await serve({ PORT: String(port) });
    expect(ended).toMatchObject({ code: 3 });
    expect(ended.stderr).toMatch(`Another program answers at 127.0.0.1:${port} already: take another`);
    await new Promise((closed) => other.close(closed));
    // The folder is free again: the next start has it.
    await stopStudio(await serveStudio(folder.path, { PORT: '0', LOG_LEVEL: 'warn' }));
  });

  it('names the studio that runs on the folder already', async () => {
    const first = await serveStudio(folder.path, { PORT: '0', LOG_LEVEL: 'warn' });
    const second = await serve({ PORT: '0' });
    expect(second).toMatchObject({ code: 3 });
    expect(second.stderr).toMatch(/A studio runs on .studio already/);
    await stopStudio(first);
  });

  it('names what does not answer, without its password', async () => {
    const redis = await serve({ PORT: '0', BROKER: 'bullmq', REDIS_URL: 'redis://:hunter2@127.0.0.1:1' });
    expect(redis).toMatchObject({ code: 3 });
    expect(redis.stderr).toMatch(/does not answer at 127.0.0.1:1 \(REDIS_URL\)/);
    const secret = Buffer.alloc(32, 1).toString('base64');
    const database = await serve({ PORT: '0', DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/x', SECRET: secret });
    expect(database).toMatchObject({ code: 3 });
    expect(database.stderr).toMatch(/The database does not answer at 127.0.0.1:1 \(DATABASE_URL\)/);
    expect(redis.stderr + redis.stdout + database.stderr + database.stdout).not.toMatch('hunter2');
  });

  it('says what is wrong with its settings, and calls that bad input', async () => {
    const settings = await serve({ PORT: 'abc', BROKER: 'pigeons' });
    expect(settings).toMatchObject({ code: 2 });
    expect(settings.stderr).toMatch(/PORT: must be a whole number from 0 to 65535[\s\S]*BROKER/);
    await writeFile(join(folder.path, 'taken'), '');
    expect(await serve({ PORT: '0', DATA_FOLDER: 'taken' })).toMatchObject({ code: 2 });
  });
});
