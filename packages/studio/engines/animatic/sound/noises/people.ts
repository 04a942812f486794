import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, silence, silentStereo } from '../dsp/buffer.ts';
import { between, pick } from '../dsp/chance.ts';
import { decay, faded, shape } from '../dsp/envelope.ts';
import { bandpass, lowpass } from '../dsp/filter.ts';
import { struck } from '../dsp/modes.ts';
import { white } from '../dsp/noise.ts';
import { hall, inRoom, smallRoom, withRoom } from '../dsp/space.ts';
import { harmonicsBelow, oscillate, resonance, type Wavetable, wavetable } from '../dsp/wavetable.ts';

/** First three formants in hertz of vowels, of a grown-up. */
const vowels = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
  [490, 1350, 1690],
] as const;

/** Somebody who talks in another corner: a pitch and the vowels of one throat. */
interface Talker {
  readonly pitch: number;
  readonly vowels: readonly Wavetable[];
}

function talker(random: Random): Talker {
  const high = random() < 0.5;
  const pitch = high ? between(random, 175, 235) : between(random, 90, 135);
  const size = high ? 1.16 : 1;
  const tables = vowels.map((vowel) => {
    const formants = vowel.map(
      (hertz, index) => [hertz * size, 70 + hertz * 0.06, [1, 0.45, 0.16][index] ?? 0] as const,
    );
    return wavetable(
      harmonicsBelow(pitch, 4200),
      (harmonic) => resonance(harmonic * pitch, formants) / harmonic ** 0.5,
    );
  });
  return { pitch, vowels: tables };
}

/** A syllable of no language: no word is to be made out. */
function syllable(random: Random, vowel: Wavetable, pitch: number): Float32Array {
  const seconds = between(random, 0.1, 0.24);
  const sound = silence(seconds);
  const fall = between(random, -0.12, 0.06);
  oscillate(sound, vowel, (t) => pitch * (1 + fall * (t / seconds)), 1);
  return faded(sound, 0.03, seconds * 0.4);
}

/** One talks in phrases with pauses, for some seconds. @param at gets each syllable and its second */
function talk(random: Random, seconds: number, at: (sound: Float32Array, second: number) => void): void {
  const { pitch, vowels: throat } = talker(random);
  for (let second = random() * 1.2; second < seconds; second += between(random, 0.3, 1.6)) {
    const length = 3 + Math.floor(random() * 9);
    for (let count = 0; count < length && second < seconds; count++) {
      const melody = 1.12 - (0.24 * count) / length;
      at(syllable(random, pick(random, throat), pitch * melody * between(random, 0.95, 1.06)), second);
      second += between(random, 0.13, 0.25);
    }
  }
}

/**
 * A murmur of voices, without a word. Syllables are given one by one, so that they can be laid into a loop.
 * @param lay gets a syllable, its second, level and pan
 */
export function murmur(
  random: Random,
  seconds: number,
  voices: number,
  lay: (sound: Float32Array, second: number, gain: number, pan: number) => void,
): void {
  for (let voice = 0; voice < voices; voice++) {
    const gain = between(random, 0.25, 1);
    const pan = between(random, -0.9, 0.9);
    talk(random, seconds, (sound, second) => lay(sound, second, gain, pan));
  }
}

/** A crowd in a large room. */
export function crowd(random: Random): Stereo {
  const seconds = 3.6;
  const sound = silentStereo(samplesIn(seconds));
  // They have been talking before one hears them.
  murmur(random, seconds + 1, 22, (voice, second, gain, pan) => place(sound, voice, second - 1.2, gain * 0.3, pan));
  withRoom(sound, { ...hall, sixty: 1.1 }, 0.8);
  for (const side of [sound.left, sound.right]) faded(side, 0.25, 0.9);
  return sound;
}

/** Thirty pairs of hands. */
export function applause(random: Random): Stereo {
  const seconds = 3.8;
  const sound = silentStereo(samplesIn(seconds));
  for (let person = 0; person < 34; person++) {
    const pace = between(random, 0.19, 0.28);
    const palm = between(random, 850, 2100);
    const pan = between(random, -0.9, 0.9);
    const gain = between(random, 0.2, 0.8);
    const until = between(random, 2.5, 3.5);
    for (let at = random() * 0.45; at < until; at += pace * between(random, 0.93, 1.07)) {
      const clap = decay(bandpass(white(0.035, random), palm * between(random, 0.93, 1.07), 1.1), 0.03, 0.0006);
      place(sound, clap, at, gain * Math.min(1, 0.3 + at * 1.4) * Math.min(1, (until - at) * 1.2 + 0.2), pan);
    }
  }
  withRoom(sound, { ...hall, sixty: 1.3 }, 0.35);
  for (const side of [sound.left, sound.right]) faded(side, 0.01, 0.6);
  return sound;
}

/** One beat of a heart as one's own ear hears it: lub, dub. */
export function heartThump(): Float32Array {
  const sound = silence(0.55);
  add(
    sound,
    struck(
      [
        { hertz: 58, level: 1, sixty: 0.22 },
        { hertz: 96, level: 0.7, sixty: 0.14 },
      ],
      0.3,
    ),
    0.01,
    1,
  );
  add(
    sound,
    struck(
      [
        { hertz: 72, level: 0.8, sixty: 0.16 },
        { hertz: 124, level: 0.5, sixty: 0.1 },
      ],
      0.25,
    ),
    0.29,
    0.75,
  );
  return lowpass(sound, 320);
}

/** Four beats of a heart, rather quick. */
export function heartbeat(random: Random): Stereo {
  const sound = silence(3.6);
  for (let beat = 0; beat < 4; beat++)
    add(sound, heartThump(), 0.05 + beat * 0.82 + between(random, -0.01, 0.01), between(random, 0.9, 1));
  return { left: sound, right: sound.slice() };
}

/** Somebody whistles two notes. */
export function whistle(random: Random): Stereo {
  const low = between(random, 980, 1120);
  const sound = silence(1.15);
  const flute = wavetable(2, (harmonic) => (harmonic === 1 ? 1 : 0.04));
  const note = (from: number, to: number, seconds: number) => {
    const tone = silence(seconds);
    const at = (t: number) =>
      from + (to - from) * Math.min(1, (t / seconds) * 1.5) ** 2 + 9 * Math.sin(2 * Math.PI * 5.5 * t);
    oscillate(tone, flute, at, 1);
    add(tone, bandpass(white(seconds, random), (from + to) / 2, 5), 0, 0.16);
    return shape(tone, [
      [0, 0],
      [0.05, 1],
      [seconds - 0.09, 0.85],
      [seconds, 0],
    ]);
  };
  add(sound, note(low, low * 1.75, 0.34), 0.02);
  add(sound, note(low * 1.7, low * 1.02, 0.58), 0.44);
  return inRoom(sound, smallRoom, 0.3);
}
