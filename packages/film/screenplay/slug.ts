/**
 * A name that is safe in files and ids: small letters and digits, with dashes between.
 *
 * @example slug('VÅRBERG – Bridge') // 'varberg-bridge'
 */
export function slug(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return letters
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-');
}
