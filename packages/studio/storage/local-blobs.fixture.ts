import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../refusal.ts';
import { answerLink } from './blob-http.ts';
import { LocalBlobs } from './local-blobs.ts';

/** Storage in a folder of its own, whose links are answered by a real server. */
export async function servedBlobs() {
  const root = await mkdtemp(join(tmpdir(), 'local-blobs-'));
  let address = '';
  const blobs = await LocalBlobs.open({ root, secret: randomBytes(32).toString('hex'), address: () => address });
  const server = createServer(async (request, response) => {
    try {
      const { method = '', url = '', headers } = request;
      const answer = await answerLink(blobs, { method, url, headers, body: request });
      response.writeHead(answer.status, answer.headers);
      if (answer.body) await pipeline(answer.body, response);
      else response.end();
    } catch (error) {
      response.writeHead(error instanceof Refusal ? (error.kind === 'forbidden' ? 403 : 400) : 500, {
        connection: 'close',
      });
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  address = `http://127.0.0.1:${bound.port}`;
  return {
    ...{ blobs, root },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(root, { recursive: true, force: true });
    },
  };
}
