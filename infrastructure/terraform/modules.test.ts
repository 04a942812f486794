import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { terraform } from './terraform.ts';

const folder = fileURLToPath(new URL('modules', import.meta.url));
const modules = (await readdir(folder)).sort();

describe('every module', () => {
  it('is written as terraform formats it', async () => {
    const { passed, output } = await terraform(fileURLToPath(new URL('.', import.meta.url)), [
      'fmt',
      '-check',
      '-recursive',
      '-diff',
    ]);
    expect(output).toBe('');
    expect(passed).toBe(true);
  });

  it.each(modules)('%s does what its own tests say', async (name) => {
    const start = await terraform(`${folder}/${name}`, ['init', '-backend=false']);
    expect(start.passed, start.output).toBe(true);
    const tested = await terraform(`${folder}/${name}`, ['test']);
    expect(tested.passed, tested.output).toBe(true);
    // A module without tests succeeds too.
    expect(tested.output).toMatch(/Success! [1-9]\d* passed, 0 failed/);
  });
});
