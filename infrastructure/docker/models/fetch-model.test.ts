import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchModel, ModelError } from './fetch-model.ts';
import { type Model, modelsFor } from './manifest.ts';

const weights = Buffer.alloc(300_000, 'weights');
const signal = new AbortController().signal;

describe('a model', () => {
  let folder: string;
  let server: Server;
  let model: Model;
  let served = weights;
  let breaksAt: number | null = null;
  let knowsRanges = true;
  const asked: (string | undefined)[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    [served, breaksAt, knowsRanges] = [weights, null, true];
    asked.length = 0;
    server = createServer(({ headers }, response) => {
      asked.push(headers.range);
      const from = knowsRanges ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
      response.writeHead(from > 0 ? 206 : 200, { 'content-length': served.length - from });
      if (breaksAt === null) response.end(served.subarray(from));
      else response.write(served.subarray(from, breaksAt), () => setTimeout(() => response.destroy(), 100));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    model = {
      name: 'one',
      file: 'checkpoints/one.safetensors',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/one`,
      bytes: weights.length,
      sha256: createHash('sha256').update(weights).digest('hex'),
      licence: 'Apache-2.0',
      commercial: true,
      types: ['image'],
    };
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });
  const file = () => readFile(join(folder, model.file));

  it('is brought once, and again when what lies there is not it', async () => {
    expect(await fetchModel(model, { folder, signal })).toBe('brought');
    expect(await file()).toEqual(weights);
    expect(await fetchModel(model, { folder, signal })).toBe('there');
    await writeFile(join(folder, model.file), Buffer.alloc(weights.length));
    expect(await fetchModel(model, { folder, signal })).toBe('brought');
    expect(await file()).toEqual(weights);
  });

  it('that broke off is gone on with, and does not stand there by halves', async () => {
    breaksAt = 100_000;
    await expect(fetchModel(model, { folder, signal })).rejects.toThrow();
    expect(await readdir(join(folder, 'checkpoints'))).toEqual(['one.safetensors.part']);
    breaksAt = null;
    await fetchModel(model, { folder, signal });
    expect(asked[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await file()).toEqual(weights);
  });

  it('is brought from its beginning by a server that knows no ranges', async () => {
    breaksAt = 100_000;
    await expect(fetchModel(model, { folder, signal })).rejects.toThrow();
    [breaksAt, knowsRanges] = [null, false];
    await fetchModel(model, { folder, signal });
    expect(await file()).toEqual(weights);
  });

  it('that is another than the manifest says is not used, however often it is brought', async () => {
    served = Buffer.from(weights).fill('evil', 5_000, 5_004);
    await expect(fetchModel(model, { folder, signal })).rejects.toThrow(ModelError);
    await expect(fetchModel(model, { folder, signal })).rejects.toThrow(/checksum/);
    expect(await readdir(join(folder, 'checkpoints'))).toEqual([]);
  });
});

describe('the manifest', () => {
  const read = () => readFile(new URL('models.json', import.meta.url), 'utf8');

  it('holds, and gives a worker what its types need', async () => {
    const all = modelsFor(await read(), ['image', 'video', 'audio']);
    expect(all.length).toBeGreaterThan(0);
    expect(modelsFor(await read(), ['assembly'])).toEqual([]);
  });

  it.each([
    ['climbs out of its folder', { file: 'checkpoints/../../etc/passwd' }],
    ['has no checksum', { sha256: '' }],
    ['comes from a file of somebody’s machine', { url: 'file:///etc/passwd' }],
  ])('is refused when a model %s', async (_, fault) => {
    const { models } = JSON.parse(await read());
    expect(() => modelsFor(JSON.stringify({ models: [{ ...models[0], ...fault }] }), ['image'])).toThrow();
  });

  it('is refused when a model stands twice', async () => {
    const { models } = JSON.parse(await read());
    expect(() => modelsFor(JSON.stringify({ models: [models[0], models[0]] }), ['image'])).toThrow(/twice/);
  });
});
