import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A version that cannot be forgotten: the hash of the source files that decide the bytes. Two checkouts with the same files agree.
 * @param base a folder as a `file:` URL, `folders` relative to it
 * @param libraries other things that decide the bytes, such as versions of libraries
 */
export function sourceVersion(base: URL, folders: readonly string[], libraries: readonly string[] = []): string {
  const root = fileURLToPath(base);
  const hash = createHash('sha256').update(libraries.join('\n'));
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,wasm}`);
  const files = globSync(patterns, {
    cwd: root,
    exclude: (name) => name.endsWith('.test.ts') || name.endsWith('.fixture.ts') || name === 'node_modules',
  });
  for (const file of files.sort()) hash.update(file.replaceAll('\\', '/')).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
