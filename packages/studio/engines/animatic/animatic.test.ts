import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../source-version.ts';
import { animaticSources } from './animatic.ts';

const here = new URL('.', import.meta.url);
const root = fileURLToPath(here);

/** Every file of the studio that a file imports, directly or not, relative to the engine. */
function importedFrom(entry: string, seen = new Set<string>()): ReadonlySet<string> {
  const name = relative(root, entry).replaceAll('\\', '/');
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, path = ''] of readFileSync(entry, 'utf8').matchAll(
    /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)';/gms,
  )) {
    importedFrom(join(entry, '..', path), seen);
  }
  return seen;
}

describe("the engine's versions", () => {
  it.each([
    ['speech', 'voice/speak.ts'],
    ['picture', 'draw.ts'],
    ['sound', 'sound/score.ts'],
    ['sound', 'sound/ambience.ts'],
    ['sound', 'sound/effects.ts'],
  ] as const)('of %s hold every file that %s is made of', (kind, entry) => {
    const held = new Set(sourceFiles(here, animaticSources[kind]));
    const missing = [...importedFrom(join(root, entry))].filter((file) => !held.has(file));
    expect(missing).toEqual([]);
  });
});
