import { placeInLoop } from '../dsp/buffer.ts';
import { decay, faded } from '../dsp/envelope.ts';
import { bandpass, filter, highpass, lowpass } from '../dsp/filter.ts';
import { struck } from '../dsp/modes.ts';
import { brown, pink, white } from '../dsp/noise.ts';
import { hall, outdoors, smallRoom } from '../dsp/space.ts';
import { birdPhrase, cricket, gull } from '../noises/animals.ts';
import { tick } from '../noises/bells.ts';
import { between, thud, woodHit } from '../noises/blow.ts';
import { plate } from '../noises/impacts.ts';
import { farTraffic, keystroke } from '../noises/machines.ts';
import { murmur } from '../noises/people.ts';
import { bubble, rainfall, wave } from '../noises/water.ts';
import { rustle, thunder as thunderclap, wind as windAround } from '../noises/weather.ts';
import { addHappenings, addHum, addInRoom, addSteady, emptyLoop, type Loop, loopSeconds } from './loop.ts';

/** Adds one thing that is heard in a place. @param gain 1 is how loud it is at its usual distance */
export type Layer = (loop: Loop, gain: number) => void;

const inBoth = (make: () => Float32Array) => ({ left: make(), right: make() });

/** Air that stands in a room. */
const roomTone: Layer = (loop, gain) =>
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(pink(seconds, random), 420), 50)), 0.1 * gain);

const fridge: Layer = (loop, gain) => {
  addHum(
    loop,
    [
      [50, 0.5],
      [100, 1],
      [150, 0.35],
      [200, 0.4],
      [300, 0.12],
      [400, 0.06],
    ],
    0.012 * gain,
  );
  addSteady(loop, (seconds, random) => inBoth(() => bandpass(pink(seconds, random), 240, 1.2)), 0.02 * gain);
};

const wallClock: Layer = (loop, gain) => {
  const ticks = emptyLoop(loop.random);
  for (let second = 0; second < loopSeconds; second++)
    placeInLoop(ticks.sound, tick(loop.random, second % 2 === 1), second + 0.2, 0.05 * gain, 0.4);
  addInRoom(loop, ticks, smallRoom, 0.5);
};

const traffic: Layer = (loop, gain) => {
  addSteady(loop, farTraffic, 0.5 * gain);
  addHappenings(loop, {
    make: (random) => {
      const seconds = between(random, 4, 7);
      const pass = lowpass(pink(seconds, random), between(random, 450, 900));
      return faded(pass, seconds * 0.5, seconds * 0.5);
    },
    perMinute: 16,
    gain: [0.04 * gain, 0.14 * gain],
    width: 0.8,
  });
};

const birds: Layer = (loop, gain) => {
  const singing = emptyLoop(loop.random);
  addHappenings(singing, { make: birdPhrase, perMinute: 34, gain: [0.008 * gain, 0.06 * gain], width: 0.9 });
  addInRoom(loop, singing, outdoors, 0.5);
};

const crickets: Layer = (loop, gain) => {
  for (let one = 0; one < 4; one++) {
    const hertz = between(loop.random, 3900, 4900);
    const pan = between(loop.random, -0.9, 0.9);
    const level = between(loop.random, 0.006, 0.028) * gain;
    const chirps = Math.round(loopSeconds / between(loop.random, 0.42, 0.62));
    const late = loop.random();
    for (let chirp = 0; chirp < chirps; chirp++) {
      if (loop.random() < 0.12) continue;
      placeInLoop(loop.sound, cricket(loop.random, hertz), ((chirp + late) * loopSeconds) / chirps, level, pan);
    }
  }
};

const leaves: Layer = (loop, gain) =>
  addSteady(loop, (seconds, random) => rustle(seconds, random, loopSeconds), 0.09 * gain);
const wind: Layer = (loop, gain) =>
  addSteady(loop, (seconds, random) => windAround(seconds, random, loopSeconds), 0.2 * gain);

const river: Layer = (loop, gain) => {
  addSteady(
    loop,
    (seconds, random) => inBoth(() => filter(highpass(lowpass(pink(seconds, random), 2200), 180), 'bell', 520, 0.8, 5)),
    0.09 * gain,
  );
  addHappenings(loop, {
    make: (random) => bubble(random, 300, 1300),
    perMinute: 1500,
    gain: [0.003 * gain, 0.025 * gain],
    width: 0.9,
  });
};

/** The sea, near: waves that come and go. */
const surf: Layer = (loop, gain) => {
  addSteady(loop, (seconds, random) => inBoth(() => lowpass(pink(seconds, random), 700)), 0.06 * gain);
  for (let count = 0; count < 4; count++) {
    const coming = wave(loop.random, between(loop.random, 7, 9));
    const at = count * 6 + between(loop.random, 0, 1.2);
    const level = between(loop.random, 0.12, 0.22) * gain;
    placeInLoop(loop.sound, coming.left, at, level, -0.6);
    placeInLoop(loop.sound, coming.right, at, level, 0.6);
  }
};

/** Small waves against quay and hulls. */
const lapping: Layer = (loop, gain) => {
  addSteady(loop, (seconds, random) => inBoth(() => lowpass(pink(seconds, random), 520)), 0.06 * gain);
  addHappenings(loop, {
    make: (random) => {
      const seconds = between(random, 0.7, 1.6);
      return faded(lowpass(pink(seconds, random), between(random, 600, 1300)), seconds * 0.35, seconds * 0.6);
    },
    perMinute: 34,
    gain: [0.05 * gain, 0.16 * gain],
    width: 0.8,
  });
  addHappenings(loop, {
    make: (random) => bubble(random, 240, 800),
    perMinute: 120,
    gain: [0.01 * gain, 0.04 * gain],
    width: 0.8,
  });
};

const gulls: Layer = (loop, gain) => {
  const crying = emptyLoop(loop.random);
  addHappenings(crying, { make: gull, perMinute: 11, gain: [0.008 * gain, 0.04 * gain], width: 0.9 });
  addInRoom(loop, crying, outdoors, 0.7);
};

/** Guests who talk; not a word is to be made out. */
const guests: Layer = (loop, gain) => {
  const talking = emptyLoop(loop.random);
  murmur(loop.random, loopSeconds - 1, 12, (voice, second, level, pan) =>
    placeInLoop(talking.sound, lowpass(voice, 1500), second, 0.03 * level * gain, pan),
  );
  addInRoom(loop, talking, { ...hall, sixty: 0.9, size: 0.6 }, 0.9);
};

const cups: Layer = (loop, gain) => {
  const clatter = emptyLoop(loop.random);
  addHappenings(clatter, { make: plate, perMinute: 26, gain: [0.01 * gain, 0.045 * gain], width: 0.8 });
  addInRoom(loop, clatter, { ...smallRoom, sixty: 0.7 }, 0.6);
};

const ventilation: Layer = (loop, gain) => {
  addSteady(
    loop,
    (seconds, random) => inBoth(() => filter(highpass(lowpass(pink(seconds, random), 900), 90), 'bell', 190, 1, 5)),
    0.07 * gain,
  );
  addHum(
    loop,
    [
      [100, 1],
      [200, 0.5],
      [300, 0.3],
    ],
    0.004 * gain,
  );
};

const keyboards: Layer = (loop, gain) => {
  const typing = emptyLoop(loop.random);
  for (let run = 0; run < 5; run++) {
    const start = run * 5 + between(loop.random, 0, 2);
    const pan = between(loop.random, -0.8, 0.8);
    const level = between(loop.random, 0.008, 0.02) * gain;
    for (let at = 0; at < 2; at += between(loop.random, 0.09, 0.24))
      placeInLoop(typing.sound, keystroke(loop.random), start + at, level, pan);
  }
  addInRoom(loop, typing, smallRoom, 0.7);
};

/** A monitor in another room. */
const monitor: Layer = (loop, gain) => {
  const beeps = emptyLoop(loop.random);
  for (let beat = 0; beat < loopSeconds; beat += 1.2) {
    const beep = faded(struck([{ hertz: 880, level: 0.5, sixty: 3 }], 0.11), 0.008, 0.02);
    placeInLoop(beeps.sound, lowpass(beep, 1200), beat + 0.4, 0.012 * gain, -0.5);
  }
  addInRoom(loop, beeps, { ...hall, sixty: 1.2 }, 1);
};

/** Inside a car that drives. */
const drive: Layer = (loop, gain) => {
  addSteady(loop, (seconds, random) => inBoth(() => lowpass(brown(seconds, random), 170)), 0.9 * gain);
  addSteady(loop, (seconds, random) => inBoth(() => bandpass(pink(seconds, random), 620, 0.6)), 0.03 * gain);
  addHum(
    loop,
    [
      [56, 0.8],
      [112, 1],
      [168, 0.4],
      [224, 0.3],
    ],
    0.012 * gain,
  );
  addHappenings(loop, {
    make: (random) => thud(random, 110, 0.2),
    perMinute: 14,
    gain: [0.05 * gain, 0.18 * gain],
    width: 0.4,
  });
};

/** Rain on roof, leaves and ground, out in it. */
const rain: Layer = (loop, gain) => addSteady(loop, rainfall, 0.16 * gain);

/** Rain against the window pane, heard from within. */
const rainOnWindow: Layer = (loop, gain) => {
  addSteady(
    loop,
    (seconds, random) => {
      const outside = rainfall(seconds, random);
      return { left: lowpass(outside.left, 900), right: lowpass(outside.right, 900) };
    },
    0.14 * gain,
  );
  addHappenings(loop, {
    make: (random) => decay(bandpass(white(0.04, random), between(random, 700, 2600), 2.2), 0.03),
    perMinute: 1100,
    gain: [0.01 * gain, 0.08 * gain],
    width: 0.7,
  });
};

/** Thunder far away. */
const thunder: Layer = (loop, gain) => {
  for (const at of [3, 14]) {
    const roll = thunderclap(loop.random, 7, 0.9);
    const level = between(loop.random, 0.08, 0.16) * gain;
    placeInLoop(loop.sound, roll.left, at + loop.random() * 3, level, -0.5);
    placeInLoop(loop.sound, roll.right, at + loop.random() * 3, level, 0.5);
  }
};

/** Snow takes all highs away: nearly nothing is left. */
const hush: Layer = (loop, gain) =>
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(pink(seconds, random), 260), 40)), 0.12 * gain);

/** A house that works in its beams. */
const creaks: Layer = (loop, gain) => {
  const house = emptyLoop(loop.random);
  addHappenings(house, {
    make: (random) => lowpass(woodHit(random, between(random, 120, 260)), 900),
    perMinute: 7,
    gain: [0.006 * gain, 0.025 * gain],
    width: 0.8,
  });
  addInRoom(loop, house, smallRoom, 0.8);
};

/** People far off, outdoors. */
const passers: Layer = (loop, gain) => {
  const talking = emptyLoop(loop.random);
  murmur(loop.random, loopSeconds - 1, 4, (voice, second, level, pan) =>
    placeInLoop(talking.sound, lowpass(voice, 1100), second, 0.014 * level * gain, pan),
  );
  addInRoom(loop, talking, outdoors, 0.8);
};

export const layers = {
  roomTone,
  fridge,
  wallClock,
  traffic,
  birds,
  crickets,
  leaves,
  wind,
  river,
  surf,
  lapping,
  gulls,
  guests,
  cups,
  ventilation,
  keyboards,
  monitor,
  drive,
  rain,
  rainOnWindow,
  thunder,
  hush,
  creaks,
  passers,
} satisfies Record<string, Layer>;
export type LayerName = keyof typeof layers;
