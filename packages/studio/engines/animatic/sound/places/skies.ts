import { placeInLoop } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay } from '../dsp/envelope.ts';
import { bandpass, highpass, lowpass } from '../dsp/filter.ts';
import { pink, white } from '../dsp/noise.ts';
import { rainfall } from '../noises/water.ts';
import { thunder as thunderclap } from '../noises/weather.ts';
import { addHappenings, addSteady, inBoth, type Layer } from './loop.ts';

/** Rain on roof, leaves and ground, out in it. */
export const rain: Layer = (loop) => addSteady(loop, rainfall, 0.16);

/** Rain against the window pane, heard from within. */
export const rainOnWindow: Layer = (loop) => {
  addSteady(
    loop,
    (seconds, random) => {
      const outside = rainfall(seconds, random);
      return { left: lowpass(outside.left, 900), right: lowpass(outside.right, 900) };
    },
    0.14,
  );
  addHappenings(loop, {
    make: (random) => decay(bandpass(white(0.04, random), between(random, 700, 2600), 2.2), 0.03),
    perMinute: 1100,
    gain: [0.01, 0.08],
    width: 0.7,
  });
};

/** Thunder far away. */
export const thunder: Layer = (loop) => {
  for (const at of [3, 14]) {
    const roll = thunderclap(loop.random, 7, 0.9);
    const level = between(loop.random, 0.08, 0.16);
    placeInLoop(loop.sound, roll.left, at + loop.random() * 3, level, -0.5);
    placeInLoop(loop.sound, roll.right, at + loop.random() * 3, level, 0.5);
  }
};

/** Snow takes all highs away: nearly nothing is left. */
export const hush: Layer = (loop) =>
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(pink(seconds, random), 260), 40)), 0.12);
