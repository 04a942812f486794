import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { wrongWith } from './check.ts';
import { checkpoints, load } from './load.ts';

const sha256 = 'a'.repeat(64);
let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<URL> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return new URL(`http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`);
}

const model = (url: URL) => ({
  ...{ name: 'sdxl', file: 'checkpoints/sdxl.safetensors', url: url.href, bytes: 100, sha256 },
  ...{ licence: 'Open', commercial: true, types: ['image' as const] },
});
const soon = () => AbortSignal.timeout(5_000);

describe('a model at its hub', () => {
  const hub = (status: number, headers: Record<string, string>) =>
    serve((_request, response) => response.writeHead(status, headers).end());

  it('is well when size and checksum are those of the manifest', async () => {
    const url = await hub(302, {
      'x-linked-etag': `"${sha256}"`,
      'x-linked-size': '100',
      location: 'https://elsewhere.example',
    });
    expect(await wrongWith(model(url), soon())).toBeNull();
  });

  it.each([
    ['is another', 302, { 'x-linked-etag': `"${'b'.repeat(64)}"`, 'x-linked-size': '100' }, /is b{64} at/],
    ['has another size', 302, { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': '99' }, /has 99 bytes/],
    ['is gone', 404, {}, /answers 404/],
    ['can’t be checked', 200, {}, /neither checksum nor size/],
  ])('is not well when it %s', async (_, status, headers, why) => {
    expect(await wrongWith(model(await hub(status, headers as Record<string, string>)), soon())).toMatch(why);
  });
});

describe('a model on a GPU', () => {
  /** ComfyUI, as far as this speaks to it: a graph is taken, and done after two questions. */
  const comfyui = (device: string, outcome: string) => {
    let asked = 0;
    return serve((request, response) => {
      const send = (body: unknown) => response.writeHead(200).end(JSON.stringify(body));
      if (request.url === '/system_stats') return send({ devices: [{ type: device, name: device }] });
      if (request.url === '/prompt') return send({ prompt_id: 'p1' });
      asked += 1;
      send(asked < 3 ? {} : { p1: { status: { status_str: outcome } } });
    });
  };

  it('loads when ComfyUI has drawn with it', async () => {
    await expect(load(await comfyui('cuda', 'success'), 'sdxl.safetensors', soon(), 1)).resolves.toBeUndefined();
  });

  it('does not load when drawing fails', async () => {
    await expect(load(await comfyui('cuda', 'error'), 'sdxl.safetensors', soon(), 1)).rejects.toThrow(/could not draw/);
  });

  it('is not said to load where there is no GPU', async () => {
    await expect(load(await comfyui('cpu', 'success'), 'sdxl.safetensors', soon(), 1)).rejects.toThrow(/no GPU/);
  });

  it('is loaded when it is a checkpoint', () => {
    const url = new URL('https://hub.example');
    expect(checkpoints([model(url), { ...model(url), file: 'vae/x.safetensors' }])).toEqual(['sdxl.safetensors']);
  });
});
