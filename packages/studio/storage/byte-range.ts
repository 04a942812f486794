/** A stretch of a file: from the first byte to the last, both in it. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What a `Range` header asks of a file that long: RFC 9110, 14.1.2. Several ranges at once, other units and nonsense count as no range, which
 * the RFC allows; a range outside of the file is `outside`.
 * @example rangeOf('bytes=-500', 10_000); // { first: 9500, last: 9999 }
 */
export function rangeOf(header: string | undefined, total: number): ByteRange | null | 'outside' {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '')
    return Number(to) === 0 || total === 0 ? 'outside' : { first: Math.max(0, total - Number(to)), last: total - 1 };
  if (to !== '' && Number(to) < Number(from)) return null;
  if (Number(from) >= total) return 'outside';
  return { first: Number(from), last: to === '' ? total - 1 : Math.min(Number(to), total - 1) };
}
