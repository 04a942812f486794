import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = await readFile(new URL('docs/threats.md', root), 'utf8');
const rows = page.split('\n').filter((line) => /^\| .* \| .* \| .* \| .* \|$/.test(line));
const threats = rows
  .map((row) => row.split('|').map((cell) => cell.trim()))
  .filter(([, , , tried]) => tried?.includes('`'));
const filesIn = (text: string) =>
  [...text.matchAll(/`((?:apps|packages|test)\/[\w./-]+\.tsx?)`/g)].map(([, file = '']) => file);

describe('the table of threats', () => {
  it('names for each threat what tries it', () => {
    expect(threats.length).toBeGreaterThan(30);
    expect(rows.length - threats.length).toBe(
      (page.match(/^\| threat \|/gm)?.length ?? 0) + (page.match(/^\| --- \| --- \| --- \| --- \|/gm)?.length ?? 0),
    );
  });

  it('names files and tests that are there', async () => {
    const gone: string[] = [];
    for (const file of filesIn(page)) await readFile(new URL(file, root)).catch(() => gone.push(file));
    for (const [, threat, , tried = ''] of threats)
      for (const one of tried.split(/;(?= `)/)) {
        const [file = ''] = filesIn(one);
        const source = await readFile(new URL(file, root), 'utf8').catch(() => '');
        for (const [, name = ''] of one.matchAll(/"([^"]+)"/g))
          if (!source.includes(name)) gone.push(`${threat}: ${name}`);
      }
    expect(gone).toEqual([]);
  });
});
