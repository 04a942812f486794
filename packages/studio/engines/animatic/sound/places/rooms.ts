import { placeInLoop } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { faded } from '../dsp/envelope.ts';
import { bandpass, filter, highpass, lowpass } from '../dsp/filter.ts';
import { struck } from '../dsp/modes.ts';
import { brown, pink } from '../dsp/noise.ts';
import { hall, smallRoom } from '../dsp/space.ts';
import { tick } from '../noises/bells.ts';
import { thud, woodHit } from '../noises/blow.ts';
import { plate } from '../noises/impacts.ts';
import { keystroke } from '../noises/machines.ts';
import { murmur } from '../noises/people.ts';
import { addHappenings, addHum, addInRoom, addSteady, emptyLoop, inBoth, type Layer, loopSeconds } from './loop.ts';

/** Air that stands in a room. */
export const roomTone: Layer = (loop) =>
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(pink(seconds, random), 620), 90)), 0.1);

export const fridge: Layer = (loop) => {
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
    0.012,
  );
  addSteady(loop, (seconds, random) => inBoth(() => bandpass(pink(seconds, random), 240, 1.2)), 0.02);
};

export const wallClock: Layer = (loop) => {
  const ticks = emptyLoop(loop.random);
  for (let second = 0; second < loopSeconds; second++)
    placeInLoop(ticks.sound, tick(loop.random, second % 2 === 1), second + 0.2, 0.05, 0.4);
  addInRoom(loop, ticks, smallRoom, 0.5);
};

export const ventilation: Layer = (loop) => {
  addSteady(
    loop,
    (seconds, random) => inBoth(() => filter(highpass(lowpass(pink(seconds, random), 900), 90), 'bell', 190, 1, 5)),
    0.07,
  );
  addHum(
    loop,
    [
      [100, 1],
      [200, 0.5],
      [300, 0.3],
    ],
    0.004,
  );
};

export const keyboards: Layer = (loop) => {
  const typing = emptyLoop(loop.random);
  for (let run = 0; run < 5; run++) {
    const start = run * 5 + between(loop.random, 0, 2);
    const pan = between(loop.random, -0.8, 0.8);
    const level = between(loop.random, 0.008, 0.02);
    for (let at = 0; at < 2; at += between(loop.random, 0.09, 0.24))
      placeInLoop(typing.sound, keystroke(loop.random), start + at, level, pan);
  }
  addInRoom(loop, typing, smallRoom, 0.7);
};

/** A monitor in another room. */
export const monitor: Layer = (loop) => {
  const beeps = emptyLoop(loop.random);
  for (let beat = 0; beat < loopSeconds; beat += 1.2) {
    const beep = faded(struck([{ hertz: 880, level: 0.5, sixty: 3 }], 0.11), 0.008, 0.02);
    placeInLoop(beeps.sound, lowpass(beep, 1200), beat + 0.4, 0.012, -0.5);
  }
  addInRoom(loop, beeps, { ...hall, sixty: 1.2 }, 1);
};

/** Inside a car that drives. */
export const drive: Layer = (loop) => {
  addSteady(loop, (seconds, random) => inBoth(() => highpass(lowpass(brown(seconds, random), 260), 55)), 0.9);
  addSteady(loop, (seconds, random) => inBoth(() => bandpass(pink(seconds, random), 700, 0.5)), 0.11);
  addHum(
    loop,
    [
      [56, 0.8],
      [112, 1],
      [168, 0.4],
      [224, 0.3],
    ],
    0.012,
  );
  addHappenings(loop, {
    make: (random) => thud(random, 110, 0.2),
    perMinute: 14,
    gain: [0.05, 0.18],
    width: 0.4,
  });
};

/** A house that works in its beams. */
export const creaks: Layer = (loop) => {
  const house = emptyLoop(loop.random);
  addHappenings(house, {
    make: (random) => lowpass(woodHit(random, between(random, 120, 260)), 900),
    perMinute: 7,
    gain: [0.006, 0.025],
    width: 0.8,
  });
  addInRoom(loop, house, smallRoom, 0.8);
};

/** Guests who talk; not a word is to be made out. */
export const guests: Layer = (loop) => {
  const talking = emptyLoop(loop.random);
  murmur(loop.random, loopSeconds - 1, 12, (voice, second, level, pan) =>
    placeInLoop(talking.sound, lowpass(voice, 2200), second, 0.03 * level, pan),
  );
  addInRoom(loop, talking, { ...hall, sixty: 0.9, size: 0.6 }, 0.9);
};

export const cups: Layer = (loop) => {
  const clatter = emptyLoop(loop.random);
  addHappenings(clatter, { make: plate, perMinute: 26, gain: [0.01, 0.045], width: 0.8 });
  addInRoom(loop, clatter, { ...smallRoom, sixty: 0.7 }, 0.6);
};
