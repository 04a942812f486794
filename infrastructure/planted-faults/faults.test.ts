import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { allFaults } from './run.ts';

const textOf = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const faults = await allFaults();
const layers = Map.groupBy(faults, ({ layer }) => layer);

describe('planted faults', () => {
  it.each(faults)('$layer: $name fits its file', async ({ file, find, replace }) => {
    expect((await textOf(file)).split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  });

  it('are counted on the page of coverage', async () => {
    const rows = [...(await textOf('docs/spec-coverage.md')).matchAll(/^\| ([^|]+) \| (\d+) \|/gm)];
    const counted = Object.fromEntries(rows.map(([, layer = '', count]) => [layer, Number(count)]));
    expect(counted).toMatchObject({
      ...Object.fromEntries([...layers].map(([layer, all]) => [layer, all.length])),
      all: faults.length,
    });
  });
});
