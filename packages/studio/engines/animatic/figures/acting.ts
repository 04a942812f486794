import type { Emotion, Gesture, Staging } from '@ai-film-studio/film';
import { seedOf } from '../random.ts';
import { mouthAt } from '../voice/mouth.ts';
import { blinkAt, blinkTimes } from './acting/blinks.ts';
import { gazeAt } from './acting/gaze.ts';
import { bump, settle, wander } from './acting/noise.ts';
import { reachAt } from './acting/reach.ts';
import { type Accent, accentsOf, type Phrase, phrasesOf, type SpokenLine, spanOf } from './acting/rhythm.ts';
import { closedMouth, type FigureState, type Motion, type Mouth } from './figure.ts';
import { clamp, ease } from './geometry.ts';

/** What an actor has to go by in a shot. All times are seconds of the shot. */
export interface Part {
  readonly staging: Staging;
  readonly seconds: number;
  /** How long the shot is. */
  readonly length: number;
  readonly seed: number;
  /** The lines that this figure says here. */
  readonly spoken: readonly SpokenLine[];
  /** When others speak. */
  readonly listening: readonly { readonly from: number; readonly to: number }[];
  /** Kind of the prop in the hand. */
  readonly holding: string | null;
}

/** How an emotion sits in a body. */
interface Bearing {
  /** Seconds a breath takes. */
  readonly breath: number;
  readonly lean: number;
  readonly nod: number;
  readonly tilt: number;
  /** How lively head and hands are. */
  readonly life: number;
}

const calm: Bearing = { breath: 3.8, lean: 0, nod: 0, tilt: 0.012, life: 1 };
const bearings: Readonly<Partial<Record<Emotion, Partial<Bearing>>>> = {
  happy: { life: 1.25, nod: -0.08, tilt: 0.03 },
  tender: { breath: 4.3, lean: 0.25, tilt: 0.06, life: 0.75 },
  sad: { breath: 4.6, lean: 0.45, nod: 0.34, tilt: 0.04, life: 0.55 },
  angry: { breath: 2.5, lean: 0.5, nod: 0.12, life: 1.5 },
  afraid: { breath: 1.9, lean: -0.45, nod: -0.1, life: 1.1 },
  surprised: { breath: 2.6, lean: -0.35, nod: -0.16, life: 1.15 },
  confused: { tilt: 0.09, life: 0.95 },
  determined: { lean: 0.25, nod: 0.1, life: 0.9 },
  sly: { tilt: 0.06, nod: 0.12, life: 0.9 },
  tired: { breath: 5, lean: 0.5, nod: 0.3, life: 0.5 },
  disgusted: { lean: -0.3, nod: -0.08, tilt: 0.03 },
};

/**
 * What a figure does at a moment of a shot. The same part and seed always act the same; between two frames nothing jumps but
 * eyes and lids.
 * @example actingAt({ staging, seconds: frame / 24, length: 4.2, seed: 7, spoken: [], listening: [], holding: null })
 */
export function actingAt(part: Part): FigureState {
  const { staging, seconds, length, seed, spoken, listening, holding } = part;
  const bearing = { ...calm, ...bearings[staging.emotion] };
  const phrases = phrasesOf(spoken, seedOf(seed, 'phrases'));
  const accents = accentsOf(spoken, seedOf(seed, 'accents'));
  const ends = [...spoken.map((line) => spanOf(line).to), ...listening.map(({ to }) => to)];
  const gesture = gestureOf(staging, holding);
  return {
    face: {
      facing: staging.facing,
      gaze: gazeAt(staging, seed, seconds),
      blink: blinkAt(blinkTimes(seedOf(seed, 'blink'), length, ends), seconds),
      mouth: mouthOf(spoken, seconds),
      emotion: staging.emotion,
      intensity: intensityAt(part, accents),
      tilt: tiltAt(part, bearing, accents),
      nod: nodAt(part, bearing, accents),
    },
    pose: staging.pose,
    gesture,
    reach: reachAt(staging.gesture, phrases, seconds, seed),
    stride: (0.9 * seconds + (seed % 97) / 97) % 1,
    breath: breathAt(part, bearing, phrases),
    holding,
    motion: motionAt(part, bearing, accents, gesture),
  };
}

/** Who speaks talks with the hands, also where the shot asks for nothing. */
function gestureOf({ gesture, pose }: Staging, holding: string | null): Gesture {
  const still = pose === 'lie' || pose === 'walk' || holding !== null;
  return gesture === 'none' && !still ? 'talk' : gesture;
}

function mouthOf(spoken: readonly SpokenLine[], seconds: number): Mouth {
  const line = spoken.findLast(({ start }) => start - 0.15 <= seconds);
  return line === undefined ? closedMouth : mouthAt(line.phones, seconds - line.start);
}

/** The feeling rises with the line and ebbs after it; a listener's rises towards the end of what is said. */
function intensityAt({ spoken, listening, seconds }: Part, accents: readonly Accent[]): number {
  const own = spoken.map(spanOf).map(({ from, to }) => {
    const rise = 0.18 + 0.32 * ease(from - 0.4, from + Math.max(0.8, (to - from) * 0.7), seconds);
    return rise * ease(from - 0.5, from, seconds) * (1 - 0.45 * ease(to + 0.5, to + 2.2, seconds));
  });
  const heard = listening.map(({ from, to }) => 0.28 * ease(from + (to - from) * 0.3, to + 0.3, seconds));
  const stress = 0.16 * pulse(accents, seconds, 0.14, 0.34);
  return clamp(0.42 + Math.max(0, ...own, ...heard) + stress, 0, 1);
}

const pulse = (accents: readonly Accent[], seconds: number, rise: number, fall: number): number =>
  accents.reduce((most, { time, strength }) => Math.max(most, strength * bump(seconds, time, rise, fall)), 0);

/** How much of the time around now this figure speaks, 0 … 1. */
const speaking = (spoken: readonly SpokenLine[], seconds: number): number =>
  spoken
    .map(spanOf)
    .reduce(
      (most, { from, to }) => Math.max(most, ease(from - 0.2, from + 0.2, seconds) * (1 - ease(to, to + 0.5, seconds))),
      0,
    );

function tiltAt({ staging, spoken, seconds, seed }: Part, bearing: Bearing, accents: readonly Accent[]): number {
  const side = seed % 2 === 0 ? 1 : -1;
  const shake = staging.gesture === 'shake-head' ? 0.05 * Math.sin(2 * Math.PI * 1.35 * seconds) * shaking(seconds) : 0;
  const talk = speaking(spoken, seconds);
  const drift = 0.03 * wander(seedOf(seed, 'tilt'), seconds, 1.9) * (0.5 + 0.7 * talk) * bearing.life;
  const stress =
    0.028 *
    side *
    pulse(
      accents.filter(({ hand }) => hand === 'right'),
      seconds,
      0.3,
      0.5,
    ) *
    bearing.life;
  return side * bearing.tilt + drift + stress + shake;
}

const shaking = (seconds: number) => ease(0.2, 0.5, seconds) * (1 - 0.75 * ease(1.9, 2.7, seconds));

function nodAt(part: Part, bearing: Bearing, accents: readonly Accent[]): number {
  const { staging, seconds, seed, listening, spoken } = part;
  const look = { down: 0.34, up: -0.36, left: 0, right: 0, camera: 0 }[staging.eyeline];
  const drift = 0.1 * wander(seedOf(seed, 'nod'), seconds, 1.3) * bearing.life;
  const stress = 0.62 * pulse(accents, seconds, 0.16, 0.3) * bearing.life;
  const lift = -0.22 * Math.max(0, ...spoken.map(({ start }) => bump(seconds, start - 0.08, 0.3, 0.35)));
  const asked = staging.gesture === 'nod' ? 0.75 * Math.sin(2 * Math.PI * 1.5 * seconds) * shaking(seconds) : 0;
  return clamp(look + bearing.nod + drift + stress + lift + asked + listeningNod(listening, seconds, seed), -1, 1);
}

/** A listener's nods: two small ones, now and then, as a thought is taken in. */
function listeningNod(listening: Part['listening'], seconds: number, seed: number): number {
  return listening.reduce((sum, { from, to }, index) => {
    const wait = 1.1 + 0.9 * Math.abs(wander(seedOf(seed, 'listen', index), index + 0.5, 1));
    let most = 0;
    for (let time = from + wait; time < to + 0.4; time += wait * 1.9) {
      most = Math.max(most, bump(seconds, time, 0.22, 0.26), 0.6 * bump(seconds, time + 0.46, 0.2, 0.3));
    }
    return sum + 0.34 * most;
  }, 0);
}

function breathAt({ seconds, seed }: Part, { breath }: Bearing, phrases: readonly Phrase[]): number {
  const phase = (seed % 31) / 31;
  const tide = Math.sin(2 * Math.PI * (seconds / breath + phase));
  // In before a phrase, out over it.
  const inhale = Math.max(0, ...phrases.map(({ start }) => bump(seconds, start - 0.05, 0.35, 0.9)));
  return clamp(tide * (1 - 0.6 * inhale) + 0.9 * inhale, -1, 1);
}

function motionAt(part: Part, bearing: Bearing, accents: readonly Accent[], gesture: Gesture): Motion {
  const { seconds, seed, spoken } = part;
  const talk = speaking(spoken, seconds);
  const hand = (side: 'left' | 'right') => {
    const own = accents.filter((accent) => accent.hand === side || accent.strength > 0.75);
    const beat = pulse(own, seconds, 0.24, 0.3);
    const work = workAt(gesture, side, seconds, seed);
    const life = 0.3 + 0.5 * talk;
    return {
      lift: clamp(
        work.lift + life * (0.6 * wander(seedOf(seed, side, 'lift'), seconds, 0.8) - 0.7 * beat + 0.3),
        -1,
        1,
      ),
      out: clamp(work.out + life * (0.7 * wander(seedOf(seed, side, 'out'), seconds, 1.1) + 0.35 * beat), -1, 1),
    };
  };
  const stress = pulse(accents, seconds, 0.3, 0.6);
  return {
    sway: clamp(
      0.7 * settle(seedOf(seed, 'sway'), seconds, 4.7, 1.3) + 0.25 * wander(seedOf(seed, 'rock'), seconds, 2.3),
      -1,
      1,
    ),
    lean: clamp(bearing.lean + 0.22 * wander(seedOf(seed, 'lean'), seconds, 2.9) + 0.4 * stress * bearing.life, -1, 1),
    leftHand: hand('left'),
    rightHand: hand('right'),
  };
}

/** What hands do that are at work: waving, typing, writing. */
function workAt(
  gesture: Gesture,
  side: 'left' | 'right',
  seconds: number,
  seed: number,
): { lift: number; out: number } {
  if (gesture === 'wave') return { lift: 0, out: 0.9 * Math.sin(2 * Math.PI * 1.7 * seconds) };
  if (gesture === 'write')
    return { lift: 0.3 * Math.sin(2 * Math.PI * 2.6 * seconds), out: Math.sin(2 * Math.PI * 0.32 * seconds) };
  if (gesture !== 'type') return { lift: 0, out: 0 };
  const busy = ease(-0.3, 0.2, wander(seedOf(seed, 'busy'), seconds, 1.4));
  const phase = side === 'left' ? 0 : 0.43;
  return {
    lift: busy * Math.sin(2 * Math.PI * (3.1 * seconds + phase)),
    out: 0.4 * busy * Math.sin(2 * Math.PI * (1.2 * seconds + phase)),
  };
}
