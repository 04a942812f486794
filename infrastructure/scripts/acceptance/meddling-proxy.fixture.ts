import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

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
  { asking = () => {}, answering, refusing = () => undefined }: Meddling,
): Promise<{ readonly url: URL; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/' } = incoming;
    // Answers are read here.
    const { 'accept-encoding': _, 'content-length': __, host: ___, ...headers } = incoming.headers;
    const passing: Passing = { method, path, headers, body: await text(incoming) };
    const status = refusing(passing);
    if (status !== undefined) {
      outgoing.writeHead(status).end();
      return;
    }
    asking(passing);
    const length = passing.body ? { 'content-length': Buffer.byteLength(passing.body) } : {};
    const onward = request(new URL(path, studio), { method, headers: { ...headers, ...length } }, async (answer) => {
      const { 'content-length': ____, ...came } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, came);
      if (answering && answer.headers['content-type']?.startsWith('application/json'))
        outgoing.end(JSON.stringify(answering(passing, JSON.parse(await text(answer)))));
      else answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    onward.end(passing.body);
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
