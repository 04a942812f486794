import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { promote } from './promote.ts';

const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const source = `${registry}/ai-film-studio-backend-staging`;
const repository = `${registry}/ai-film-studio-backend-prod`;
const digest = `sha256:${'a'.repeat(64)}`;
const order = { image: `${source}@${digest}`, env: 'prod', registry };
const copy = `${repository}:promoted-${'a'.repeat(40)}`;

let folder: string;
const path = process.env.PATH ?? '';
const images = (): Promise<Record<string, string>> => readFile(join(folder, 'images.json'), 'utf8').then(JSON.parse);
const store = (all: Record<string, string>) => writeFile(join(folder, 'images.json'), JSON.stringify(all));

/** In place of docker: a program of that name, that copies between the repositories of a small registry on disk. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'promote-'));
  const program = fileURLToPath(new URL('docker.fixture.ts', import.meta.url));
  await writeFile(
    join(folder, 'docker'),
    `#!/bin/sh\nexec "${process.execPath}" "${program}" "${folder}/images.json" "$@"\n`,
  );
  await chmod(join(folder, 'docker'), 0o755);
  await store({ [`${source}:c0ffee`]: digest });
  process.env.PATH = `${folder}${delimiter}${path}`;
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true });
});

const never = new AbortController().signal;

describe('a promotion', () => {
  it('copies the very image that was tested, and says where it is now', async () => {
    expect(await promote(order, never)).toBe(`${repository}@${digest}`);
    expect(await images()).toMatchObject({ [copy]: digest });
  });

  it('may be done again', async () => {
    await promote(order, never);
    expect(await promote(order, never)).toBe(`${repository}@${digest}`);
  });

  it('does not take a tag away from another image', async () => {
    await store({ ...(await images()), [copy]: `sha256:${'b'.repeat(64)}` });
    await expect(promote(order, never)).rejects.toThrow(/tags are for ever/);
  });

  it('to the environment that it was built for is none', async () => {
    expect(await promote({ ...order, env: 'staging' }, never)).toBe(order.image);
    expect(Object.keys(await images())).toHaveLength(1);
  });

  it('may go to another account', async () => {
    const other = { ...order, registry: '210987654321.dkr.ecr.us-east-1.amazonaws.com' };
    expect(await promote(other, never)).toBe(`${other.registry}/ai-film-studio-backend-prod@${digest}`);
  });

  it('is only of what is the studio’s', async () => {
    await expect(promote({ ...order, image: `docker.io/library/nginx@${digest}` }, never)).rejects.toThrow(
      /no repository of the studio/,
    );
  });

  it('of an image that is not there fails', async () => {
    await store({});
    await expect(promote(order, never)).rejects.toThrow(/not found/);
  });

  it('goes no further when the registry does not answer', async () => {
    await rm(join(folder, 'images.json'));
    await expect(promote(order, never)).rejects.toThrow(/unreachable/);
  });
});
