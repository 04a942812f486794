import { add, silence } from '../../dsp/buffer.ts';
import { decay, shape } from '../../dsp/envelope.ts';
import { bandpass, highpass, lowpass } from '../../dsp/filter.ts';
import { struck } from '../../dsp/modes.ts';
import { white } from '../../dsp/noise.ts';
import { heartThump } from '../../noises/people.ts';
import { hertzOf } from '../chord.ts';
import { type Instrument, inMiddle } from './instrument.ts';

/** Steel plates over wooden boxes. */
export const celesta: Instrument = {
  pan: 0.3,
  gain: 0.3,
  wet: 0.5,
  sound(pitch, _seconds, velocity) {
    const hertz = hertzOf(pitch);
    const sound = struck(
      [
        { hertz, level: 0.7, sixty: 2.2 },
        { hertz: hertz * 1.0015, level: 0.2, sixty: 1.8 },
        { hertz: hertz * 2.02, level: 0.07 * velocity, sixty: 0.7 },
        { hertz: hertz * 4.05, level: 0.06 * velocity, sixty: 0.22 },
      ],
      2.2,
    );
    return inMiddle(
      shape(sound, [
        [0, 0],
        [0.003, 1],
        [1.9, 1],
        [2.2, 0],
      ]),
    );
  },
};

/** Wooden bars, softly. */
export const marimba: Instrument = {
  pan: -0.25,
  gain: 0.42,
  wet: 0.3,
  sound(pitch, _seconds, velocity, random) {
    const hertz = hertzOf(pitch);
    const sound = struck(
      [
        { hertz, level: 0.8, sixty: 0.9 * (220 / hertz) ** 0.4 },
        { hertz: hertz * 3.98, level: 0.14 * velocity, sixty: 0.16 },
        { hertz: hertz * 9.6, level: 0.03 * velocity, sixty: 0.05 },
      ],
      1.1,
    );
    add(sound, decay(lowpass(white(0.03, random), 700), 0.025), 0, 0.3);
    return inMiddle(
      shape(sound, [
        [0, 0],
        [0.002, 1],
        [0.9, 1],
        [1.1, 0],
      ]),
    );
  },
};

/** A kettledrum or a large drum, struck with felt. */
export const drum: Instrument = {
  pan: -0.05,
  gain: 0.8,
  wet: 0.45,
  sound(pitch, _seconds, velocity, random) {
    const hertz = hertzOf(pitch);
    const ratios = [1, 1.5, 1.98, 2.44];
    const sound = struck(
      ratios.map((ratio, index) => ({
        hertz: hertz * ratio,
        level: [0.8, 0.4, 0.25, 0.15][index] ?? 0,
        sixty: 1.3 / (1 + index * 0.5),
      })),
      1.6,
    );
    add(sound, decay(lowpass(white(0.2, random), 160 + 260 * velocity), 0.14), 0, 1.6);
    return inMiddle(
      shape(sound, [
        [0, 0],
        [0.004, 1],
        [1.3, 1],
        [1.6, 0],
      ]),
    );
  },
};

/** A shaker, hardly there. */
export const shaker: Instrument = {
  pan: 0.35,
  gain: 0.07,
  wet: 0.15,
  sound(_pitch, _seconds, _velocity, random) {
    const sound = highpass(white(0.09, random), 5200);
    return inMiddle(
      shape(sound, [
        [0, 0],
        [0.022, 1],
        [0.09, 0],
      ]),
    );
  },
};

/** A block of wood. */
export const woodblock: Instrument = {
  pan: 0.3,
  gain: 1,
  wet: 0.35,
  sound(pitch, _seconds, _velocity, random) {
    const hertz = hertzOf(pitch);
    const sound = struck(
      [
        { hertz, level: 0.8, sixty: 0.09 },
        { hertz: hertz * 2.6, level: 0.2, sixty: 0.04 },
      ],
      0.15,
    );
    add(sound, decay(bandpass(white(0.02, random), hertz, 1.2), 0.012), 0, 0.3);
    return inMiddle(sound);
  },
};

/** One beat of a heart. */
export const heart: Instrument = {
  pan: 0,
  gain: 0.6,
  wet: 0.1,
  sound: () => inMiddle(heartThump()),
};

/** A breath of bronze: a cymbal stroked until it swells. */
export const cymbal: Instrument = {
  pan: 0,
  gain: 0.05,
  wet: 0.5,
  sound(_pitch, seconds, _velocity, random) {
    const sound = silence(seconds + 1.5);
    add(sound, highpass(white(seconds + 1.5, random), 4500), 0);
    return inMiddle(
      shape(sound, [
        [0, 0],
        [seconds * 0.6, 0.2],
        [seconds, 1],
        [seconds + 0.2, 0.5],
        [seconds + 1.5, 0],
      ]),
    );
  },
};
