import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importedFrom } from '../engines/imports.fixture.ts';
import { sourceFiles } from '../engines/source-version.ts';
import { studioSources } from './makers.ts';

const studio = new URL('..', import.meta.url);
const root = fileURLToPath(studio);

describe("the printer's version", () => {
  it.each(['paper/storyboard-pdf.ts', 'paper/contact-sheet.ts'])('holds every file that %s is made of', (entry) => {
    const held = new Set(sourceFiles(studio, studioSources.paper));
    expect([...importedFrom(join(root, entry), root)].filter((file) => !held.has(file))).toEqual([]);
  });
});
