import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinaries } from '../binaries.ts';
import { sampleRate, writeWav } from '../wav.ts';
import { mixDown } from './mix-down.ts';
import type { MixPlan } from './mix-plan.ts';
import { peakOfFile } from './peak-of-file.ts';

const run = promisify(execFile);
const quiet = { signal: new AbortController().signal, progress: () => {} };

function tone(seconds: number, hertz: number, level: (t: number) => number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, index) => level(index / sampleRate) * Math.sin((2 * Math.PI * hertz * index) / sampleRate),
  );
}

/** What ffmpeg's own meter says: an independent implementation. */
async function measured(ffmpeg: string, file: string): Promise<{ loudness: number; truePeak: number }> {
  const { stderr } = await run(ffmpeg, [
    '-hide_banner',
    '-nostats',
    '-i',
    file,
    '-af',
    'ebur128=peak=true',
    '-f',
    'null',
    '-',
  ]);
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  return {
    loudness: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    truePeak: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]),
  };
}

describe('the mix', () => {
  let folder = '';
  let ffmpeg = '';
  const base = { effects: [], ambience: [], music: [], loudness: -16, truePeak: -1 } as const;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mix-'));
    ffmpeg = (await findBinaries(process.env)).ffmpeg;
    await writeWav(join(folder, 'speech.wav'), [tone(3, 300, (t) => 0.25 * Math.abs(Math.sin(t * 9)))]);
    await writeWav(join(folder, 'bang.wav'), [tone(0.4, 90, (t) => Math.exp(-t * 12))]);
    const hum = tone(4, 160, () => 0.3);
    await writeWav(join(folder, 'hum.wav'), [hum, hum]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const bed = (from: number, to: number) => ({
    file: join(folder, 'hum.wav'),
    from: from * sampleRate,
    to: to * sampleRate,
    gain: 0.5,
    offset: 0,
    fadeIn: 4800,
    fadeOut: 4800,
  });
  const sound = (name: string, at: number) => ({
    file: join(folder, name),
    at: Math.round(at * sampleRate),
    gain: 1,
    pan: 0,
  });
  const plan = (): MixPlan => ({
    ...base,
    samples: 20 * sampleRate,
    dialogue: [sound('speech.wav', 2), sound('speech.wav', 9)],
    effects: [sound('bang.wav', 7), sound('bang.wav', 14)],
    music: [bed(0, 20)],
  });

  it('reaches -16 LUFS within half a unit and stays under -1 dBTP, as ffmpeg measures it', async () => {
    const loudness = await mixDown(plan(), join(folder, 'mix.wav'), quiet);
    const seen = await measured(ffmpeg, join(folder, 'mix.wav'));
    expect(Math.abs(seen.loudness + 16)).toBeLessThanOrEqual(0.5);
    expect(seen.truePeak).toBeLessThanOrEqual(-1);
    expect(Math.abs(seen.loudness - loudness)).toBeLessThanOrEqual(0.1);
    expect(Math.abs(seen.truePeak - (await peakOfFile(join(folder, 'mix.wav'))))).toBeLessThanOrEqual(0.2);
  });

  it('is exactly as long as the film, and the same bytes every time', async () => {
    await mixDown(plan(), join(folder, 'one.wav'), quiet);
    await mixDown(plan(), join(folder, 'two.wav'), quiet);
    const [one, two] = await Promise.all([readFile(join(folder, 'one.wav')), readFile(join(folder, 'two.wav'))]);
    expect(one.length).toBe(44 + 20 * sampleRate * 4);
    expect(one.equals(two)).toBe(true);
  });

  it('turns the music down while somebody speaks', async () => {
    await mixDown(
      { ...base, samples: 12 * sampleRate, dialogue: [{ ...sound('speech.wav', 5), gain: 0 }], music: [bed(0, 12)] },
      join(folder, 'duck.wav'),
      quiet,
    );
    const bytes = await readFile(join(folder, 'duck.wav'));
    const loud = (from: number, to: number) => {
      let sum = 0;
      for (let at = 44 + from * sampleRate * 4; at < 44 + to * sampleRate * 4; at += 4)
        sum += Math.abs(bytes.readInt16LE(at));
      return sum / (to - from);
    };
    expect(loud(6, 7) / loud(2, 3)).toBeLessThan(0.5);
    expect(loud(10.5, 11) / loud(2, 3)).toBeGreaterThan(0.9);
  });

  it.runIf(existsSync('/proc/self/fd'))('keeps open only what sounds, however many sounds the film has', async () => {
    const openFiles = () => readdirSync('/proc/self/fd').length;
    const names = Array.from({ length: 90 }, (_, index) => `${index}.wav`);
    for (const name of names) await writeWav(join(folder, name), [tone(0.1, 300, () => 0.2)]);
    const before = openFiles();
    let most = 0;
    const many = { ...base, samples: 10 * sampleRate, dialogue: names.map((name, index) => sound(name, index / 10)) };
    const progress = () => {
      most = Math.max(most, openFiles());
    };
    await mixDown(many, join(folder, 'many.wav'), { ...quiet, progress });
    // Of two blocks of a second ten sounds each, the mix between its passes, and what it writes.
    expect(most - before).toBeLessThanOrEqual(24);
    expect(openFiles()).toBe(before);
  });

  it('is silent, not broken, when nothing is heard', async () => {
    expect(await mixDown({ ...base, samples: sampleRate, dialogue: [] }, join(folder, 'silent.wav'), quiet)).toBe(-99);
    expect(await peakOfFile(join(folder, 'silent.wav'))).toBe(-99);
    expect((await readFile(join(folder, 'silent.wav'))).subarray(44).every((byte) => byte === 0)).toBe(true);
  });
});
