import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFdx, readOtio, readScreenplay, readSrt, type TrackItem, writeOtio } from '@ai-film-studio/film';
import { stages } from '@ai-film-studio/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { edited, eventsOf, studio, studioDone, type TestFolder, testFolder } from './run-studio.ts';

const script = 'the-borrowed-bell.fountain';
const short = 'one-line.fountain';

describe('the command line', () => {
  let home: TestFolder;
  const run = (...args: readonly string[]) => studioDone(args, { cwd: home.path });
  beforeAll(async () => {
    home = await testFolder(script, short);
  });
  afterAll(() => home.remove());

  it('shows examples in the help of every command, and the exit codes in its own', async () => {
    const { stdout } = await run('--help');
    expect(stdout).toMatch(/Exit codes: 0 .*\s2 .*\s3 .*\s4 .*\s5 .*\s130 /s);
    for (const command of ['film', 'draft', 'plan', 'bible', 'export', 'verify', 'doctor', 'bench']) {
      const { stdout: help } = await run('help', command);
      expect(help).toMatch(new RegExp(`\\nExamples:\\n {2}npx studio ${command}`));
    }
  });

  it('tells a program of every stage from nothing to all, and last of the result', async () => {
    const ended = await run('draft', short, '--json');
    expect(ended.stderr).toBe('');
    const events = eventsOf(ended);
    expect(events.at(-1)).toMatchObject({ event: 'result', shots: expect.any(Number), film: expect.any(String) });
    const told = events.flatMap((event) => stageSchema.safeParse(event).data ?? []);
    expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(stages));
    for (const stage of stages) {
      const steps = told.filter((event) => event.stage === stage);
      expect(steps[0]?.done).toBe(0);
      expect(steps.at(-1)?.done).toBeCloseTo(steps.at(-1)?.total ?? Number.NaN);
      expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).sort((a, b) => a - b));
    }
  });

  it('prints plain lines into a pipe, without a cursor that moves', async () => {
    const { stdout, stderr } = await run('draft', short, '--seed', '2');
    expect(stderr + stdout).not.toContain('\u001b');
    expect(stderr).toMatch(/^drawing 100 %, done in \d+ s$/m);
    expect(stdout).toMatch(/^The draft is films\/one-line-draft\/film\.mp4$/m);
  });

  it('writes a bible that is filmed as a person corrected it', async () => {
    await run('bible', script);
    const path = join(home.path, 'films', 'the-borrowed-bell', 'bible.yaml');
    const bible = await readFile(path, 'utf8');
    await writeFile(path, edited(bible, 'name: Olga', 'name: Olga Petrovna'));
    await run('bible', script);
    expect(await readFile(path, 'utf8')).toContain('name: Olga Petrovna');
    const { cast } = castSchema.parse(eventsOf(await run('plan', script, '--json')).at(-1));
    expect(cast.map(({ name }) => name)).toContain('Olga Petrovna');
  });

  it('exports exactly the formats that are asked for', async () => {
    await run('export', script, '--format', 'otio,srt', '--out', 'cut');
    expect((await readdir(join(home.path, 'cut'))).sort()).toEqual(['film.otio', 'film.srt']);
    const timeline = readOtio(await readFile(join(home.path, 'cut', 'film.otio'), 'utf8'));
    expect(timeline.name).toBe('The Borrowed Bell');
    expect(readSrt(await readFile(join(home.path, 'cut', 'film.srt'), 'utf8'), timeline.rate)).toHaveLength(4);
  });

  it('names the formats there are when asked for another', async () => {
    const { code, stderr } = await studio(['export', script, '--format', 'doc'], { cwd: home.path });
    expect(stderr).toMatch(/^studio: There is no format "doc"\. .*otio.*fdx\.\n$/);
    expect(code).toBe(2);
  });

  it('exports Final Draft that comes back as the same script', async () => {
    await run('export', script, '--format', 'fdx', '--out', 'final-draft');
    const back = readFdx(await readFile(join(home.path, 'final-draft', 'script.fdx'), 'utf8'));
    const before = readScreenplay(await readFile(join(home.path, script)));
    const contents = ({ elements }: typeof back) => elements.map(({ lines: _, ...element }) => element);
    expect(contents(back)).toEqual(contents(before));
  });

  it('films the Final Draft as it films the Fountain it came from', async () => {
    const shots = async (path: string) =>
      shotsSchema.parse(eventsOf(await run('plan', path, '--out', 'nowhere', '--json')).at(-1)).shots;
    expect(await shots('final-draft/script.fdx')).toEqual(await shots(script));
  });

  it('takes a cut back from an editor, and sees what was trimmed and what was left alone', async () => {
    const path = join(home.path, 'cut', 'film.otio');
    const recut = async () =>
      recutSchema.parse(eventsOf(await run('plan', script, '--cut', 'cut/film.otio', '--json')).at(-1)).recut;
    const untouched = await recut();
    expect(untouched).toMatchObject({ dropped: [], unknown: [] });
    expect(untouched.takes.filter(({ trimmed }) => trimmed)).toEqual([]);

    const timeline = readOtio(await readFile(path, 'utf8'));
    const [, , third] = timeline.tracks.flatMap(({ items }) => items).filter((item) => item.kind === 'clip');
    const shortened = (item: TrackItem): TrackItem =>
      item === third ? { ...third, source: { ...third.source, frames: third.source.frames - 1 } } : item;
    const tracks = timeline.tracks.map((track) => ({ ...track, items: track.items.map(shortened) }));
    await writeFile(path, writeOtio({ ...timeline, tracks }));
    expect((await recut()).takes.filter(({ trimmed }) => trimmed)).toMatchObject([{ shotId: third?.id }]);
  });

  it('looks over the machine for people and for programs', async () => {
    const { good, findings } = doctorSchema.parse(JSON.parse((await run('doctor', '--json')).stdout));
    expect(good).toBe(true);
    expect(findings.map(({ name }) => name)).toEqual(['Node', 'ffmpeg', 'engine', 'store', 'machine']);
    const { code, stdout } = await studio(['doctor'], { cwd: home.path, env: { FFMPEG_PATH: '/bin/true' } });
    expect(stdout).toMatch(/^LACK {2}ffmpeg +FFMPEG_PATH does not do/m);
    expect(code).toBe(3);
  });

  it('films upright, at a broadcast rate and with burned subtitles when told to', async () => {
    const options = ['--size', '1080x1920', '--fps', '30000/1001', '--burn-subtitles', '--out', 'upright'];
    const ended = await run('draft', short, '--json', ...options);
    expect(eventsOf(ended).at(-1)).toMatchObject({ event: 'result', folder: 'upright' });
    const manifest = settingsSchema.parse(JSON.parse(await readFile(join(home.path, 'upright', 'film.json'), 'utf8')));
    expect(manifest.settings).toMatchObject({
      width: 1080,
      height: 1920,
      rate: { num: 30_000, den: 1001 },
      burnSubtitles: true,
    });
  });
});

const stageSchema = z.object({ event: z.literal('stage'), stage: z.string(), done: z.number(), total: z.number() });
const castSchema = z.object({ cast: z.array(z.object({ name: z.string() })) });
const shotsSchema = z.object({ shots: z.array(z.unknown()) });
const recutSchema = z.object({
  recut: z.object({
    takes: z.array(z.object({ shotId: z.string(), trimmed: z.boolean() })),
    dropped: z.array(z.unknown()),
    unknown: z.array(z.unknown()),
  }),
});
const doctorSchema = z.object({ good: z.boolean(), findings: z.array(z.object({ name: z.string() })) });
const settingsSchema = z.object({ settings: z.record(z.string(), z.unknown()) });
