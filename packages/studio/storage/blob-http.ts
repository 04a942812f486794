import type { Readable } from 'node:stream';
import { Refusal } from '../refusal.ts';
import type { BlobFacts } from './blobs.ts';
import { rangeOf } from './byte-range.ts';
import { attachment } from './disposition.ts';
import type { LocalBlobs } from './local-blobs.ts';
import { PartLengthError } from './local-uploads.ts';
import { type Grant, linkPath } from './signed-link.ts';

export interface BlobRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Readable;
}

export interface BlobAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | null;
}

/** One answer for whatever is wrong with a link, or not there: nothing can be learnt by trying. */
const refused = () => new Refusal('forbidden', 'bad-link', 'This link is not valid (any more): ask for a new one.');

/**
 * Answers a signed link to the storage on this machine: reads with ranges, takes in parts of uploads. Knows no web framework.
 * @throws Refusal `bad-link` for every link that allows nothing; `wrong-length` for a part that is longer or shorter than it was to be
 */
export async function answerLink(blobs: LocalBlobs, request: BlobRequest): Promise<BlobAnswer> {
  // Taken apart by hand, and nothing decoded: a key has no escapes, and `new URL` would walk up every `..` before it was seen.
  const cut = request.url.indexOf('?');
  if (cut < 0 || !request.url.startsWith(linkPath)) throw refused();
  const key = request.url.slice(linkPath.length, cut);
  const grant = blobs.grantOf(request.method, key, new URLSearchParams(request.url.slice(cut + 1)));
  if (!grant) throw refused();
  return grant.method === 'PUT' ? takePart(blobs, grant, request) : give(blobs, grant, request);
}

const header = (request: BlobRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
};

async function takePart(
  blobs: LocalBlobs,
  grant: Grant & { method: 'PUT' },
  request: BlobRequest,
): Promise<BlobAnswer> {
  const announced = header(request, 'content-length');
  const wrong = () => new Refusal('invalid', 'wrong-length', `This part is to have ${grant.bytes} bytes.`);
  if (announced !== undefined && Number(announced) !== grant.bytes) throw wrong();
  try {
    if (!(await blobs.writePart(grant, request.body))) throw refused();
  } catch (error) {
    throw error instanceof PartLengthError ? wrong() : error;
  }
  return { status: 200, headers: { 'content-length': '0' }, body: null };
}

/** Files of users are shown as what we found them to be, and run nothing, whatever they hold. */
function headersOf(facts: BlobFacts, { contentType, filename }: Grant & { method: 'GET' }): Record<string, string> {
  return {
    'content-type': contentType ?? facts.contentType,
    'content-disposition': filename === undefined ? 'inline' : attachment(filename),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    'last-modified': facts.modified.toUTCString(),
    etag: facts.etag,
  };
}

async function give(blobs: LocalBlobs, grant: Grant & { method: 'GET' }, request: BlobRequest): Promise<BlobAnswer> {
  const facts = await blobs.head(grant.key);
  if (!facts) throw refused();
  const headers = headersOf(facts, grant);
  if (header(request, 'if-none-match') === facts.etag) return { status: 304, headers, body: null };
  // A range of what was, of a file that has changed since, would be joined to the wrong bytes.
  const ifRange = header(request, 'if-range');
  const fits = ifRange === undefined || ifRange === facts.etag;
  const range = fits ? rangeOf(header(request, 'range'), facts.total) : null;
  if (range === 'outside')
    return {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${facts.total}`, 'content-length': '0' },
      body: null,
    };
  const bytes = range ? range.last - range.first + 1 : facts.total;
  const part = range ? { 'content-range': `bytes ${range.first}-${range.last}/${facts.total}` } : {};
  const answer = { status: range ? 206 : 200, headers: { ...headers, ...part, 'content-length': `${bytes}` } };
  if (request.method === 'HEAD') return { ...answer, body: null };
  const found = await blobs.read(grant.key, range ?? undefined);
  if (!found) throw refused();
  return { ...answer, body: found.stream };
}
