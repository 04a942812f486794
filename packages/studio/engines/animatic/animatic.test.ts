import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importedFrom } from '../imports.fixture.ts';
import { sourceFiles } from '../source-version.ts';
import { animaticSources } from './animatic.ts';

const here = new URL('.', import.meta.url);
const root = fileURLToPath(here);

describe("the engine's versions", () => {
  it.each([
    ['speech', 'voice/speak.ts'],
    ['picture', 'draw.ts'],
    ['sound', 'sound/score.ts'],
    ['sound', 'sound/ambience.ts'],
    ['sound', 'sound/effects.ts'],
  ] as const)('of %s hold every file that %s is made of', (kind, entry) => {
    const held = new Set(sourceFiles(here, animaticSources[kind]));
    const missing = [...importedFrom(join(root, entry), root)].filter((file) => !held.has(file));
    expect(missing).toEqual([]);
  });
});
