import { getSignedUrl } from '@aws-sdk/cloudfront-signer';

/** A distribution of CloudFront before the bucket, and the key whose public half it trusts. */
export interface CloudFront {
  /** Keys of the storage lie below it: `https://ai-film-studio.com/media`. */
  readonly address: string;
  /** CloudFront's id of the public half. */
  readonly keyId: string;
  /** In PEM, RSA of 2048 bits: CloudFront takes no other. */
  readonly key: string;
}

/** What a link allows: to read one key until a moment, in one way. */
export interface CloudFrontGrant {
  readonly key: string;
  /** Seconds since 1970. */
  readonly until: number;
  /** Headers that the answer shall have in place of the bucket's. */
  readonly disposition?: string;
  readonly contentType?: string;
}

// In letters that no browser, proxy or edge escapes or reads otherwise: what is signed is what arrives.
const plain = (text: string) => Buffer.from(text).toString('base64url');

/**
 * A link signed as CloudFront wants it, by a canned policy. `disposition` and `type` are read by the function of module cloudfront
 * (files/media-headers.js), and are signed with the rest.
 * @example cloudFrontLink(cdn, { key: 'users/…/final/….mp4', until: 1_767_290_400, disposition: attachment('Film.mp4') });
 */
export function cloudFrontLink(
  { address, keyId, key: privateKey }: CloudFront,
  { key, until, disposition, contentType }: CloudFrontGrant,
): string {
  const words = new URLSearchParams({
    ...(disposition === undefined ? {} : { disposition: plain(disposition) }),
    ...(contentType === undefined ? {} : { type: plain(contentType) }),
  });
  return getSignedUrl({
    url: `${address}/${key}${words.size > 0 ? `?${words}` : ''}`,
    dateLessThan: new Date(until * 1000),
    ...{ keyPairId: keyId, privateKey, algorithm: 'SHA256' },
  });
}
