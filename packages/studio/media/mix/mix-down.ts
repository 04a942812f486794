import { type FileHandle, open, rm } from 'node:fs/promises';
import { wavHeader } from '../wav.ts';
import { roomAt, type Span, speechSpans } from './ducking.ts';
import { limiter } from './limiter.ts';
import { loudnessMeter } from './loudness.ts';
import type { Bed, MixPlan, PlacedSound } from './mix-plan.ts';
import { Shelf } from './shelf.ts';

/** Samples that are mixed at once: memory does not grow with the film. */
const block = 48_000;

/** How far music and ambience step back for speech, as gains. */
const ducked = { music: 0.4, ambience: 0.6 } as const;

/** AAC overshoots what it is given: the mix stays this far below the ceiling. */
const codecRoom = 0.8;

interface Options {
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

type Sides = { readonly left: Float32Array; readonly right: Float32Array };
const silence = (length: number): Sides => ({ left: new Float32Array(length), right: new Float32Array(length) });

/** Equal power: a sound in the middle is as loud as one at the side. */
const panGains = (pan: number) => ({
  left: Math.cos(((pan + 1) * Math.PI) / 4) * Math.SQRT2,
  right: Math.sin(((pan + 1) * Math.PI) / 4) * Math.SQRT2,
});

async function addSounds(sounds: readonly PlacedSound[], shelf: Shelf, bus: Sides, start: number): Promise<void> {
  const length = bus.left.length;
  for (const { file, at, gain, pan } of sounds) {
    if (at >= start + length || at + (await shelf.samplesOf(file)) <= start) continue;
    const reader = await shelf.get(file);
    const sides = panGains(pan);
    const offset = Math.max(0, at - start);
    await reader.addTo(
      bus.left,
      bus.right,
      offset,
      start + offset - at,
      length - offset,
      gain * sides.left,
      gain * sides.right,
    );
  }
}

function fadeAt(bed: Bed, sample: number): number {
  const into = bed.fadeIn > 0 ? (sample - bed.from) / bed.fadeIn : 1;
  const out = bed.fadeOut > 0 ? (bed.to - sample) / bed.fadeOut : 1;
  return Math.sin((Math.max(0, Math.min(1, into, out)) * Math.PI) / 2);
}

function addFaded(bus: Sides, part: Sides, bed: Bed, start: number, from: number, to: number): void {
  for (let sample = from; sample < to; sample++) {
    const fade = fadeAt(bed, sample);
    const at = sample - start;
    bus.left[at] = (bus.left[at] ?? 0) + (part.left[at] ?? 0) * fade;
    bus.right[at] = (bus.right[at] ?? 0) + (part.right[at] ?? 0) * fade;
  }
}

async function addBeds(beds: readonly Bed[], shelf: Shelf, bus: Sides, start: number): Promise<void> {
  const length = bus.left.length;
  for (const bed of beds) {
    const from = Math.max(start, bed.from);
    const to = Math.min(start + length, bed.to);
    if (to <= from) continue;
    const reader = await shelf.get(bed.file);
    const steady = from >= bed.from + bed.fadeIn && to <= bed.to - bed.fadeOut;
    const part = steady ? bus : silence(length);
    for (let at = from; at < to; ) {
      const inFile = (at - bed.from + bed.offset) % reader.samples;
      const count = Math.min(to - at, reader.samples - inFile);
      await reader.addTo(part.left, part.right, at - start, inFile, count, bed.gain, bed.gain);
      at += count;
    }
    if (!steady) addFaded(bus, part, bed, start, from, to);
  }
}

function addDucked(into: Sides, bus: Sides, spans: readonly Span[], start: number, most: number): void {
  let gain = 1;
  for (let index = 0; index < into.left.length; index++) {
    // A gain every sixteenth sample is finer than any ramp.
    if (index % 16 === 0) gain = 1 - roomAt(spans, start + index) * (1 - most);
    into.left[index] = (into.left[index] ?? 0) + (bus.left[index] ?? 0) * gain;
    into.right[index] = (into.right[index] ?? 0) + (bus.right[index] ?? 0) * gain;
  }
}

async function spansOf(plan: MixPlan, shelf: Shelf): Promise<readonly Span[]> {
  const spans: Span[] = [];
  for (const { file, at } of plan.dialogue) spans.push({ from: at, to: at + (await shelf.samplesOf(file)) });
  return speechSpans(spans);
}

/** Puts all sounds together, block by block, as raw stereo floats. Returns the loudness. */
async function gather(plan: MixPlan, raw: FileHandle, { signal, progress }: Options): Promise<number> {
  const shelf = new Shelf();
  const meter = loudnessMeter();
  try {
    const spans = await spansOf(plan, shelf);
    for (let start = 0; start < plan.samples; start += block) {
      signal.throwIfAborted();
      const length = Math.min(block, plan.samples - start);
      const [mix, ambience, music] = [silence(length), silence(length), silence(length)];
      await addSounds(plan.dialogue, shelf, mix, start);
      await addSounds(plan.effects, shelf, mix, start);
      await addBeds(plan.ambience, shelf, ambience, start);
      await addBeds(plan.music, shelf, music, start);
      addDucked(mix, ambience, spans, start, ducked.ambience);
      addDucked(mix, music, spans, start, ducked.music);
      meter.add(mix.left, mix.right);
      await raw.write(mix.left);
      await raw.write(mix.right);
      await shelf.closeIdle();
      progress((0.5 * (start + length)) / plan.samples);
    }
  } finally {
    await shelf.closeAll();
  }
  return meter.integrated();
}

function interleave({ left, right }: Sides, from: number): Int16Array {
  const samples = new Int16Array((left.length - from) * 2);
  for (let index = from; index < left.length; index++) {
    samples[(index - from) * 2] = Math.round(Math.max(-1, Math.min(1, left[index] ?? 0)) * 32_767);
    samples[(index - from) * 2 + 1] = Math.round(Math.max(-1, Math.min(1, right[index] ?? 0)) * 32_767);
  }
  return samples;
}

async function readBlock(raw: FileHandle, start: number, length: number): Promise<Sides> {
  const sides = silence(length);
  await raw.read(sides.left, 0, length * 4, start * 8);
  await raw.read(sides.right, 0, length * 4, start * 8 + length * 4);
  return sides;
}

/** Turns the gathered mix up or down by `gain`, keeps its peaks under the ceiling and writes it. Returns the loudness. */
async function master(
  plan: MixPlan,
  raw: FileHandle,
  output: string,
  gain: number,
  signal: AbortSignal,
): Promise<number> {
  const file = await open(output, 'w');
  const limit = limiter(10 ** ((plan.truePeak - codecRoom) / 20));
  const loudness = loudnessMeter();
  try {
    await file.write(wavHeader(plan.samples, 2));
    let late = limit.delay;
    for (let start = 0; start < plan.samples + limit.delay; start += block) {
      signal.throwIfAborted();
      const length = Math.min(block, plan.samples + limit.delay - start);
      const there = Math.max(0, Math.min(length, plan.samples - start));
      const part = silence(length);
      if (there > 0) {
        const { left, right } = await readBlock(raw, start, there);
        for (let index = 0; index < there; index++) {
          part.left[index] = (left[index] ?? 0) * gain;
          part.right[index] = (right[index] ?? 0) * gain;
        }
      }
      const limited = limit.process(part.left, part.right);
      const skip = Math.min(late, length);
      late -= skip;
      const whole = { left: limited.left.subarray(skip), right: limited.right.subarray(skip) };
      loudness.add(whole.left, whole.right);
      await file.write(interleave(whole, 0));
    }
  } finally {
    await file.close();
  }
  return loudness.integrated();
}

/** Within this the loudness is right; a second mastering would not be heard. */
const closeEnough = 0.15;
const mostPasses = 4;

/**
 * Mixes a film's sound: dialogue first, music and ambience stepping back for it, to the plan's loudness and true peak. Reads and writes in
 * blocks of a second.
 * @returns the loudness of the written file in LUFS, −99 for silence
 */
export async function mixDown(plan: MixPlan, output: string, options: Options): Promise<number> {
  const rawPath = `${output}.raw`;
  const raw = await open(rawPath, 'w+');
  try {
    let loudness = await gather(plan, raw, options);
    let gain = 1;
    for (let pass = 1; pass <= mostPasses; pass++) {
      if (Number.isFinite(loudness)) gain *= 10 ** ((plan.loudness - loudness) / 20);
      loudness = await master(plan, raw, output, gain, options.signal);
      options.progress(0.5 + (0.5 * pass) / mostPasses);
      if (!Number.isFinite(loudness) || Math.abs(plan.loudness - loudness) <= closeEnough) break;
    }
    options.progress(1);
    return Number.isFinite(loudness) ? loudness : -99;
  } finally {
    await raw.close();
    await rm(rawPath, { force: true });
  }
}
