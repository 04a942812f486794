import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FfmpegError } from '../media/ffmpeg.ts';
import { UnfitError } from '../queue/job-errors.ts';
import { Refusal } from '../refusal.ts';
import { StoreError } from '../storage/store.ts';
import { verdictOn } from './verdict.ts';

describe('the verdict on an error', () => {
  it('is another try for what may pass', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    for (const error of [
      new StoreError('The disk is full.'),
      new FfmpegError([], 1, 'No space left on device'),
      refused,
    ])
      expect(verdictOn(error)).toEqual({ kind: 'retry', reason: error.message });
  });

  it('is death for what stays wrong', () => {
    const { error } = z.string().safeParse(3);
    for (const one of [error, new RangeError('There is no style "oil".'), new Refusal('invalid', 'bad', 'No script.')])
      expect(verdictOn(one).kind).toBe('dead');
  });

  it('is the same for an error that came from another process', () => {
    const told = Object.assign(new Error('There is no style "oil".'), { name: 'RangeError' });
    expect(verdictOn(told)).toEqual({ kind: 'dead', reason: 'There is no style "oil".' });
  });

  it('is another worker when the engine cannot be had here', () => {
    expect(verdictOn(new UnfitError('no GPU'))).toEqual({ kind: 'unfit', reason: 'no GPU' });
  });

  it('keeps the reason to a length that people read', () => {
    expect(verdictOn(new Error('x'.repeat(9_000))).reason).toHaveLength(500);
    expect(verdictOn('a word').reason).toBe('a word');
  });
});
