import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runInNewContext } from 'node:vm';
import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

export interface CloudFrontServer {
  /** Where the keys of the bucket begin: `http://127.0.0.1:port/media`. */
  readonly url: string;
  /** The public keys that it trusts, in PEM by their ids: as the distribution's key group. */
  readonly trusted: Map<string, string>;
  /** What was asked of it, path and query as they came. */
  readonly asked: string[];
  close(): Promise<void>;
}

const files = new URL('../../infrastructure/terraform/modules/cloudfront/files/', import.meta.url);

/** A function of module cloudfront, run as CloudFront runs it: with the event, and what its runtime has. */
const handlerOf = (file: string) => {
  const code = readFileSync(new URL(file, files), 'utf8');
  return (event: unknown) => runInNewContext(`${code}; handler(event)`, { event, Buffer });
};
const [onRequest, onResponse] = [handlerOf('media.js'), handlerOf('media-headers.js')];

const proof = ['Expires', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'];

/**
 * The behaviour `/media/*` of module cloudfront before a bucket: it lets through what is signed by a canned policy, reads it from the bucket by rights
 * of its own (origin access control), and runs the module's functions. It keeps nothing: an edge would, for some minutes.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 */
export async function cloudFrontServer(origin: {
  readonly client: S3Client;
  readonly bucket: string;
}): Promise<CloudFrontServer> {
  const trusted = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response, { ...origin, trusted, host: `http://${request.headers.host}` }).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('CloudFront listens on no port.');
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${address.port}/media`, trusted, asked, close };
}

interface Edge {
  readonly client: S3Client;
  readonly bucket: string;
  readonly trusted: ReadonlyMap<string, string>;
  /** Scheme and host as they were asked by. */
  readonly host: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, edge: Edge): Promise<void> {
  const { url = '', method = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return end(response, 403);
  const [path = '', ...rest] = url.split('?');
  const query = rest.join('?').split('&').filter(Boolean);
  if (!isSigned(path, query, edge)) return end(response, 403);
  const found = onRequest({ request: { method, uri: path, querystring: {}, headers: {} } });
  if (found.statusCode) return end(response, found.statusCode);
  const key = decodeURIComponent(found.uri.slice(1));
  await give(response, { key, range: request.headers.range, query, withBody: method === 'GET' }, edge);
}

function isSigned(path: string, query: readonly string[], { trusted, host }: Edge): boolean {
  const shown = Object.fromEntries(query.map((word) => word.split('=') as [string, string]));
  const pem = trusted.get(shown['Key-Pair-Id'] ?? '');
  const until = shown.Expires ?? '';
  if (!pem || !/^\d+$/.test(until) || Number(until) * 1000 <= Date.now()) return false;
  // Its own words are no part of what was signed; all others are, in the order in which they came.
  const others = query.filter((word) => !proof.includes(word.split('=')[0] ?? ''));
  const resource = `${host}${path}${others.length > 0 ? `?${others.join('&')}` : ''}`;
  const policy = `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${until}}}}]}`;
  return isBy(createPublicKey(pem), policy, shown);
}

function isBy(key: KeyObject, policy: string, shown: Readonly<Record<string, string>>): boolean {
  const signature = (shown.Signature ?? '').replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/');
  const hash = shown['Hash-Algorithm'] === 'SHA256' ? 'sha256' : 'sha1';
  return verify(hash, Buffer.from(policy), key, Buffer.from(signature, 'base64'));
}

async function give(
  response: ServerResponse,
  asked: { key: string; range: string | undefined; query: readonly string[]; withBody: boolean },
  { client, bucket }: Edge,
): Promise<void> {
  const { key: Key, range } = asked;
  try {
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...(range ? { Range: range } : {}) }));
    const headers = {
      'content-type': { value: found.ContentType ?? 'binary/octet-stream' },
      'content-length': { value: `${found.ContentLength}` },
      ...(found.ContentRange ? { 'content-range': { value: found.ContentRange } } : {}),
    };
    const querystring = Object.fromEntries(
      asked.query.map((word) => [word.split('=')[0], { value: word.split('=')[1] }]),
    );
    const sent = onResponse({ request: { querystring }, response: { statusCode: range ? 206 : 200, headers } });
    for (const [name, header] of Object.entries<{ value: string }>(sent.headers))
      response.setHeader(name, header.value);
    response.writeHead(sent.statusCode);
    if (!(found.Body instanceof Readable)) throw new Error(`${Key} came without its bytes.`);
    if (asked.withBody) await pipeline(found.Body, response);
    else {
      found.Body.destroy();
      response.end();
    }
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    // Without the right to list the bucket S3 says 403 of what is not there.
    end(response, error.$metadata.httpStatusCode === 416 ? 416 : 403);
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
