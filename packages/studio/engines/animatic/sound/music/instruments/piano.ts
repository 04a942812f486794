import { add, silence } from '../../dsp/buffer.ts';
import { shape } from '../../dsp/envelope.ts';
import { lowpass } from '../../dsp/filter.ts';
import { ring } from '../../dsp/modes.ts';
import { white } from '../../dsp/noise.ts';
import { hertzOf } from '../chord.ts';
import { type Instrument, inMiddle } from './instrument.ts';

/** Where the hammer strikes, as a share of the string: partials with a node there are weak. */
const strikePoint = 0.122;
/** Stiffness of the strings: partials lie the higher above the harmonics, the higher they are (Fletcher, 1964). */
const stiffness = 0.00032;

/** A piano with felt between hammer and strings: soft, dark, near. */
export const piano: Instrument = {
  pan: -0.08,
  gain: 0.62,
  wet: 0.34,
  sound(pitch, seconds, velocity, random) {
    const hertz = hertzOf(pitch);
    const longest = Math.min(9, 8.5 * (220 / hertz) ** 0.45);
    const held = Math.min(seconds, longest);
    const sound = silence(held + 0.35);
    const bright = 420 + 1500 * velocity ** 1.4;
    for (let partial = 1; partial <= 22; partial++) {
      const frequency = hertz * partial * Math.sqrt(1 + stiffness * partial * partial);
      if (frequency > 5200) break;
      const level =
        (Math.abs(Math.sin(Math.PI * partial * strikePoint)) / partial ** 0.55) *
        Math.exp(-(frequency - hertz) / bright);
      if (level < 0.0006) continue;
      const sixty = longest / (1 + 0.22 * (partial - 1));
      // Three strings a note: together they fall fast, then go on beating against each other.
      ring(sound, { hertz: frequency * (1 - 0.00022), level: level * 0.62, sixty: sixty * 0.42 });
      ring(sound, { hertz: frequency * (1 + 0.00028), level: level * 0.38, sixty });
    }
    const hammer = lowpass(white(0.05, random), 380);
    add(
      sound,
      shape(hammer, [
        [0, 0],
        [0.003, 1],
        [0.05, 0],
      ]),
      0,
      0.5 + 0.5 * velocity,
    );
    return inMiddle(
      shape(sound, [
        [0, 0],
        [0.004, 1],
        [held, 1],
        [held + 0.3, 0],
      ]),
    );
  },
};
