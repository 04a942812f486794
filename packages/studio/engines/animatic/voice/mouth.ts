import { closedMouth, type Mouth } from '../figures/figure.ts';
import type { Phone } from './speech.ts';
import { visemes } from './visemes.ts';

/** Seconds over which the mouth moves from one shape to the next: neighbours blend within half of it. */
const blend = 0.13;
/** The mouth is in place before its sound is heard. */
const lead = 0.02;
/** Seconds in which the lips close for M, B, P and part again. */
const lipTravel = 0.07;
const secondShapeFrom = 0.6;

/**
 * The mouth at a moment of a line: the shapes of the sounds around it, blended; lips truly together for M, B and P; shut in
 * pauses and outside the line. Continuous: no muscle moves more than half its way in 1/48 s.
 *
 * @param phones A line's, in order of time.
 * @param seconds From the start of the sound.
 * @example
 * const mouth = mouthAt(speech.phones, frame / 24 - lineStart);
 */
export function mouthAt(phones: readonly Phone[], seconds: number): Mouth {
  const time = seconds + lead;
  let { open, wide, round, teeth } = closedMouth;
  let press = 0;
  for (let index = firstNear(phones, time); index < phones.length; index++) {
    const phone = phones[index];
    if (phone === undefined || phone.start > time + blend) break;
    const [first, second = first] = visemes.get(phone.phone) ?? [closedMouth];
    const middle = phone.start + secondShapeFrom * (phone.end - phone.start);
    const early = share(phone.start, middle, time);
    const late = share(middle, phone.end, time);
    open += early * first.open + late * second.open;
    wide += early * first.wide + late * second.wide;
    round += early * first.round + late * second.round;
    teeth += early * first.teeth + late * second.teeth;
    press = Math.max(press, first.press * closure(phone, time));
  }
  // Pressed lips hide all else.
  const free = 1 - press;
  return {
    open: open * free,
    wide: wide * (1 - 0.5 * press),
    round: round * (1 - 0.5 * press),
    teeth: teeth * free,
    press,
  };
}

/** The first phoneme that reaches into the blend around `time`, by bisection. */
function firstNear(phones: readonly Phone[], time: number): number {
  let low = 0;
  let high = phones.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((phones[middle]?.end ?? 0) < time - blend) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How much of a Hann window of `blend` seconds around `time` lies between two moments, 0–1. */
function share(start: number, end: number, time: number): number {
  return underHann((end - time) / blend) - underHann((start - time) / blend);
}

function underHann(x: number): number {
  if (x <= -0.5) return 0;
  if (x >= 0.5) return 1;
  return 0.5 + x + Math.sin(2 * Math.PI * x) / (2 * Math.PI);
}

/** 1 while the sound lasts, falling to 0 within `lipTravel` on either side. */
function closure({ start, end }: Phone, time: number): number {
  const away = Math.max(start - time, time - end, 0);
  return away >= lipTravel ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * away) / lipTravel);
}
