import type { Treatment } from '@ai-film-studio/film';
import { filtered, highPass, highShelf, lowPass, lowShelf } from './filters.ts';
import { inRoom, type Room } from './room.ts';
import { speechRate } from './speech.ts';

/** Where a voice sounds. */
interface Surrounding {
  readonly interior: boolean;
  /** Of the place: the same place sounds the same. */
  readonly seed: number;
}

const chamber: Room = { seconds: 0.32, wet: -17, damping: 0.45, tail: 0.1 };
const street: Room = { seconds: 0.14, wet: -24, damping: 0.6, tail: 0.04 };
const nextRoom: Room = { seconds: 0.5, wet: -8, damping: 0.55, tail: 0.22 };
const hall: Room = { seconds: 0.9, wet: -15, damping: 0.4, tail: 0.4 };

/** Loudness of each against a plain voice, in decibels. */
export const treatmentLevels: Readonly<Record<Treatment, number>> = {
  plain: 0,
  'voice-over': 0.5,
  'off-screen': -4,
  phone: -2,
  sung: 0,
};

/**
 * A dry voice at `speechRate` as it is heard from where it comes from; longer than it was by the echo's end.
 *
 * @example
 * const heard = treat(voice, 'phone', { interior: true, seed: 7 });
 */
export function treat(samples: Float32Array, treatment: Treatment, { interior, seed }: Surrounding): Float32Array {
  switch (treatment) {
    case 'plain':
      return inRoom(samples, interior ? chamber : street, seed);
    case 'voice-over':
      // Close to the microphone: the proximity effect, and no room at all.
      return filtered(samples, lowShelf(190, 2.5, speechRate), highShelf(6500, 1, speechRate));
    case 'off-screen':
      return inRoom(filtered(samples, lowPass(2400, speechRate)), interior ? nextRoom : street, seed);
    case 'phone':
      return telephone(samples);
    case 'sung':
      return inRoom(samples, hall, seed);
  }
}

/** 300 to 3400 Hz, overdriven a little as a small loudspeaker is. */
function telephone(samples: Float32Array): Float32Array {
  const band = [
    highPass(330, speechRate),
    highPass(330, speechRate),
    lowPass(3400, speechRate),
    lowPass(3400, speechRate),
  ] as const;
  const driven = filtered(samples, ...band).map((sample) => Math.tanh(sample * 4) / 3);
  return filtered(driven, ...band);
}
