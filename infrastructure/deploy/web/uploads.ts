import { extname } from 'node:path';

/** A file of the export, as the bucket is to have it. */
export interface Upload {
  readonly key: string;
  readonly type: string;
  readonly cache: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
};

/** What Next.js names by a hash of what is in it: it never changes under its name. */
const hashed = /^_next\/static\//;

/** @throws RangeError for a kind of file that browsers would be told nothing of, and download */
function uploadOf(key: string): Upload {
  const type = types[extname(key).toLowerCase()];
  if (!type)
    throw new RangeError(`${key}: no content type is known for it. Add it to infrastructure/deploy/web/uploads.ts.`);
  // Pages and what they load by a name that stays are asked for again each time; if they have not changed, the answer is a 304.
  return { key, type, cache: hashed.test(key) ? 'public, max-age=31536000, immutable' : 'no-cache' };
}

export interface Publication {
  /** In this order: a page never stands there before what it loads. */
  readonly uploads: readonly Upload[];
  readonly deletions: readonly string[];
}

/**
 * @param files of the export
 * @param there keys that the bucket has
 * @example publicationOf(['index.html'], ['gone.html']).deletions; // ['gone.html']
 */
export function publicationOf(files: readonly string[], there: readonly string[]): Publication {
  const isPage = (key: string): boolean => /\.(html|txt)$/.test(key) && !hashed.test(key);
  const rank = (key: string): number => (hashed.test(key) ? 0 : isPage(key) ? 2 : 1);
  const uploads = files
    .filter((key) => !(hashed.test(key) && there.includes(key)))
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map(uploadOf);
  // Whoever has an old page open still loads what it names.
  const deletions = there.filter((key) => !hashed.test(key) && !files.includes(key));
  return { uploads, deletions };
}
