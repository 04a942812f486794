import { placeInLoop } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { faded } from '../dsp/envelope.ts';
import { filter, highpass, lowpass } from '../dsp/filter.ts';
import { pink } from '../dsp/noise.ts';
import { outdoors } from '../dsp/space.ts';
import { birdPhrase, cricket, gull } from '../noises/animals.ts';
import { farTraffic } from '../noises/machines.ts';
import { murmur } from '../noises/people.ts';
import { bubble, wave } from '../noises/water.ts';
import { rustle, wind as windAround } from '../noises/weather.ts';
import { addHappenings, addInRoom, addSteady, emptyLoop, inBoth, type Layer, loopSeconds } from './loop.ts';

export const traffic: Layer = (loop) => {
  addSteady(loop, farTraffic, 0.5);
  addHappenings(loop, {
    make: (random) => {
      const seconds = between(random, 4, 7);
      const pass = highpass(lowpass(pink(seconds, random), between(random, 550, 1200)), 70);
      return faded(pass, seconds * 0.5, seconds * 0.5);
    },
    perMinute: 16,
    gain: [0.04, 0.14],
    width: 0.8,
  });
};

/** People far off, outdoors. */
export const passers: Layer = (loop) => {
  const talking = emptyLoop(loop.random);
  murmur(loop.random, loopSeconds - 1, 4, (voice, second, level, pan) =>
    placeInLoop(talking.sound, lowpass(voice, 1100), second, 0.014 * level, pan),
  );
  addInRoom(loop, talking, outdoors, 0.8);
};

export const birds: Layer = (loop) => {
  const singing = emptyLoop(loop.random);
  addHappenings(singing, { make: birdPhrase, perMinute: 34, gain: [0.008, 0.06], width: 0.9 });
  addInRoom(loop, singing, outdoors, 0.5);
};

export const crickets: Layer = (loop) => {
  for (let one = 0; one < 4; one++) {
    const hertz = between(loop.random, 3900, 4900);
    const pan = between(loop.random, -0.9, 0.9);
    const level = between(loop.random, 0.006, 0.028);
    const chirps = Math.round(loopSeconds / between(loop.random, 0.42, 0.62));
    const late = loop.random();
    for (let chirp = 0; chirp < chirps; chirp++) {
      if (loop.random() < 0.12) continue;
      placeInLoop(loop.sound, cricket(loop.random, hertz), ((chirp + late) * loopSeconds) / chirps, level, pan);
    }
  }
};

export const leaves: Layer = (loop) => addSteady(loop, (seconds, random) => rustle(seconds, random, loopSeconds), 0.09);

export const wind: Layer = (loop) =>
  addSteady(loop, (seconds, random) => windAround(seconds, random, loopSeconds), 0.2);

export const river: Layer = (loop) => {
  addSteady(
    loop,
    (seconds, random) => inBoth(() => filter(highpass(lowpass(pink(seconds, random), 2200), 180), 'bell', 520, 0.8, 5)),
    0.09,
  );
  addHappenings(loop, {
    make: (random) => bubble(random, 300, 1300),
    perMinute: 1500,
    gain: [0.003, 0.025],
    width: 0.9,
  });
};

/** The sea, near: waves that come and go. */
export const surf: Layer = (loop) => {
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(pink(seconds, random), 800), 60)), 0.06);
  for (let count = 0; count < 4; count++) {
    const coming = wave(loop.random, between(loop.random, 7, 9));
    const at = count * 6 + between(loop.random, 0, 1.2);
    const level = between(loop.random, 0.12, 0.22);
    placeInLoop(loop.sound, coming.left, at, level, -0.6);
    placeInLoop(loop.sound, coming.right, at, level, 0.6);
  }
};

/** Small waves against quay and hulls. */
export const lapping: Layer = (loop) => {
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(pink(seconds, random), 620), 80)), 0.06);
  addHappenings(loop, {
    make: (random) => {
      const seconds = between(random, 0.7, 1.6);
      const water = highpass(lowpass(pink(seconds, random), between(random, 700, 1500)), 90);
      return faded(water, seconds * 0.35, seconds * 0.6);
    },
    perMinute: 34,
    gain: [0.05, 0.16],
    width: 0.8,
  });
  addHappenings(loop, {
    make: (random) => bubble(random, 240, 800),
    perMinute: 120,
    gain: [0.01, 0.04],
    width: 0.8,
  });
};

export const gulls: Layer = (loop) => {
  const crying = emptyLoop(loop.random);
  addHappenings(crying, { make: gull, perMinute: 11, gain: [0.008, 0.04], width: 0.9 });
  addInRoom(loop, crying, outdoors, 0.7);
};
