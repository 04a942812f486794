import { execFile } from 'node:child_process';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEdl, readOtio, readSrt, type Timeline } from '@ai-film-studio/film';
import { type Binaries, findBinaries, hashFile, type Manifest, manifestSchema, probe } from '@ai-film-studio/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { edited, eventsOf, film, studio, studioDone, type TestFolder, testFolder } from './run-studio.ts';

const run = promisify(execFile);
const name = 'the-borrowed-bell';
const script = `${name}.fountain`;

/** The dialogue of the script, read from it by hand. */
const dialogue = [
  'Who rang the bell?',
  'Nobody. Go to bed.',
  "Bells don't ring by themselves.",
  'It was the wind, Tom.',
];

const planSchema = z.object({ changed: z.array(z.unknown()), added: z.array(z.unknown()) });

/** Frames of a timeline's picture. */
function lengthOf({ tracks }: Timeline): number {
  const items = tracks.find(({ kind }) => kind === 'video')?.items ?? [];
  return items.reduce(
    (sum, item) => sum + (item.kind === 'clip' ? item.source.frames : item.kind === 'gap' ? item.frames : 0),
    0,
  );
}

/** The names of an MP4's top-level boxes in order. */
async function boxesOf(path: string): Promise<readonly string[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const names: string[] = [];
    for (let at = 0; at < size; ) {
      const { buffer } = await file.read(Buffer.alloc(16), 0, 16, at);
      names.push(buffer.toString('latin1', 4, 8));
      const short = buffer.readUInt32BE(0);
      at += short === 1 ? Number(buffer.readBigUInt64BE(8)) : short;
    }
    return names;
  } finally {
    await file.close();
  }
}

/**
 * The words of an MP4's soft subtitles as they are stored, each sample with its length in front: a subtitle format on the way would read
 * markup into them.
 */
async function softSubtitlesOf(ffmpeg: string, film: string): Promise<readonly string[]> {
  const { stdout } = await run(ffmpeg, ['-v', 'error', '-i', film, ...'-map 0:s -c copy -f data -'.split(' ')], {
    encoding: 'buffer',
  });
  const texts: string[] = [];
  for (let at = 0; at < stdout.length; ) {
    const end = at + 2 + stdout.readUInt16BE(at);
    texts.push(stdout.toString('utf8', at + 2, end));
    at = end;
  }
  return texts.filter((text) => text !== '');
}

describe('a script of twenty lines', () => {
  let home: TestFolder;
  let folder = '';
  let binaries: Binaries;
  let manifest: Manifest;
  let original = '';
  const at = (file: string) => join(folder, file);
  const text = (file: string) => readFile(at(file), 'utf8');
  const manifestNow = async () => manifestSchema.parse(JSON.parse(await text('film.json')));

  beforeAll(async () => {
    home = await testFolder(script);
    folder = join(home.path, 'films', name);
    binaries = await findBinaries(process.env);
    original = await readFile(join(home.path, script), 'utf8');
    const { shots, drawn } = await film(script, { cwd: home.path });
    expect(drawn).toBe(shots);
    manifest = await manifestNow();
  });
  afterAll(() => home.remove());

  it('becomes a film whose frames are those of its manifest', async () => {
    const { streams } = await probe(binaries.ffprobe, at('film.mp4'));
    const video = streams.find(({ codec_type }) => codec_type === 'video');
    expect(video).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      width: 1280,
      height: 720,
      r_frame_rate: '24/1',
      nb_read_packets: manifest.frames,
    });
    const last = manifest.shots.at(-1)?.range;
    expect((last?.start ?? 0) + (last?.frames ?? 0)).toBe(manifest.frames);
    expect(manifest.seconds).toBeCloseTo(manifest.frames / 24);
  });

  it('is heard in AAC at 48 kHz for as long as it is seen, with soft subtitles', async () => {
    const { streams, format } = await probe(binaries.ffprobe, at('film.mp4'));
    const sound = streams.find(({ codec_type }) => codec_type === 'audio');
    expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: 48_000 });
    expect(Math.abs((sound?.duration ?? 0) - manifest.seconds)).toBeLessThan(0.1);
    expect(Math.abs(format.duration - manifest.seconds)).toBeLessThan(0.1);
    expect(streams.find(({ codec_type }) => codec_type === 'subtitle')?.codec_name).toBe('mov_text');
  });

  it('begins to play before all of it has come: its index is in front', async () => {
    const boxes = await boxesOf(at('film.mp4'));
    expect(boxes).toContain('moov');
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
  });

  it('decodes from end to end without a fault', async () => {
    const { stderr } = await run(binaries.ffmpeg, ['-v', 'warning', '-i', at('film.mp4'), '-f', 'null', '-']);
    expect(stderr).toBe('');
  });

  it('says every line of the dialogue in its subtitles, in order and to the letter', async () => {
    const cues = readSrt(await text('film.srt'), manifest.settings.rate);
    expect(cues.map((cue) => cue.text)).toEqual(dialogue);
    const spoken = [...(await text('film.vtt')).matchAll(/^<v ([^>]+)>(.+)$/gm)].map(([, who, words]) => [who, words]);
    expect(spoken).toEqual([
      ['Tom', dialogue[0]],
      ['Olga', dialogue[1]],
      ['Tom', dialogue[2]],
      ['Olga', dialogue[3]],
    ]);
    expect(await softSubtitlesOf(binaries.ffmpeg, at('film.mp4'))).toEqual(dialogue);
  });

  it('is as loud as it should be, and nowhere louder than it may', async () => {
    const { stderr } = await run(binaries.ffmpeg, [
      ...['-nostats', '-i', at('film.mp4')],
      ...['-af', 'ebur128=peak=true', '-vn', '-sn', '-f', 'null', '-'],
    ]);
    const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
    const loudness = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]);
    const truePeak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]);
    expect(Math.abs(loudness + 16)).toBeLessThanOrEqual(0.5);
    expect(truePeak).toBeLessThanOrEqual(-1);
  });

  it('plays over HTTP: the playlist leads to the same frames', async () => {
    const { streams } = await probe(binaries.ffprobe, at('hls/film.m3u8'));
    expect(streams.find(({ codec_type }) => codec_type === 'video')?.nb_read_packets).toBe(manifest.frames);
    expect(streams.some(({ codec_name }) => codec_name === 'aac')).toBe(true);
  });

  it('has a poster of its own size, a contact sheet and a storyboard', async () => {
    const poster = await probe(binaries.ffprobe, at('poster.jpg'));
    expect(poster.streams[0]).toMatchObject({ codec_name: 'mjpeg', width: 1280, height: 720 });
    expect((await probe(binaries.ffprobe, at('contact-sheet.jpg'))).streams[0]?.codec_name).toBe('mjpeg');
    const pdf = await readFile(at('storyboard.pdf'), 'latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true);
  });

  it('opens in editors as long as it is, frame for frame', async () => {
    const { rate, width, height } = manifest.settings;
    const otio = readOtio(await text('film.otio'));
    const edl = readEdl(await text('film.edl'), { rate, width, height });
    const [, num = 0, den = 1] = (
      /<sequence[^>]* duration="(\d+)(?:\/(\d+))?s"/.exec(await text('film.fcpxml')) ?? []
    ).map(Number);
    const fcpxml = ((num / den) * rate.num) / rate.den;
    expect([lengthOf(otio), lengthOf(edl), Math.round(fcpxml)]).toEqual([
      manifest.frames,
      manifest.frames,
      manifest.frames,
    ]);
  });

  it('finds in its manifest the hash of every file beside it, and of the script', async () => {
    expect(Object.keys(manifest.files)).toEqual(
      expect.arrayContaining(['film.mp4', 'film.srt', 'hls/film.m3u8', 'poster.jpg', 'storyboard.pdf']),
    );
    for (const [file, { sha256 }] of Object.entries(manifest.files))
      expect(await hashFile(at(file)), file).toBe(sha256);
    expect(manifest.script.sha256).toBe(await hashFile(join(home.path, script)));
    expect(manifest.lines.map((line) => line.text)).toEqual(dialogue);
  });

  it('is not made again when nothing changed, and says so', async () => {
    const { code, stderr, stdout } = await studio(['film', script], { cwd: home.path });
    expect(code).toBe(0);
    expect(stderr + stdout).toContain('nothing changed');
    expect(await manifestNow()).toEqual(manifest);
  });

  it('is told from a changed and from a missing file by verify --quick', async () => {
    expect((await studio(['verify', folder, '--quick'], { cwd: home.path })).code).toBe(0);
    const srt = await readFile(at('film.srt'));
    await writeFile(at('film.srt'), Buffer.concat([srt, Buffer.from('x')]));
    await rm(at('poster.jpg'));
    const ended = await studio(['verify', folder, '--quick'], { cwd: home.path });
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('film.srt changed');
    expect(ended.stderr).toContain('poster.jpg missing');
  });

  it('is laid out whole again by the same command, drawing nothing', async () => {
    expect((await film(script, { cwd: home.path })).drawn).toBe(0);
    expect((await studio(['verify', folder, '--quick'], { cwd: home.path })).code).toBe(0);
  });

  it('comes out the same, bit for bit, when it is made again from nothing', async () => {
    const ended = await studioDone(['verify', folder, '--json'], { cwd: home.path });
    expect(eventsOf(ended).at(-1)).toMatchObject({ event: 'result', verified: 'bytes' });
  });

  it('draws only the shots that plan names when a word changes, and none on the way back', async () => {
    await writeFile(join(home.path, 'newer.fountain'), edited(original, 'Go to bed.', 'Go to sleep.'));
    const planned = await studioDone(['plan', script, 'newer.fountain', '--json'], { cwd: home.path });
    const { changed, added } = planSchema.parse(eventsOf(planned).at(-1));
    const named = changed.length + added.length;
    expect(named).toBeGreaterThan(0);
    expect(named).toBeLessThan(manifest.shots.length);

    const options = { cwd: home.path };
    expect((await film('newer.fountain', options, '--out', folder)).drawn).toBe(named);
    expect(await text('film.srt')).toContain('Go to sleep.');
    expect((await film(script, options, '--out', folder)).drawn).toBe(0);
    expect((await manifestNow()).files).toEqual(manifest.files);
  });

  it('keeps what a person corrected in its bible, and draws only the shots with the person', async () => {
    const shown = (shots: Manifest['shots']) => new Map(shots.map(({ id, picture }) => [id, picture]));
    const bible = await text('bible.yaml');
    await writeFile(at('bible.yaml'), bible.replace(/(tom:[\s\S]*?hairColour: )red/, '$1black'));
    const { drawn } = await film(script, { cwd: home.path });
    const before = shown(manifest.shots);
    const corrected = await manifestNow();
    const different = corrected.shots.filter(({ id, picture }) => before.get(id) !== picture);
    expect(different).toHaveLength(drawn);
    expect(drawn).toBeGreaterThan(0);
    expect(different.every(({ scene }) => scene.startsWith('kitchen'))).toBe(true);
    expect(await text('bible.yaml')).toMatch(/tom:[\s\S]*?hairColour: black/);

    await writeFile(join(home.path, 'newer.fountain'), edited(original, 'Go to bed.', 'Go to sleep.'));
    await studioDone(['bible', 'newer.fountain', '--out', folder], { cwd: home.path });
    expect(await text('bible.yaml')).toMatch(/tom:[\s\S]*?hairColour: black/);
  });
});
