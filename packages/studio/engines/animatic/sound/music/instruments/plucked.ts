import type { Random } from '../../../random.ts';
import { samplesIn } from '../../dsp/buffer.ts';
import { shape } from '../../dsp/envelope.ts';
import { filter, highpass, lowpass } from '../../dsp/filter.ts';
import { hertzOf } from '../chord.ts';
import { type Instrument, inMiddle } from './instrument.ts';

interface StringSettings {
  /** Seconds until a string of 220 Hz is 60 dB down. */
  readonly sixty: number;
  /** How bright the pluck is, in hertz, for velocity 1. */
  readonly bright: number;
  /** How much of each round is averaged away, 0 … 1: gut loses highs faster than wire. */
  readonly loss: number;
  /** Where it is plucked. */
  readonly point: number;
  readonly pitchShift?: number;
}

/**
 * A plucked string: a loop of one period that loses highs (Karplus and Strong, 1983), tuned by an allpass (Jaffe and Smith, 1983).
 * @param held seconds until a finger stops it
 */
function pluck(hertz: number, held: number, velocity: number, settings: StringSettings, random: Random): Float32Array {
  const rate = 48_000;
  const loss = settings.loss;
  // The two-point average delays by `loss` of a sample; the allpass makes up for what is left of the period.
  const period = rate / hertz - loss;
  const whole = Math.floor(period - 0.3);
  const fraction = period - whole;
  const tuning = (1 - fraction) / (1 + fraction);
  const sixty = settings.sixty * (220 / hertz) ** 0.6;
  const keep = 10 ** (-3 / (sixty * hertz));
  const line = excitation(whole, settings, velocity, random);
  const seconds = Math.min(held + 0.15, sixty * 0.8);
  const sound = new Float32Array(samplesIn(seconds));
  let [last, lastIn, lastOut, head] = [0, 0, 0, 0];
  for (let index = 0; index < sound.length; index++) {
    const out = line[head] ?? 0;
    const softened = keep * ((1 - loss) * out + loss * last);
    last = out;
    const tuned = tuning * softened + lastIn - tuning * lastOut;
    lastIn = softened;
    lastOut = tuned;
    line[head] = tuned;
    sound[index] = out;
    if (++head === whole) head = 0;
  }
  const end = Math.min(held, seconds - 0.08);
  return shape(highpass(sound, 40), [
    [0, 0],
    [0.0015, 1],
    [Math.max(0.01, end), 1],
    [seconds, 0],
  ]);
}

function excitation(size: number, settings: StringSettings, velocity: number, random: Random): Float32Array {
  const burst = new Float32Array(size * 2);
  for (let index = 0; index < burst.length; index++) burst[index] = random() * 2 - 1;
  lowpass(burst, settings.bright * (0.4 + 0.6 * velocity));
  const comb = Math.max(1, Math.round(size * settings.point));
  const line = new Float32Array(size);
  let power = 0;
  let mean = 0;
  for (let index = 0; index < size; index++) {
    const sample = (burst[size + index] ?? 0) - (burst[size + index - comb] ?? 0);
    line[index] = sample;
    mean += sample / size;
  }
  for (let index = 0; index < size; index++) power += ((line[index] ?? 0) - mean) ** 2;
  const gain = power > 0 ? 0.28 / Math.sqrt(power / size) : 0;
  for (let index = 0; index < size; index++) line[index] = ((line[index] ?? 0) - mean) * gain;
  return line;
}

function stringInstrument(
  settings: StringSettings,
  seat: Pick<Instrument, 'pan' | 'gain' | 'wet'>,
  body: readonly (readonly [hertz: number, decibels: number])[],
): Instrument {
  return {
    ...seat,
    sound(pitch, seconds, velocity, random) {
      const sound = pluck(hertzOf(pitch + (settings.pitchShift ?? 0)), seconds, velocity, settings, random);
      for (const [hertz, decibels] of body) filter(sound, 'bell', hertz, 1.4, decibels);
      return inMiddle(sound);
    },
  };
}

/** Long strings that nobody stops. */
export const harp = stringInstrument(
  { sixty: 4.2, bright: 1500, loss: 0.42, point: 0.4 },
  { pan: 0.25, gain: 0.34, wet: 0.4 },
  [[260, 3]],
);
/** A guitar with strings of nylon. */
export const guitar = stringInstrument(
  { sixty: 2.6, bright: 1900, loss: 0.4, point: 0.24 },
  { pan: 0.2, gain: 0.32, wet: 0.22 },
  [
    [110, 3],
    [230, 4],
  ],
);
/** Violins and violas plucked: short and round. */
export const pizzicato = stringInstrument(
  { sixty: 0.75, bright: 1500, loss: 0.5, point: 0.18 },
  { pan: 0.22, gain: 0.5, wet: 0.34 },
  [
    [280, 4],
    [520, 3],
  ],
);
/** A double bass plucked. */
export const pluckedBass = stringInstrument(
  { sixty: 1.5, bright: 700, loss: 0.5, point: 0.22 },
  { pan: -0.1, gain: 0.62, wet: 0.16 },
  [[95, 4]],
);
