import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ForeignImportError, functions, packaged } from './package.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.useRealTimers();
});

describe.each(functions)('%s', (name) => {
  it('is the same bytes from the same sources, whenever and wherever they were fetched', async () => {
    const copy = join(folder, `copy-of-${name}`);
    await cp(join(here, name), copy, { recursive: true });
    await utimes(join(copy, 'main.ts'), new Date(2001, 1, 3), new Date(2001, 1, 3));
    const today = await packaged(join(here, name));
    vi.useFakeTimers({ now: new Date(2040, 1, 3), toFake: ['Date'] });
    expect(await packaged(copy)).toEqual(today);
  });

  it('starts from its zip alone, as Lambda starts it, and carries no tests', async () => {
    const unpacked = await mkdtemp(join(folder, 'unpacked-'));
    const files = unzipSync(await packaged(join(here, name)));
    expect(Object.keys(files).every((file) => /^[\w-]+\.mjs$/.test(file) && !/test|fixture/.test(file))).toBe(true);
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(unpacked, file), bytes);
    const script = `import { handler } from './main.mjs'; await handler({ Records: [] }).catch((error) => console.log(error.message)); console.log(typeof handler);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: unpacked,
      env: {},
    });
    // Without settings it says which one it lacks: so all its files were found.
    expect(stdout).toMatch(/ is not set\.\nfunction\n$/);
  });
});

describe('a function that needs more than its folder', () => {
  it.each([
    'zod',
    '../alarm-notices/unknown.ts',
  ])('is refused when it imports %s: Lambda would not find it', async (target) => {
    const bad = await mkdtemp(join(folder, 'bad-'));
    await writeFile(join(bad, 'main.ts'), `import x from '${target}';\nexport const handler = x;\n`);
    await expect(packaged(bad)).rejects.toThrow(ForeignImportError);
  });
});
