import { createHmac, timingSafeEqual } from 'node:crypto';
import { isKey } from './keys.ts';

/** What a link allows: one method on one key, until a moment, in one way. */
export type Grant =
  | {
      readonly method: 'GET';
      readonly key: string;
      /** Seconds since 1970. */
      readonly until: number;
      readonly filename?: string;
      readonly contentType?: string;
    }
  | {
      readonly method: 'PUT';
      readonly key: string;
      readonly until: number;
      readonly uploadId: string;
      readonly part: number;
      readonly bytes: number;
    };

/** The path that the API answers signed links at. */
export const linkPath = '/v1/blobs/';

/** The words that are signed, each in its own place: none can be moved into another's. */
function wordsOf(grant: Grant): Record<string, string> {
  const { method, until } = grant;
  if (method === 'PUT')
    return { until: `${until}`, upload: grant.uploadId, part: `${grant.part}`, bytes: `${grant.bytes}` };
  return {
    until: `${until}`,
    ...(grant.filename === undefined ? {} : { name: grant.filename }),
    ...(grant.contentType === undefined ? {} : { type: grant.contentType }),
  };
}

function signatureOf(grant: Grant, secret: string): string {
  const signed = JSON.stringify([grant.method, grant.key, Object.entries(wordsOf(grant)).sort()]);
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

/** @returns path and query of the link */
export function signLink(grant: Grant, secret: string): string {
  const query = new URLSearchParams({ ...wordsOf(grant), signature: signatureOf(grant, secret) });
  return `${linkPath}${grant.key}?${query}`;
}

const whole = (text: string | null) => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : -1);

function readGrant(method: 'GET' | 'PUT', key: string, query: URLSearchParams): Grant {
  const until = whole(query.get('until'));
  const [uploadId, filename, contentType] = [query.get('upload') ?? '', query.get('name'), query.get('type')];
  if (method === 'PUT')
    return { method, key, until, uploadId, part: whole(query.get('part')), bytes: whole(query.get('bytes')) };
  return {
    ...{ method, key, until },
    ...(filename === null ? {} : { filename }),
    ...(contentType === null ? {} : { contentType }),
  };
}

/**
 * What a link allows whoever shows it, or `null`: not signed by us, changed, of another method, or expired. HEAD is allowed where GET is.
 * @param now milliseconds since 1970
 */
export function grantOf(
  method: string,
  key: string,
  query: URLSearchParams,
  { secret, now }: { readonly secret: string; readonly now: number },
): Grant | null {
  const asked = method === 'HEAD' ? 'GET' : method;
  if ((asked !== 'GET' && asked !== 'PUT') || !isKey(key)) return null;
  const grant = readGrant(asked, key, query);
  // Nothing twice and nothing besides: whoever reads the link after us can only read what we did.
  const words = [...Object.keys(wordsOf(grant)), 'signature'].sort();
  if (words.join() !== [...query.keys()].sort().join()) return null;
  const expected = Buffer.from(signatureOf(grant, secret));
  const shown = Buffer.from(query.get('signature') ?? '');
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return null;
  return grant.until * 1000 > now ? grant : null;
}
