import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** A library that decides bytes, with its version. */
export function libraryVersion(name: string): string {
  const path = findPackageJSON(name, import.meta.url);
  if (path === undefined) throw new Error(`${name} is not installed.`);
  return `${name}@${packageSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version}`;
}

const isTest = (file: string) => /\.(test|fixture)\.ts$/.test(file);

/** The files below `base` (a folder as a `file:` URL) that fit the patterns, without tests, in order. */
export function sourceFiles(base: URL, patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: fileURLToPath(base), exclude: (name) => name === 'node_modules' })
    .filter((file) => !isTest(file))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

/**
 * A version that cannot be forgotten: the hash of the source files that decide the bytes. Two checkouts with the same files agree.
 * @param libraries other things that decide the bytes, such as versions of libraries
 * @example sourceVersion(new URL('.', import.meta.url), ['voice/*.ts'], ['flite@1'])
 */
export function sourceVersion(base: URL, patterns: readonly string[], libraries: readonly string[] = []): string {
  const hash = createHash('sha256').update(libraries.join('\n'));
  for (const file of sourceFiles(base, patterns))
    hash.update(file).update(readFileSync(join(fileURLToPath(base), file)));
  return hash.digest('hex').slice(0, 16);
}
