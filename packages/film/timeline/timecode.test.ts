import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRate } from './rate.ts';
import {
  clockOf,
  dropsFrames,
  frameAtMilliseconds,
  frameOf,
  framesOf,
  framesToHold,
  millisecondsOf,
  millisecondsOfClock,
  secondsOf,
  TimecodeError,
  timecodeOf,
} from './timecode.ts';

const anyRate = fc
  .constantFrom('23.976', '24', '25', '29.97', '30', '48', '50', '59.94', '60', '119.88', '120', '12.5')
  .map(parseRate);
const oneDay = 24 * 3600;

describe('timecode', () => {
  const ntsc30 = parseRate('29.97');
  const ntsc60 = parseRate('59.94');

  test.each([
    [0, '00:00:00;00'],
    [1799, '00:00:59;29'],
    [1800, '00:01:00;02'],
    [17981, '00:09:59;29'],
    [17982, '00:10:00;00'],
    [107892, '01:00:00;00'],
  ])('frame %i at 29.97 is %s', (frame, text) => {
    expect(timecodeOf(frame, ntsc30)).toBe(text);
    expect(frameOf(text, ntsc30)).toBe(frame);
  });

  test('at 59.94 four numbers are left out a minute', () => {
    expect(timecodeOf(3600, ntsc60)).toBe('00:01:00;04');
    expect(() => frameOf('00:01:00;03', ntsc60)).toThrow(/leaves out/);
  });

  test('23.976 counts like 24 and never drops', () => {
    expect(dropsFrames(parseRate('23.976'))).toBe(false);
    expect(timecodeOf(86400, parseRate('23.976'))).toBe('01:00:00:00');
  });

  test('every frame of a day comes back from its timecode', () => {
    const moment = anyRate.chain((rate) =>
      fc.tuple(fc.constant(rate), fc.integer({ min: 0, max: Math.floor((oneDay * rate.num) / rate.den) - 100 })),
    );
    fc.assert(
      fc.property(moment, ([rate, frame]) => {
        expect(frameOf(timecodeOf(frame, rate), rate)).toBe(frame);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test('later frames have later timecodes through every minute of drop-frame', () => {
    let before = '';
    for (let frame = 0; frame < 40_000; frame++) {
      const text = timecodeOf(frame, ntsc30);
      expect(text > before).toBe(true);
      before = text;
    }
  });

  test('drop-frame keeps within a fifth of a second of the clock for a whole day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_589_000 }), (frame) => {
        const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecodeOf(frame, ntsc30).split(/[:;]/).map(Number);
        const shown = hours * 3600 + minutes * 60 + seconds + frames / 30;
        expect(Math.abs(shown - secondsOf(frame, ntsc30))).toBeLessThan(0.2);
      }),
      { seed: 3 },
    );
  });

  test.each([
    '',
    '1:00:00:00',
    '00:60:00:00',
    '00:00:60:00',
    '00:00:00:24',
    '24:00:00:00',
    '00:00:00',
  ])('"%s" is refused at 24', (text) => {
    expect(() => frameOf(text, parseRate('24'))).toThrow(TimecodeError);
  });

  test('drop-frame is refused where the rate has none', () => {
    expect(() => frameOf('00:00:01;00', parseRate('25'))).toThrow(/drop-frame/);
  });

  test.each([-1, 0.5, oneDay * 24])('frame %d has no timecode at 24', (frame) => {
    expect(() => timecodeOf(frame, parseRate('24'))).toThrow(TimecodeError);
  });
});

describe('frames and seconds', () => {
  test('a half frame rounds up', () => {
    expect(framesOf(0.5, { num: 25, den: 1 })).toBe(13);
    expect(framesOf(0.49 / 25, { num: 25, den: 1 })).toBe(0);
  });

  test('frames survive seconds at every rate', () => {
    fc.assert(
      fc.property(anyRate, fc.nat(5_000_000), (rate, frames) => {
        expect(framesOf(secondsOf(frames, rate), rate)).toBe(frames);
        expect(framesToHold(secondsOf(frames, rate), rate)).toBe(frames);
      }),
      { seed: 4 },
    );
  });

  test('frames that hold a sound are never shorter than it by more than a millionth of a frame', () => {
    fc.assert(
      fc.property(anyRate, fc.double({ min: 0, max: 600, noNaN: true }), (rate, seconds) => {
        const held = framesToHold(seconds, rate);
        expect(secondsOf(held, rate)).toBeGreaterThan(seconds - 1e-5);
        expect(secondsOf(held - 1, rate)).toBeLessThan(seconds);
      }),
      { seed: 5 },
    );
  });
});

describe('clocks', () => {
  test('SRT writes a comma and WebVTT a point', () => {
    expect(clockOf(3_661_007, ',')).toBe('01:01:01,007');
    expect(clockOf(3_661_007, '.')).toBe('01:01:01.007');
  });

  test('hours may be left out, and tenths mean tenths', () => {
    expect(millisecondsOfClock('01:01.5')).toBe(61_500);
  });

  test('a frame survives the clock at every rate', () => {
    fc.assert(
      fc.property(anyRate, fc.nat(2_000_000), (rate, frame) => {
        const clock = clockOf(millisecondsOf(frame, rate), ',');
        expect(frameAtMilliseconds(millisecondsOfClock(clock), rate)).toBe(frame);
      }),
      { seed: 6 },
    );
  });

  test.each(['', '1', '00:61:00,000', '00:00:00', 'a:b:c,d'])('"%s" is refused', (clock) => {
    expect(() => millisecondsOfClock(clock)).toThrow(TimecodeError);
  });
});
