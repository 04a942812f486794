import fc from 'fast-check';
import type { Beat, Line, Shot } from '../storyboard/shot.ts';

/** Shots for tests: sound and whole, each overridable in what a test is about. */

const nowhere = { first: 1, last: 1 };

export function line(id: string, who: string, text: string, over: Partial<Line> = {}): Line {
  return {
    id,
    who,
    text,
    parenthetical: null,
    emotion: 'neutral',
    treatment: 'plain',
    source: nowhere,
    ...over,
  };
}

export function says(id: string, who: string, text: string, over: Partial<Line> = {}): Beat {
  return { kind: 'line', line: line(id, who, text, over) };
}

export function does(text: string, seconds: number): Beat {
  return { kind: 'action', text, seconds, sound: null, source: nowhere };
}

export function shot(id: string, over: Partial<Shot> = {}): Shot {
  return {
    id,
    scene: 'kitchen-1',
    kind: 'single',
    size: 'medium-close',
    place: 'kitchen',
    set: 'kitchen',
    interior: true,
    timeOfDay: 'morning',
    weather: 'clear',
    mood: 'neutral',
    staging: [],
    subject: null,
    camera: { move: 'static', amount: 0, angle: 'front', reason: 'nothing moves' },
    prop: null,
    card: null,
    beats: [],
    transitionIn: { kind: 'cut', seconds: 0 },
    transitionOut: { kind: 'cut', seconds: 0 },
    atLeast: 1.5,
    tail: 0.4,
    rule: 'a test',
    source: nowhere,
    ...over,
  };
}

const words = fc
  .array(fc.constantFrom('coffee', 'no', 'where', 'were', 'you,', 'yesterday?', 'Don’t.', 'understand', 'ever'), {
    minLength: 1,
    maxLength: 60,
  })
  .map((list) => list.join(' '));

const anyLine = fc.record({
  who: fc.constantFrom('helen', 'marcus'),
  text: words,
  parenthetical: fc.constantFrom(null, 'beat', 'softly', 'a long pause'),
  emotion: fc.constantFrom<Line['emotion']>('neutral', 'angry', 'sad'),
});

const seconds = fc.double({ min: 0, max: 4, noNaN: true });

const anyBeat = fc.oneof(
  anyLine.map((said) => ({ kind: 'line' as const, said: [said] })),
  fc.array(anyLine, { minLength: 2, maxLength: 2 }).map((said) => ({ kind: 'dual' as const, said })),
  seconds.map((value) => ({ kind: 'action' as const, seconds: value })),
  seconds.map((value) => ({ kind: 'pause' as const, seconds: value })),
);

const anyShot = fc.record({
  scene: fc.constantFrom('kitchen-1', 'street-1'),
  beats: fc.array(anyBeat, { maxLength: 5 }),
  in: fc.constantFrom<Shot['transitionIn']['kind']>('cut', 'cut', 'smash', 'dissolve', 'fade-from-black'),
  out: fc.constantFrom<Shot['transitionOut']['kind']>('cut', 'cut', 'fade-to-black', 'fade-to-white'),
  inSeconds: seconds,
  outSeconds: seconds,
  atLeast: seconds,
  tail: seconds,
});

/** Storyboards of up to eight shots, with unique ids. */
export const anyShots: fc.Arbitrary<Shot[]> = fc.array(anyShot, { minLength: 1, maxLength: 8 }).map((made) =>
  made.map((value, index) =>
    shot(`shot-${index}`, {
      scene: value.scene,
      beats: value.beats.map((beat, place): Beat => {
        if (beat.kind === 'action') return does('He waits.', beat.seconds);
        if (beat.kind === 'pause') return beat;
        const lines = beat.said.map((said, at) => line(`line-${index}-${place}-${at}`, said.who, said.text, said));
        const [first] = lines;
        return beat.kind === 'dual' || first === undefined ? { kind: 'dual', lines } : { kind: 'line', line: first };
      }),
      transitionIn: { kind: value.in, seconds: value.inSeconds },
      transitionOut: { kind: value.out, seconds: value.outSeconds },
      atLeast: value.atLeast,
      tail: value.tail,
    }),
  ),
);
