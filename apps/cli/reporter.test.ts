import { stripVTControlCharacters } from 'node:util';
import type { FilmEvent } from '@ai-film-studio/studio';
import { describe, expect, it } from 'vitest';
import { barReporter, jsonReporter, type Outputs, plainReporter } from './reporter.ts';

const stage = (done: number, total: number, name: 'pictures' | 'sound' = 'pictures'): FilmEvent => ({
  event: 'stage',
  stage: name,
  done,
  total,
  reused: 0,
});

/** A reporter with a clock of its own, and all that it wrote. */
function listening<T>(make: (outputs: Outputs, now: () => number) => T) {
  const start = Date.UTC(2026, 0, 1);
  let now = start;
  let text = '';
  const write = (piece: string) => {
    text += piece;
  };
  const reporter = make({ write, print: write }, () => now);
  return {
    reporter,
    after(seconds: number) {
      now = start + seconds * 1000;
    },
    take() {
      const taken = text;
      text = '';
      return taken;
    },
  };
}

describe('bars', () => {
  it('show the share that is done and the time left at the speed so far', () => {
    const { reporter, after, take } = listening(barReporter);
    reporter.event(stage(0, 100));
    expect(take()).toBe(`drawing   ${'░'.repeat(28)}   0 %  …\n`);
    after(10);
    reporter.event(stage(25, 100));
    expect(stripVTControlCharacters(take())).toBe(`drawing   ${'█'.repeat(7)}${'░'.repeat(21)}  25 %  30 s\n`);
  });

  it('tell long times in minutes', () => {
    const { reporter, after, take } = listening(barReporter);
    reporter.event(stage(0, 100));
    after(30);
    reporter.event(stage(10, 100));
    expect(take()).toContain('4 min 30 s');
  });

  it('stay in their place, one a stage, in the order the stages end', () => {
    const { reporter, after, take } = listening(barReporter);
    reporter.event(stage(0, 10));
    after(1);
    reporter.event(stage(5, 10, 'sound'));
    const text = take();
    expect(text).toContain('\u001b[1A\u001b[0J');
    expect(
      stripVTControlCharacters(text)
        .trimEnd()
        .split('\n')
        .slice(-2)
        .map((line) => line.split(' ')[0]),
    ).toEqual(['scoring', 'drawing']);
  });

  it('of a stage that is done show how long it took, for good', () => {
    const { reporter, after, take } = listening(barReporter);
    reporter.event(stage(0, 10, 'sound'));
    after(4);
    reporter.event(stage(10, 10, 'sound'));
    after(60);
    reporter.event(stage(1, 10));
    expect(
      take()
        .split('\n')
        .filter((line) => line.includes('100 %'))
        .at(-1),
    ).toMatch(/100 % {2}4 s$/);
  });

  it('are not redrawn for every frame', () => {
    const { reporter, take } = listening(barReporter);
    reporter.event(stage(0, 1000));
    take();
    for (let frame = 1; frame < 500; frame++) reporter.event(stage(frame, 1000));
    expect(take().split('\n').length).toBeLessThan(5);
  });

  it('leave room for what is to be said above them', () => {
    const { reporter, take } = listening(barReporter);
    reporter.event(stage(5, 10));
    take();
    reporter.event({ event: 'downgrade', where: 'moon', what: 'no such set' });
    expect(stripVTControlCharacters(take())).toMatch(/^downgraded: moon: no such set\ndrawing /);
  });
});

describe('plain lines', () => {
  it('come at a fifth of a stage and at its end, not at every frame', () => {
    const { reporter, after, take } = listening(plainReporter);
    for (let frame = 0; frame <= 100; frame++) {
      after(frame / 10);
      reporter.event(stage(frame, 100));
    }
    expect(take().trimEnd().split('\n')).toEqual([
      'drawing 20 %, 8 s left',
      'drawing 40 %, 6 s left',
      'drawing 60 %, 4 s left',
      'drawing 80 %, 2 s left',
      'drawing 100 %, done in 10 s',
    ]);
  });

  it('name damage in the store and how a stage without work ends', () => {
    const { reporter, take } = listening(plainReporter);
    reporter.event({ event: 'corrupted', hash: 'abcdef0123456789' });
    reporter.event(stage(0, 0));
    expect(take()).toBe(
      'The store held something damaged (abcdef012345…); it is made again.\ndrawing 100 %, done in 0 s\n',
    );
  });
});

describe('events for programs', () => {
  it('are one JSON object a line, the result last', () => {
    const { reporter, take } = listening(({ write }) => jsonReporter(write));
    reporter.event(stage(1, 2));
    reporter.note('two\nlines');
    reporter.result({ frames: 24 }, ['a person reads this']);
    expect(
      take()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { event: 'stage', stage: 'pictures', done: 1, total: 2, reused: 0 },
      { event: 'note', text: 'two\nlines' },
      { event: 'result', frames: 24 },
    ]);
  });
});
