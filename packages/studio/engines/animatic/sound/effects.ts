import { type SoundName, soundNames } from '@ai-film-studio/film';
import type { EffectRequest, Stereo } from '../../engine.ts';
import { type Random, randomFrom, seedOf } from '../random.ts';
import { peakOf, samplesIn } from './dsp/buffer.ts';
import { faded } from './dsp/envelope.ts';
import { highpass } from './dsp/filter.ts';
import { levelled } from './dsp/level.ts';
import { birds, dogBark } from './noises/animals.ts';
import { bell, clock, doorbell, phoneRing } from './noises/bells.ts';
import { door, doorSlam, knock } from './noises/doors.ts';
import { dishes, footsteps, glass, gunshot } from './noises/impacts.ts';
import { car, engine, siren, typing } from './noises/machines.ts';
import { applause, crowd, heartbeat, whistle } from './noises/people.ts';
import { musicSting } from './noises/sting.ts';
import { pour, rainfall, splash, wave } from './noises/water.ts';
import { gustInLeaves, thunder, wind } from './noises/weather.ts';

const syntheses: Readonly<Record<SoundName, (random: Random) => Stereo>> = {
  doorbell,
  knock,
  door,
  'door-slam': doorSlam,
  gunshot,
  footsteps,
  'phone-ring': phoneRing,
  glass,
  thunder: (random) => thunder(random, 3.9, 0.25),
  rain: (random) => swelling(rainfall(3.8, random)),
  wind: (random) => swelling(wind(3.8, random)),
  waves: (random) => wave(random, 3.9),
  birds,
  car,
  applause,
  crowd,
  pour,
  typing,
  clock,
  dishes,
  splash,
  leaves: gustInLeaves,
  siren,
  'dog-bark': dogBark,
  engine,
  heartbeat,
  'music-sting': musicSting,
  whistle,
  bell,
};

/** Weather has no beginning: it is faded in and out. */
function swelling(sound: Stereo): Stereo {
  for (const side of [sound.left, sound.right]) faded(side, 0.6, 1.2);
  return sound;
}

/** −3.5 dBFS. */
const ceiling = 0.668;
/** LUFS: what lasts is not as loud as its peak would allow. */
const loudness = -16;
const longest = samplesIn(4);

/**
 * One sound effect by its name: at most 4 s, its peak at or below −3.5 dBFS.
 * @throws RangeError for a name that is not in `soundNames`
 * @example effect({ name: 'knock', seed: 1 })
 */
export function effect(request: EffectRequest): Stereo {
  const name = soundNames.find((known) => known === request.name);
  if (!name) throw new RangeError(`No sound is called "${request.name}"; there are ${soundNames.join(', ')}.`);
  const made = syntheses[name](randomFrom(seedOf('effect', name, request.seed)));
  const length = Math.min(longest, heardUntil(made) + samplesIn(0.05));
  const finished = (side: Float32Array) => faded(highpass(side.slice(0, length), 25), 0, 0.05);
  return levelled({ left: finished(made.left), right: finished(made.right) }, loudness, ceiling);
}

/** The sample after which nothing is heard any more: 66 dB below the peak. */
function heardUntil({ left, right }: Stereo): number {
  const inaudible = Math.max(peakOf(left), peakOf(right)) / 2000;
  let last = left.length - 1;
  while (last > 0 && Math.abs(left[last] ?? 0) < inaudible && Math.abs(right[last] ?? 0) < inaudible) last--;
  return last + 1;
}
