const pattern = /^fs_live_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** `fs_live_<id>_<secret>`: the start is found by those who look for leaked keys, the id says which one it is without telling what it is. */
export const formatApiKey = (id: string, secret: string) => `fs_live_${id.replaceAll('-', '')}_${secret}`;

/** @returns the id as a uuid and the secret, or `null` when it is no key of ours */
export function parseApiKey(text: string): { readonly id: string; readonly secret: string } | null {
  const [, hex, secret] = pattern.exec(text) ?? [];
  if (!hex || !secret) return null;
  return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), secret };
}
