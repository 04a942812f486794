import type { Rate } from './timeline.ts';

/** The text does not name a frame rate that a film can have. */
export class RateError extends Error {
  override readonly name = 'RateError';
}

const slowest = 1;
const fastest = 120;

/** Decimals that editors write for the NTSC family; the exact rate is a fraction over 1001. */
const ntsc: ReadonlyMap<string, number> = new Map([
  ['23.976', 24],
  ['23.98', 24],
  ['29.97', 30],
  ['47.952', 48],
  ['47.95', 48],
  ['59.94', 60],
  ['119.88', 120],
]);

/**
 * Reads a frame rate as people write it: whole, decimal or as a fraction, from 1 to 120 frames a second.
 * The decimals of the NTSC family become the exact fraction that they stand for.
 *
 * @throws {RateError} when the text is no rate, or one outside the limits.
 * @example parseRate('29.97') // { num: 30000, den: 1001 }
 */
export function parseRate(text: string): Rate {
  const trimmed = text.trim();
  const known = ntsc.get(trimmed);
  const rate = known === undefined ? readFraction(trimmed) : { num: known * 1000, den: 1001 };
  if (rate === null) throw new RateError(`"${text}" is not a frame rate: write 24, 23.976 or 30000/1001`);
  if (rate.num < slowest * rate.den || rate.num > fastest * rate.den) {
    throw new RateError(`${text} frames a second is outside ${slowest} to ${fastest}`);
  }
  return rate;
}

function readFraction(text: string): Rate | null {
  const fraction = /^(\d{1,7})\s*\/\s*(\d{1,7})$/.exec(text);
  if (fraction !== null) return reduced(Number(fraction[1]), Number(fraction[2]));
  const decimal = /^(\d{1,4})(?:\.(\d{1,6}))?$/.exec(text);
  if (decimal === null) return null;
  const places = decimal[2] ?? '';
  return reduced(Number(`${decimal[1]}${places}`), 10 ** places.length);
}

function reduced(num: number, den: number): Rate | null {
  if (num === 0 || den === 0) return null;
  const divisor = greatestCommonDivisor(num, den);
  return { num: num / divisor, den: den / divisor };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * The exact rate behind a floating-point number, as OpenTimelineIO stores rates.
 *
 * @throws {RateError} when the number is outside 1 to 120.
 * @example rateOfNumber(23.976023976) // { num: 24000, den: 1001 }
 */
export function rateOfNumber(fps: number): Rate {
  const nominal = Math.round(fps);
  const isNtsc = Math.abs(fps - (nominal * 1000) / 1001) < 0.005 && Math.abs(fps - nominal) > 0.005;
  if (isNtsc) return parseRate(`${nominal * 1000}/1001`);
  return parseRate(Number.isFinite(fps) ? String(Number(fps.toFixed(4))) : String(fps));
}

/** Frames a second as a number, for formats that know no fractions. */
export function framesPerSecond(rate: Rate): number {
  return rate.num / rate.den;
}

/** `24` or `30000/1001`: what {@link parseRate} reads back to the same rate. */
export function rateText(rate: Rate): string {
  return rate.den === 1 ? String(rate.num) : `${rate.num}/${rate.den}`;
}

/** Whether two rates are the same speed, however they are written. */
export function sameRate(a: Rate, b: Rate): boolean {
  return a.num * b.den === b.num * a.den;
}
