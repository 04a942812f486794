import { readFile } from 'node:fs/promises';
import { configNames } from '@ai-film-studio/studio/server/config.ts';
import { describe, expect, it } from 'vitest';
import { workerNames } from '../apps/worker/environment.ts';

describe('docs/server.md', () => {
  it('has every setting, and none that is not there', async () => {
    const text = await readFile(new URL('../docs/server.md', import.meta.url), 'utf8');
    const settings = text.slice(text.indexOf('## Settings'), text.indexOf('## What it reaches'));
    const named = [...settings.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual([...new Set([...configNames, ...workerNames])].sort());
  });
});
