import { execFileSync } from 'node:child_process';
import { chmod, mkdir, open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '@ai-film-studio/studio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, filesUnder, studio, studioDone, type TestFolder, testFolder } from './run-studio.ts';

const script = 'one-line.fountain';
const draft = ['draft', script, '--json'];
/** Runs a command where something is mounted that no other process sees; where the kernel or the sandbox allows it. */
const withMount = (mount: string) => ['unshare', '-Urm', 'sh', '-c', `${mount} && exec "$@"`, 'sh'];

function canMount(): boolean {
  try {
    const [command = '', ...args] = withMount('mount -t tmpfs none /mnt');
    execFileSync(command, [...args, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('Full and read-only disks are not tried: this machine lets nobody mount one (unshare -Urm).');
    return false;
  }
}

const mounts = canMount();

async function flipByte(path: string): Promise<void> {
  await chmod(path, 0o644);
  const file = await open(path, 'r+');
  try {
    const middle = Math.floor((await file.stat()).size / 2);
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, middle);
    await file.write(Buffer.from([(buffer[0] ?? 0) ^ 0x10]), 0, 1, middle);
  } finally {
    await file.close();
  }
}

describe('the store', () => {
  let home: TestFolder;
  let store = '';
  let film = '';
  let bytes = '';
  const out = () => join(home.path, 'films', 'one-line-draft');
  const objects = (ending: string) =>
    filesUnder(join(store, 'objects')).then((files) => files.filter((file) => file.endsWith(ending)));

  beforeAll(async () => {
    home = await testFolder(script);
    store = join(home.path, '.studio', 'store');
    film = join(out(), 'film.mp4');
    await studioDone(draft, { cwd: home.path });
    bytes = await hashFile(film);
  });
  /** Away with the folder's manifest: the next run has to ask the store. */
  beforeEach(() => writeFile(join(out(), 'film.json'), ''));
  afterAll(() => home.remove());

  it('notices objects that are damaged, says so, and makes them again', async () => {
    const [board] = await objects('.jpg');
    const [sound] = await objects('.wav');
    for (const path of [board, sound]) if (path) await flipByte(path);
    const ended = await studioDone(draft, { cwd: home.path });
    expect(eventsOf(ended).filter(({ event }) => event === 'corrupted')).toHaveLength(2);
    expect(await hashFile(film)).toBe(bytes);
    const again = await studioDone(draft, { cwd: home.path });
    expect(eventsOf(again).filter(({ event }) => event === 'corrupted')).toEqual([]);
  });

  it('makes again what a record that was cut short or damaged told of', async () => {
    const [first, second] = await filesUnder(join(store, 'records'));
    if (!first || !second) throw new Error('The store has no records.');
    const whole = [await readFile(first, 'utf8'), await readFile(second, 'utf8')];
    await truncate(first, Math.floor((await stat(first)).size / 2));
    await flipByte(second);
    const ended = await studioDone(draft, { cwd: home.path });
    expect(eventsOf(ended).filter(({ event }) => event === 'corrupted').length).toBeGreaterThan(0);
    expect(await hashFile(film)).toBe(bytes);
    expect([await readFile(first, 'utf8'), await readFile(second, 'utf8')]).toEqual(whole);
  });

  it('makes again what is missing from it', async () => {
    for (const shelf of await readdir(join(store, 'objects'))) {
      const [path] = await filesUnder(join(store, 'objects', shelf));
      if (path) await truncate(await writable(path), 0);
    }
    await studioDone(draft, { cwd: home.path });
    expect(await hashFile(film)).toBe(bytes);
  });

  it('serves two runs of the same script at once', async () => {
    const both = await testFolder(script);
    try {
      await Promise.all([studioDone(draft, { cwd: both.path }), studioDone(draft, { cwd: both.path })]);
      expect(await hashFile(join(both.path, 'films', 'one-line-draft', 'film.mp4'))).toBe(bytes);
      expect(await filesUnder(join(both.path, '.studio', 'store', 'work'))).toEqual([]);
      expect((await filesUnder(both.path)).filter((file) => file.endsWith('.partial'))).toEqual([]);
    } finally {
      await both.remove();
    }
  });

  it.skipIf(!mounts)('on a read-only disk ends the run with code 3 and says what to do', async () => {
    const fixed = await testFolder(script);
    const disk = join(fixed.path, 'disk');
    try {
      await mkdir(disk);
      const { code, stderr } = await studio(['draft', script, '--store', 'disk'], {
        cwd: fixed.path,
        under: withMount(`mount -t tmpfs -o ro none '${disk}'`),
      });
      expect(stderr).toMatch(/^studio: The store at .*disk cannot be written \(EROFS\): .*--store\.\n$/);
      expect(code).toBe(3);
    } finally {
      await fixed.remove();
    }
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)(
    'that may not be written ends the run with code 3 and says what to do',
    async () => {
      const closed = await testFolder(script);
      const folder = join(closed.path, 'closed');
      try {
        await mkdir(folder, { mode: 0o555 });
        const { code, stderr } = await studio(['draft', script, '--store', 'closed'], { cwd: closed.path });
        expect(stderr).toMatch(/^studio: The store at .*closed cannot be written \(EACCES\): .*--store\.\n$/);
        expect(code).toBe(3);
      } finally {
        await closed.remove();
      }
    },
  );

  it('whose name a file has taken ends the run with code 3 and says what to do', async () => {
    const taken = await testFolder(script);
    try {
      await writeFile(join(taken.path, 'taken'), 'a file');
      const { code, stderr } = await studio(['draft', script, '--store', 'taken'], { cwd: taken.path });
      expect(stderr).toMatch(/^studio: The store at .*taken cannot be written \(\w+\): a file stands .*--store\.\n$/);
      expect(code).toBe(3);
    } finally {
      await taken.remove();
    }
  });

  it.skipIf(!mounts)('on a disk that is full ends the run with code 3 and says what to do', async () => {
    const full = await testFolder(script);
    try {
      await mkdir(join(full.path, 'disk'));
      const { code, stderr } = await studio(['draft', script, '--store', 'disk/store'], {
        cwd: full.path,
        under: withMount(`mount -t tmpfs -o size=300k none '${join(full.path, 'disk')}'`),
      });
      expect(stderr).toMatch(/studio: The store at .* cannot be written \(ENOSPC\): the disk is full: .*--store\.\n$/);
      expect(code).toBe(3);
      expect(await filesUnder(join(full.path, 'films'))).toEqual([]);
    } finally {
      await full.remove();
    }
  });
});

async function writable(path: string): Promise<string> {
  await chmod(path, 0o644);
  return path;
}
