import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file of the studio that a file imports, directly or not, relative to a folder. */
export function importedFrom(entry: string, root: string, seen = new Set<string>()): ReadonlySet<string> {
  const name = relative(root, entry).replaceAll('\\', '/');
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, path = ''] of readFileSync(entry, 'utf8').matchAll(
    /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)';/gms,
  )) {
    importedFrom(join(entry, '..', path), root, seen);
  }
  return seen;
}
