import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/** A request on its way to the studio. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  body: string;
}

/** What goes wrong between a user and the studio. */
export interface Meddling {
  /** Changes a request before it goes on. */
  readonly asking?: (passing: Passing) => void;
  /** What is answered in place of the studio's JSON. */
  readonly answering?: (passing: Passing, answer: Record<string, unknown>) => unknown;
  /** A status that is answered in place of the studio's, which is not asked. */
  readonly refusing?: (passing: Passing) => number | undefined;
}

/** The studio at another address, with a defect in it. */
export async function meddlingProxy(
  studio: URL,
  meddling: Meddling,
): Promise<{ readonly url: URL; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    // Whoever asked hears at once that something broke, be it the test's own.
    pass(studio, meddling, incoming, outgoing).catch((error: unknown) =>
      outgoing.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy listens on no port.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  studio: URL,
  { asking, answering, refusing }: Meddling,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', url: path = '/' } = incoming;
  // Answers are read here, so none is to be packed.
  const headers = without(incoming.headers, 'accept-encoding', 'content-length', 'host');
  const passing: Passing = { method, path, headers, body: await text(incoming) };
  const status = refusing?.(passing);
  if (status !== undefined) {
    outgoing.writeHead(status).end();
    return;
  }
  asking?.(passing);
  const length = passing.body ? { 'content-length': Buffer.byteLength(passing.body) } : {};
  const onward = request(new URL(path, studio), { method, headers: { ...headers, ...length } });
  outgoing.on('close', () => onward.destroy());
  onward.end(passing.body);
  const [answer]: IncomingMessage[] = await once(onward, 'response');
  if (!answer) throw new Error('The studio did not answer.');
  outgoing.writeHead(answer.statusCode ?? 502, without(answer.headers, 'content-length'));
  if (answering && answer.headers['content-type']?.startsWith('application/json'))
    outgoing.end(JSON.stringify(answering(passing, JSON.parse(await text(answer)))));
  else await pipeline(answer, outgoing);
}

const without = (headers: IncomingHttpHeaders, ...names: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
