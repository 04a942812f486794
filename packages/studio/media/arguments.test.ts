import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assembleFilm,
  boardList,
  concatList,
  encodeBoards,
  encodeSegment,
  encodeSound,
  packageHls,
} from './arguments.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { FfmpegError, feedFfmpeg, runFfmpeg } from './ffmpeg.ts';
import { probe } from './probe.ts';
import { subtitleScript } from './subtitle-script.ts';
import { sampleRate, writeWav } from './wav.ts';

const [width, height] = [64, 48];
const frameBytes = (width * height * 3) / 2;

describe('the list of segments', () => {
  it('gives every file its exact length and quotes its name', () => {
    const list = concatList([{ path: "/films/It's late/1.mp4", frames: 36 }], { num: 24, den: 1 });
    expect(list).toBe("file '/films/It'\\''s late/1.mp4'\nduration 1.500000\n");
  });
});

describe('ffmpeg with our command lines', () => {
  let folder = '';
  let binaries: Binaries;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "it's 100%d media-"));
    binaries = await findBinaries(process.env);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const encode = async (frames: number, rate: { num: number; den: number }, name: string, grey = 90) => {
    const feed = feedFfmpeg(binaries.ffmpeg, encodeSegment({ width, height, rate }, file(name)));
    for (let frame = 0; frame < frames; frame++) await feed.write(new Uint8Array(frameBytes).fill(grey + frame));
    await feed.finish();
  };
  const streamsOf = async (name: string) => (await probe(binaries.ffprobe, file(name))).streams;

  it.each([
    { num: 24, den: 1 },
    { num: 25, den: 1 },
    { num: 24_000, den: 1001 },
    { num: 30_000, den: 1001 },
  ])('joins segments at $num/$den to the frame, with sound and subtitles', async (rate) => {
    const lengths = [24, 1, 30];
    const segments = lengths.map((frames, index) => ({ path: file(`${index}.mp4`), frames }));
    for (const [index, frames] of lengths.entries()) await encode(frames, rate, `${index}.mp4`, 40 * index);
    const frames = lengths.reduce((a, b) => a + b);
    const seconds = (frames * rate.den) / rate.num;
    await writeWav(file('sound.wav'), [new Float32Array(Math.round(seconds * sampleRate))]);
    await runFfmpeg(binaries.ffmpeg, encodeSound(file('sound.wav'), file('sound.m4a')));
    await writeFile(file('list.txt'), concatList(segments, rate));
    await writeFile(file('film.ass'), subtitleScript([{ text: 'Yes.', range: { start: 2, frames: 20 } }], rate));
    const assembly = {
      segments: file('list.txt'),
      sound: file('sound.m4a'),
      subtitles: file('film.ass'),
      rate,
      title: 'Grey',
    };
    await runFfmpeg(binaries.ffmpeg, assembleFilm(assembly, file('film.mp4')));
    const [video, audio, subtitles] = await streamsOf('film.mp4');
    expect(video).toMatchObject({ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', nb_read_packets: frames });
    expect(video?.r_frame_rate).toBe(`${rate.num}/${rate.den}`);
    expect(video?.duration).toBeCloseTo(seconds, 3);
    expect(audio).toMatchObject({ codec_name: 'aac', sample_rate: 48_000 });
    expect(subtitles?.codec_name).toBe('mov_text');
    await runFfmpeg(binaries.ffmpeg, packageHls('film.mp4'), undefined, folder);
    expect((await streamsOf('film.m3u8'))[0]?.nb_read_packets).toBe(frames);
  });

  it.each([
    { num: 24, den: 1 },
    { num: 25, den: 1 },
    { num: 30_000, den: 1001 },
    { num: 60, den: 1 },
  ])('shows stills at $num/$den to the frame, whatever their size, the same bytes every time', async (rate) => {
    const lengths = [7, 1, 100, 29];
    const boards = lengths.map((frames, index) => ({ path: `board-${index}.jpg`, frames }));
    for (const [index, { path }] of boards.entries()) {
      const grey = `color=0x${`${index + 1}0`.repeat(3)}:s=67x45:d=0.04`;
      await runFfmpeg(binaries.ffmpeg, ['-f', 'lavfi', '-i', grey, '-frames:v', '1', path], undefined, folder);
    }
    const frames = lengths.reduce((a, b) => a + b);
    const seconds = (frames * rate.den) / rate.num;
    await writeFile(file('boards.txt'), boardList(boards));
    for (const name of ['reel.mp4', 'again.mp4'])
      await runFfmpeg(binaries.ffmpeg, encodeBoards('boards.txt', rate, frames, name), undefined, folder);
    const [video, ...others] = await streamsOf('reel.mp4');
    expect(video).toMatchObject({ nb_read_packets: frames, r_frame_rate: `${rate.num}/${rate.den}`, width: 66 });
    expect(video?.duration).toBeCloseTo(seconds, 3);
    expect(others).toEqual([]);
    expect(await readFile(file('reel.mp4'))).toEqual(await readFile(file('again.mp4')));

    const raw = ['-i', 'reel.mp4', ...'-vf scale=1:1 -pix_fmt gray -f rawvideo draft.raw'.split(' ')];
    await runFfmpeg(binaries.ffmpeg, raw, undefined, folder);
    const greys = [...(await readFile(file('draft.raw')))];
    const runs = [...new Set(greys)].map((grey) => greys.lastIndexOf(grey) - greys.indexOf(grey) + 1);
    expect(runs).toEqual(lengths);
  });

  it('says what ffmpeg said when it fails, also while it is being fed', async () => {
    const missing = runFfmpeg(binaries.ffmpeg, encodeSound(file('nothing.wav'), file('nothing.m4a')));
    await expect(missing).rejects.toThrow(/No such file/);
    await expect(missing).rejects.toThrow(FfmpegError);
    const feed = feedFfmpeg(
      binaries.ffmpeg,
      encodeSegment({ width, height, rate: { num: 24, den: 1 } }, file('no/folder.mp4')),
    );
    const feeding = (async () => {
      for (;;) await feed.write(new Uint8Array(1 << 20));
    })();
    await expect(feeding).rejects.toThrow(/No such file/);
  });

  it('tells the fault that ended ffmpeg, not what it said after it', () => {
    const said = 'film.mp4: Permission denied\n[aac @ 0x1] Warning: 2 frames left in the queue on closing\nBye.\n';
    expect(new FfmpegError([], 1, said).message).toBe('ffmpeg ended with 1: film.mp4: Permission denied');
    expect(new FfmpegError([], 1, 'Oh.\nHm.\n').message).toBe('ffmpeg ended with 1: Hm.');
  });

  it('is killed with the reason of the one who stops it', async () => {
    const stop = new AbortController();
    const feed = feedFfmpeg(
      binaries.ffmpeg,
      encodeSegment({ width, height, rate: { num: 24, den: 1 } }, file('stopped.mp4')),
      stop.signal,
    );
    await feed.write(new Uint8Array(frameBytes));
    stop.abort(new Error('enough'));
    await expect(feed.finish()).rejects.toThrow('enough');
    await expect(runFfmpeg(binaries.ffmpeg, ['-version'], stop.signal)).rejects.toThrow('enough');
  });
});
