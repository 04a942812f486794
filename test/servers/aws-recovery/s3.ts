import { createHash } from 'node:crypto';
import { type Answer, AwsFault, xml } from './answer.ts';

/** Buckets with all versions of their objects, the newest last. */
export type Buckets = Map<string, Map<string, Buffer[]>>;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const etag = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** Amazon S3, as far as two buckets are compared and written: path style, no parts. */
export function s3(buckets: Buckets, method: string, url: URL, body: Buffer): Answer & { readonly bytes?: Buffer } {
  const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const key = rest.join('/');
  if (method === 'PUT' && key === '') {
    if (!buckets.has(bucket)) buckets.set(bucket, new Map());
    return xml('');
  }
  const objects = buckets.get(bucket);
  if (method === 'DELETE' && key === '') {
    if (objects && objects.size > 0) throw new AwsFault('BucketNotEmpty', `${bucket} is not empty.`, 409);
    buckets.delete(bucket);
    return { ...xml(''), status: 204 };
  }
  if (!objects) throw new AwsFault('NoSuchBucket', `There is no bucket ${bucket}.`, 404);
  if (method === 'PUT') {
    objects.set(key, [...(objects.get(key) ?? []), body]);
    return xml('', { etag: etag(body) });
  }
  if (method === 'DELETE') {
    objects.delete(key);
    return { ...xml(''), status: 204 };
  }
  if (method !== 'GET' && method !== 'HEAD')
    throw new AwsFault('MethodNotAllowed', `${method} is not known here.`, 405);
  if (key === '') return list(objects, url.searchParams);
  const bytes = objects.get(key)?.at(-1);
  if (!bytes) throw new AwsFault('NoSuchKey', `There is no ${key}.`, 404);
  const headers = { etag: etag(bytes), 'content-length': String(bytes.length) };
  return {
    status: 200,
    type: 'application/octet-stream',
    body: '',
    headers,
    bytes: method === 'GET' ? bytes : Buffer.alloc(0),
  };
}

/** A page of ListObjectsV2: the token is the last key of the page before. */
function list(objects: Map<string, Buffer[]>, params: URLSearchParams): Answer {
  const [prefix, after] = [params.get('prefix') ?? '', params.get('continuation-token') ?? ''];
  const most = Number(params.get('max-keys') ?? 1_000);
  const left = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = left.slice(0, most);
  const contents = page
    .map(
      (key) => `<Contents><Key>${escaped(key)}</Key><Size>${objects.get(key)?.at(-1)?.length ?? 0}</Size></Contents>`,
    )
    .join('');
  const more = left.length > most;
  const next = more ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  return xml(`<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`);
}
