import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, eventsOf, studio, type TestFolder, testFolder } from './run-studio.ts';

const script = 'one-line.fountain';
const scene = 'INT. KITCHEN - NIGHT\n\nTOM (12) waits.\n';

/** Files that are no screenplays, and what is said of them. */
const refused: readonly (readonly [what: string, file: string, content: string | Uint8Array, said: RegExp])[] = [
  ['an empty file', 'empty.fountain', '', /line 1, column 1: .*empty/],
  ['a file of blanks', 'blank.fountain', ' \n\t\n \r\n', /line 1, column 1: .*empty/],
  [
    'a picture',
    'picture.fountain',
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
    /line 1, column 1: .*PNG/,
  ],
  ['NUL bytes', 'nul.fountain', `${scene}\nHe\0llo.\n`, /line 5, column 3: .*NUL/],
  ['nine megabytes', 'large.fountain', `${scene}\n`.repeat(250_000), /line \d+, column \d+: .*larger than 8 MB/],
  ['a line without end', 'long.fountain', `${scene}\n${'word '.repeat(30_000)}\n`, /line 5, column \d+: .*longer than/],
  [
    'Final Draft cut off in the middle',
    'cut.fdx',
    '<?xml version="1.0"?>\n<FinalDraft>\n<Content>\n<Paragraph>',
    /line \d+, column \d+: /,
  ],
  ['a .fdx that holds something else', 'other.fdx', scene, /line 1, column 1: .*Final ?Draft/],
  [
    'bytes that are not UTF-8',
    'latin1.fountain',
    Buffer.from(`${scene}\nCaf\xe9.\n`, 'latin1'),
    /line 5, column 4: .*UTF-8/,
  ],
  ['a title page alone', 'title.fountain', 'Title: Nothing\n', /line \d+, column 1: nothing to film/],
];

/** Every option's own rules: apps/cli/options.test.ts. */
const badOptions: readonly (readonly [option: string, value: string, said: RegExp])[] = [
  ['--fps', 'fast', /^error: option '--fps <rate>' argument 'fast' is invalid\. .+\n/],
  ['--zoom', '2', /^error: unknown option '--zoom'\n/],
];

describe('what cannot be filmed', () => {
  let home: TestFolder;
  let there: readonly string[] = [];
  const run = (...args: readonly string[]) => studio(args, { cwd: home.path });

  beforeAll(async () => {
    home = await testFolder(script);
    for (const [, file, content] of refused) await writeFile(join(home.path, file), content);
    await mkdir(join(home.path, 'folder.fountain'));
    there = await readdir(home.path);
  });
  afterAll(() => home.remove());

  const expectRefused = async ({ code, stdout, stderr }: Ended, said: RegExp) => {
    expect(stderr).toMatch(said);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(await readdir(home.path), 'nothing is written').toEqual(there);
  };

  it.each(refused)('%s: one line with the place, code 2, nothing written', async (_, file, __, said) => {
    const ended = await run('film', file);
    await expectRefused(ended, said);
    expect(ended.stderr).toMatch(new RegExp(`^studio: ${file}: .+\\n$`));
  });

  it.each(['missing.fountain', 'folder.fountain'])('%s: one line, code 2, nothing written', async (file) => {
    const ended = await run('film', file);
    await expectRefused(ended, new RegExp(`^studio: .*${file}.+\\n$`));
  });

  it.each(badOptions)('%s %s: says what may stand there, code 2, nothing written', async (option, value, said) => {
    await expectRefused(await run('film', script, option, value), said);
  });

  it('is refused by plan, bible, export and draft alike', async () => {
    for (const command of ['plan', 'bible', 'export', 'draft'])
      await expectRefused(await run(command, 'empty.fountain'), /^studio: empty\.fountain: line 1, column 1: .+\n$/);
  });

  it('is told to programs as an event too', async () => {
    const ended = await run('film', 'empty.fountain', '--json');
    expect(ended.code).toBe(2);
    expect(eventsOf(ended)).toEqual([
      { event: 'failed', exitCode: 2, message: expect.stringContaining('empty.fountain: line 1, column 1') },
    ]);
  });

  it('an output folder that is a file is refused before any work', async () => {
    const ended = await run('film', script, '--out', 'empty.fountain');
    expect(ended.stderr).toMatch(/^studio: empty\.fountain is a file.*--out\.\n$/);
    expect(ended.code).toBe(2);
    await rm(join(home.path, '.studio'), { recursive: true, force: true });
  });

  it('an ffmpeg that can do nothing: code 3, and what it lacks', async () => {
    const ended = await studio(['film', script], { cwd: home.path, env: { FFMPEG_PATH: '/bin/true' } });
    expect(ended.stderr).toMatch(/^studio: FFMPEG_PATH does not do: \/bin\/true .*lacks libx264.*\n$/);
    expect(ended.code).toBe(3);
    expect(await readdir(home.path)).toEqual(there);
  });

  it('verify of a folder that holds no film: code 2', async () => {
    const ended = await run('verify', 'folder.fountain');
    expect(ended.stderr).toMatch(/^studio: folder\.fountain holds no film\.json.*\n$/);
    expect(ended.code).toBe(2);
  });
});

describe('a bible that a person has broken', () => {
  let home: TestFolder;
  beforeAll(async () => {
    home = await testFolder(script);
    await mkdir(join(home.path, 'films', 'one-line'), { recursive: true });
  });
  afterEach(() => rm(join(home.path, 'films', 'one-line', 'bible.yaml')));
  afterAll(() => home.remove());

  it.each([
    ['no YAML', 'cast: [\n'],
    ['a value that is not allowed', 'cast:\n  tom:\n    look:\n      hair: turquoise\n'],
    ['something else altogether', '- one\n- two\n'],
  ])('with %s is refused with its path, line and column, and left as it is', async (_, yaml) => {
    const path = join('films', 'one-line', 'bible.yaml');
    await writeFile(join(home.path, path), yaml);
    const { code, stderr } = await studio(['film', script], { cwd: home.path });
    expect(stderr).toMatch(/^studio: films\/one-line\/bible\.yaml: line \d+, column \d+: .+\n$/);
    expect(code).toBe(2);
    expect(await readdir(join(home.path, 'films', 'one-line'))).toEqual(['bible.yaml']);
  });
});

describe('a line that cannot be read aloud', () => {
  let home: TestFolder;
  beforeAll(async () => {
    home = await testFolder();
    await writeFile(join(home.path, 'chinese.fountain'), `${scene}\nTOM\n你好\n`);
  });
  afterAll(() => home.remove());

  it('under --strict ends with code 5 and delivers nothing', async () => {
    const { code, stderr } = await studio(['draft', 'chinese.fountain', '--strict', '--json'], { cwd: home.path });
    expect(stderr).toMatch(/^studio: --strict: .*你好.*\n$/);
    expect(code).toBe(5);
    expect(await readdir(home.path)).not.toContain('films');
  });

  it('is otherwise filmed in silence and told of, on the spot and in film.json', async () => {
    const { code, stderr } = await studio(['draft', 'chinese.fountain'], { cwd: home.path });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^downgraded: .*你好.*cannot be read aloud/m);
    const { default: manifest } = await import(join(home.path, 'films', 'chinese-draft', 'film.json'), {
      with: { type: 'json' },
    });
    expect(manifest.downgrades).toEqual(
      expect.arrayContaining([expect.objectContaining({ what: expect.stringContaining('你好') })]),
    );
  });

  it('is not let through under --strict because the film is there already', async () => {
    const { code } = await studio(['draft', 'chinese.fountain', '--strict'], { cwd: home.path });
    expect(code).toBe(5);
  });
});
