import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export interface Ask {
  /** Of a session. */
  readonly token?: string;
  /** An API key. */
  readonly key?: string;
  /** Sent as JSON, unless it is bytes or text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The address of this machine that is asked from: all of 127.0.0.0/8 is ours, and limits count each for itself. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, where it is a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

const objectSchema = z.record(z.string(), z.unknown());

function objectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    return objectSchema.parse(JSON.parse(body));
  } catch {
    return {};
  }
}

/** Asks a server. Paths are sent as they are: what `fetch` would tidy is what is tried here. */
export const asker =
  (address: string) =>
  (method: string, path: string, { token, key, body, headers = {}, from = '127.0.0.1' }: Ask = {}): Promise<Answer> => {
    const { hostname, port } = new URL(address);
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const payload = body === undefined || isRaw ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ method, path, hostname, port, localAddress: from, agent: false },
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(key ? { 'x-api-key': key } : {}),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
            ...headers,
          },
        },
        (response) => {
          text(response).then(
            (answer) =>
              resolve({
                ...{ status: response.statusCode ?? 0, headers: response.headers },
                ...{ text: answer, body: objectIn(answer) },
              }),
            reject,
          );
        },
      );
      sent.once('error', reject);
      sent.end(payload);
    });
  };

/** Sends bytes as they are, and gives what comes back until the server closes. */
export function rawly(address: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let heard = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
    });
    // Being cut off is an answer, too.
    socket.on('error', () => {});
    socket.once('close', () => resolve(heard));
    socket.setTimeout(60_000, () => socket.destroy(new Error('nothing was answered, and nothing closed')));
    socket.once('timeout', () => reject(new Error('The server neither answered nor closed.')));
  });
}

/** What is the same in every answer of a kind: a problem without the number of its request. */
export function faceOf({ status, headers, body }: Answer): unknown {
  const { requestId: _, ...rest } = body;
  return { status, type: headers['content-type'], ...rest };
}

/** Who tries often tries from many places: a new address each time. */
export function* places(): Generator<string, never> {
  for (let number = 1; ; number++) yield `127.1.${(number >> 8) & 255}.${number & 255}`;
}
