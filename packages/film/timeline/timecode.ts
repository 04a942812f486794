import type { Rate } from './timeline.ts';

/** The text is no timecode or clock, or names a moment that does not exist. */
export class TimecodeError extends Error {
  override readonly name = 'TimecodeError';
}

/** Seconds of a number of frames: only for the edge, where a format wants seconds. */
export function secondsOf(frames: number, rate: Rate): number {
  return (frames * rate.den) / rate.num;
}

/** The nearest whole number of frames, halves up. */
export function framesOf(seconds: number, rate: Rate): number {
  return Math.floor((seconds * rate.num) / rate.den + 0.5);
}

/** The least whole number of frames that holds so many seconds. */
export function framesToHold(seconds: number, rate: Rate): number {
  // A product such as 0.1 * 30 lands a hair above the whole number it means: that hair is no frame.
  return Math.max(0, Math.ceil((seconds * rate.num) / rate.den - 1e-6));
}

/** Frames that timecode counts in a second: 30 for 29.97. */
function nominal(rate: Rate): number {
  return Math.round(rate.num / rate.den);
}

/**
 * Whether timecode of this rate is written in drop-frame: 29.97, 59.94 and 119.88. It leaves out numbers, never frames, so that the clock
 * keeps time.
 */
export function dropsFrames(rate: Rate): boolean {
  return rate.den === 1001 && nominal(rate) % 30 === 0;
}

const hoursInDay = 24;

/** How drop-frame counts at a rate: two numbers (four at 59.94) are left out each minute but each tenth. */
function dropCounts(rate: Rate) {
  const fps = nominal(rate);
  const dropped = fps / 15;
  const minute = fps * 60 - dropped;
  return { dropped, minute, tenMinutes: minute * 10 + dropped };
}

/**
 * The timecode of a frame, `HH:MM:SS:FF`; `HH:MM:SS;FF` where the rate drops frames.
 *
 * @throws {TimecodeError} for a negative frame, or one past 24 hours.
 * @example timecodeOf(1800, { num: 30000, den: 1001 }) // '00:01:00;02'
 */
export function timecodeOf(frame: number, rate: Rate): string {
  const drops = dropsFrames(rate);
  const fps = nominal(rate);
  const count = drops ? numberOfFrame(frame, rate) : frame;
  if (!Number.isInteger(frame) || frame < 0 || count >= hoursInDay * 3600 * fps) {
    throw new TimecodeError(`frame ${frame} has no timecode: it must be whole and within 24 hours`);
  }
  const seconds = Math.floor(count / fps);
  const fields = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits);
  return `${fields.join(':')}${drops ? ';' : ':'}${twoDigits(count % fps)}`;
}

function numberOfFrame(frame: number, rate: Rate): number {
  const { dropped, minute, tenMinutes } = dropCounts(rate);
  const tens = Math.floor(frame / tenMinutes);
  const rest = frame % tenMinutes;
  // The first minute of ten keeps all its numbers, so it is longer by those that the others drop.
  const minutes = rest < dropped ? 0 : Math.floor((rest - dropped) / minute);
  return frame + dropped * (9 * tens + minutes);
}

/**
 * The frame that a timecode names. A `;` or `.` before the frames means drop-frame, `:` non-drop, whatever the rate usually has.
 *
 * @throws {TimecodeError} when it is malformed, a field is too large, or drop-frame leaves the number out.
 * @example frameOf('01:00:00:00', { num: 24, den: 1 }) // 86400
 */
export function frameOf(timecode: string, rate: Rate): number {
  const match = /^(\d{2}):(\d{2}):(\d{2})([:;.])(\d{2,3})$/.exec(timecode.trim());
  if (match === null) throw new TimecodeError(`"${timecode}" is not a timecode such as 01:00:00:00`);
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1, 4).map(Number);
  const frames = Number(match[5]);
  const fps = nominal(rate);
  if (hours >= hoursInDay || minutes > 59 || seconds > 59 || frames >= fps) {
    throw new TimecodeError(`"${timecode}" has a field that is too large at ${fps} frames a second`);
  }
  const count = (hours * 3600 + minutes * 60 + seconds) * fps + frames;
  if (match[4] === ':') return count;
  return frameOfDropped(timecode, { count, minutes: hours * 60 + minutes, seconds, frames }, rate);
}

interface DropFields {
  readonly count: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly frames: number;
}

function frameOfDropped(timecode: string, fields: DropFields, rate: Rate): number {
  if (!dropsFrames(rate)) throw new TimecodeError(`"${timecode}" is drop-frame, which this rate has not`);
  const { dropped } = dropCounts(rate);
  if (fields.minutes % 10 !== 0 && fields.seconds === 0 && fields.frames < dropped) {
    throw new TimecodeError(`"${timecode}" is a number that drop-frame leaves out`);
  }
  return fields.count - dropped * (fields.minutes - Math.floor(fields.minutes / 10));
}

/** Milliseconds at a frame, halves up, without a float between. */
export function millisecondsOf(frames: number, rate: Rate): number {
  return Math.floor((2000 * frames * rate.den + rate.num) / (2 * rate.num));
}

/** The nearest frame to a number of milliseconds. Undoes {@link millisecondsOf} at every rate up to 500. */
export function frameAtMilliseconds(milliseconds: number, rate: Rate): number {
  return Math.floor((2 * milliseconds * rate.num + 1000 * rate.den) / (2000 * rate.den));
}

/**
 * A clock as subtitles write it.
 *
 * @param separator `,` in SRT, `.` in WebVTT.
 * @example clockOf(61_500, ',') // '00:01:01,500'
 */
export function clockOf(milliseconds: number, separator: ',' | '.'): string {
  const seconds = Math.floor(milliseconds / 1000);
  const fields = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits);
  return `${fields.join(':')}${separator}${String(milliseconds % 1000).padStart(3, '0')}`;
}

/**
 * Milliseconds of a subtitle's clock: `00:01:01,500`, `01:01.500`.
 *
 * @throws {TimecodeError} when it is malformed.
 */
export function millisecondsOfClock(clock: string): number {
  const match = /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[,.](\d{1,3})$/.exec(clock.trim());
  if (match === null) throw new TimecodeError(`"${clock}" is not a time such as 00:01:01,500`);
  const [hours, minutes, seconds] = [match[1] ?? 0, match[2], match[3]].map(Number);
  const whole = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return whole * 1000 + Number((match[4] ?? '').padEnd(3, '0'));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
