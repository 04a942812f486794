import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleFilm, concatList, encodeSound } from './arguments.ts';
import { findBinaries } from './binaries.ts';
import { runFfmpeg } from './ffmpeg.ts';
import { subtitleScript } from './subtitle-script.ts';
import { sampleRate, writeWav } from './wav.ts';

const rate = { num: 24, den: 1 };

/** What a track of MP4 subtitles holds: each sample is the length of its words in two bytes, then the words. */
function samplesOf(track: Buffer): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < track.length; ) {
    const length = track.readUInt16BE(at);
    texts.push(track.toString('utf8', at + 2, at + 2 + length));
    at += 2 + length;
  }
  return texts;
}

describe('soft subtitles', () => {
  let folder = '';
  let ffmpeg = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'subtitles-'));
    ffmpeg = (await findBinaries(process.env)).ffmpeg;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('give the clocks of their frames to the hundredth, also after the first hour', () => {
    const script = subtitleScript([{ text: 'Late.', range: { start: 86_401 * 3, frames: 24 } }], rate);
    expect(script).toContain('Dialogue: 0,3:00:00.13,3:00:01.13,Default,,0,0,0,,Late.\n');
  });

  it('are in the film to the letter, whatever looks like markup', async () => {
    const lines = [
      'I <3 you & <b>bold</b> {\\an8}word \\N test.',
      'a < b > c, <i>',
      '{x}',
      '{{\\b1}} \\\\n \\{ \\h {\\',
      '“Тише!” — ‘сказала’ она…',
      '- First row,\n- second row.',
      '&lt;font color="red"&gt; 100% {Y:i}',
    ];
    const black = '-f lavfi -i color=black:s=64x48:r=24:d=7 -c:v libx264 black.mp4'.split(' ');
    await runFfmpeg(ffmpeg, black, undefined, folder);
    await writeWav(join(folder, 'sound.wav'), [new Float32Array(7 * sampleRate)]);
    await runFfmpeg(ffmpeg, encodeSound('sound.wav', 'sound.m4a'), undefined, folder);
    await writeFile(join(folder, 'segments.txt'), concatList([{ path: 'black.mp4', frames: 168 }], rate));
    const cues = lines.map((text, index) => ({ text, range: { start: index * 24, frames: 20 } }));
    await writeFile(join(folder, 'film.ass'), subtitleScript(cues, rate));
    const assembly = { segments: 'segments.txt', sound: 'sound.m4a', subtitles: 'film.ass', rate, title: 'Black' };
    await runFfmpeg(ffmpeg, assembleFilm(assembly, 'film.mp4'), undefined, folder);
    await runFfmpeg(ffmpeg, '-i film.mp4 -map 0:s -c copy -f data track'.split(' '), undefined, folder);
    const samples = samplesOf(await readFile(join(folder, 'track')));
    expect(samples.filter((text) => text !== '')).toEqual(lines);
  });
});
