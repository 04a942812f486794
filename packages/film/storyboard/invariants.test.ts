import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setNames } from '../breakdown/story-bible.ts';
import { plainText } from '../screenplay/emphasis.ts';
import { parseFountain } from '../screenplay/fountain.ts';
import { scenesOf } from '../screenplay/scenes.ts';
import type { Element } from '../screenplay/screenplay.ts';
import { sampleBible } from './sample-bible.ts';
import { linesIn } from './setup.ts';
import type { Shot, Storyboard } from './shot.ts';
import { soundNames } from './sounds.ts';
import { storyboard } from './storyboard.ts';

const people = [
  { name: 'Anna', gender: 'female' },
  { name: 'Bert', gender: 'male' },
  { name: 'Cleo', gender: 'female' },
] as const;
const seeded = { seed: 20, numRuns: 150 };

const words = fc.constantFrom(
  'the',
  'river',
  'never',
  'you',
  'letter',
  'God',
  'and',
  'tonight',
  'what',
  'we',
  'saw',
  'quietly',
  'knife',
  'Mr. Hill',
  'please',
);
const sentence = fc
  .tuple(fc.array(words, { minLength: 1, maxLength: 24 }), fc.constantFrom('.', '!', '?', '...', '!!!', '—'))
  .map(([all, end]) => `${all.join(' ')}${end}`);
const speech = fc
  .tuple(
    fc.constantFrom('ANNA', 'BERT', 'CLEO', 'ANNA (O.S.)', 'BERT (V.O.)', 'A STRANGER', 'NARRATOR (V.O.)'),
    fc.constantFrom('', '(pause)\n', '(into the phone)\n', '(angry)\n', '(to Bert)\n'),
    fc.array(sentence, { minLength: 1, maxLength: 6 }),
  )
  .map(([cue, manner, said]) => `${cue}\n${manner}${said.join(' ')}`);
const deed = fc.constantFrom(
  'Anna enters.',
  'Bert walks out. He is gone.',
  'She slides an envelope across the table.',
  'Cleo sits down and takes a sip.',
  'Anna hugs Bert.',
  'Rain falls on the roof.',
  '!DING DONG.',
  'We slowly move in on Bert.',
  'They look at each other.',
  'Bert lights a cigarette. He thinks.',
  '!CLEO POV: THE TABLE IS EMPTY.',
  'Anna walks along the corridor, on the phone.',
  '(pause)',
);
const other = fc.constantFrom(
  'CUT TO:',
  'DISSOLVE TO:',
  'FADE OUT.',
  'CUT TO BLACK.',
  '> THE END <',
  '>LATER<',
  '[[a note]]',
  '= a synopsis',
  '# PART TWO',
  '===',
  '/* gone */',
  '~ a song of the sea',
  '00:15',
);
const heading = fc.constantFrom('INT. KITCHEN - NIGHT', 'INT. HALL - DAY', 'EXT. PARK - MOMENTS LATER');
const scene = fc
  .tuple(
    heading,
    fc.array(
      fc.oneof({ weight: 5, arbitrary: speech }, { weight: 4, arbitrary: deed }, { weight: 1, arbitrary: other }),
      { maxLength: 14 },
    ),
  )
  .map(([where, parts]) => [where, ...parts].join('\n\n'));
const script = fc.array(scene, { maxLength: 4 }).map((scenes) => `Title: A Test\n\n${scenes.join('\n\n')}\n`);

function board(text: string): { elements: readonly Element[]; board: Storyboard } {
  const screenplay = parseFountain(text);
  const scenes = scenesOf(screenplay);
  return {
    elements: screenplay.elements,
    board: storyboard(screenplay, scenes, sampleBible(scenes, people), { seed: 3 }),
  };
}

function holds(check: (made: ReturnType<typeof board>) => void): void {
  fc.assert(
    fc.property(script, (text) => check(board(text))),
    seeded,
  );
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('for every screenplay', () => {
  test('every word of dialogue is said exactly once and in order', () => {
    holds(({ elements, board: { shots } }) => {
      const written = elements.flatMap((element) => (element.kind === 'dialogue' ? [plainText(element.text)] : []));
      const said = shots.flatMap(({ beats }) => linesIn(beats)).filter(({ treatment }) => treatment !== 'sung');
      expect(squeezed(said.map(({ text }) => text).join(' '))).toBe(squeezed(written.join(' ')));
    });
  });

  test('every element is seen, heard, a transition, or listed as not filmed', () => {
    holds(({ elements, board: { shots, unfilmed } }) => {
      const shown = shots.map((shot) =>
        [
          shot.card?.heading,
          ...(shot.card?.lines ?? []),
          ...shot.beats.map((beat) => (beat.kind === 'action' ? beat.text : '')),
        ].join(' '),
      );
      const sung = shots.flatMap(({ beats }) => linesIn(beats)).map(({ text }) => text);
      const all = squeezed([...shown, ...sung].join(' '));
      for (const element of elements) {
        if (element.kind === 'action' && !unfilmed.some(({ source }) => source.first === element.lines.first)) {
          for (const part of squeezed(plainText(element.text)).split(/(?<=[.!?])\s/)) expect(all).toContain(part);
        }
        if (element.kind === 'lyrics') expect(all).toContain(squeezed(plainText(element.text)));
        if (['note', 'synopsis', 'section', 'page-break', 'boneyard'].includes(element.kind)) {
          expect(unfilmed.some(({ source }) => source.first === element.lines.first)).toBe(true);
        }
      }
    });
  });

  test('there is a film, every shot has a set, a length and an id of its own, and only known sounds', () => {
    holds(({ board: { shots } }) => {
      expect(shots.length).toBeGreaterThanOrEqual(2);
      expect(new Set(shots.map(({ id }) => id)).size).toBe(shots.length);
      for (const shot of shots) {
        expect(setNames.some((name) => name === shot.set) || shot.place === 'nowhere').toBe(true);
        expect(shot.atLeast).toBeGreaterThanOrEqual(1.5);
        expect(shot.rule).not.toBe('');
        expect(shot.staging.length).toBeLessThanOrEqual(5);
        for (const beat of shot.beats) {
          if (beat.kind === 'action')
            expect(beat.sound === null || soundNames.some((name) => name === beat.sound)).toBe(true);
        }
      }
    });
  });

  test('line ids are distinct', () => {
    holds(({ board: { shots } }) => {
      const ids = shots.flatMap(({ beats }) => linesIn(beats)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test('nobody changes place between two shots of a scene without having walked', () => {
    holds(({ board: { shots } }) => {
      const at = new Map<string, number>();
      for (const { scene: id, staging } of shots) {
        for (const { who, slot, walkTo } of staging) {
          const key = `${id} ${who}`;
          const before = at.get(key);
          if (before !== undefined && walkTo === null) expect(slot).toBeCloseTo(before);
          if (walkTo === null) at.set(key, slot);
          else at.delete(key);
        }
      }
    });
  });

  test('who speaks on the spot is in the frame, unless we look at who listens', () => {
    holds(({ board: { shots } }) => {
      for (const shot of shots) {
        for (const { who, treatment } of linesIn(shot.beats)) {
          if (treatment !== 'plain') continue;
          expect(shot.kind === 'reaction' || shot.staging.some((figure) => figure.who === who)).toBe(true);
        }
      }
    });
  });

  test('no two shots in a row show the same frame', () => {
    holds(({ board: { shots } }) => {
      for (const [index, shot] of shots.entries()) {
        const next = shots[index + 1];
        if (next === undefined || shot.staging.length !== 1 || next.staging.length !== 1) continue;
        expect(frame(shot)).not.toBe(frame(next));
      }
    });
  });
});

function frame({ scene: id, staging, size, camera }: Shot): string {
  return [id, staging[0]?.who, size, camera.angle].join();
}

test('the 180° line: in a talk of two, each looks to the same side from the first shot to the last', () => {
  const exchange = fc.array(fc.tuple(fc.constantFrom('ANNA', 'BERT'), sentence), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(exchange, (turns) => {
      const text = `INT. KITCHEN - DAY\n\nAnna and Bert wait.\n\n${turns.map(([cue, said]) => `${cue}\n${said}`).join('\n\n')}\n`;
      for (const { staging } of board(text).board.shots) {
        for (const { who, facing, foreground } of staging) {
          if (!foreground) expect(facing.endsWith(who === 'anna' ? 'right' : 'left')).toBe(true);
        }
      }
    }),
    seeded,
  );
});

describe('an edit stays where it is', () => {
  const turns = Array.from(
    { length: 60 },
    (_, index) =>
      `${index % 2 === 0 ? 'ANNA' : 'BERT'}\n${index % 7 === 0 ? 'No.' : `This is what I say as number ${index} of many.`}`,
  );
  const play = (edited: readonly string[]) =>
    `INT. KITCHEN - DAY\n\nAnna and Bert wait.\n\n${edited.join('\n\n')}\n\nINT. HALL - DAY\n\nAnna waits for Bert.\n\nANNA\nHere I am at last.\n`;
  const contents = (text: string) =>
    new Map(
      board(text).board.shots.map((shot) => [
        shot.id,
        JSON.stringify(shot, (key, value) => (key === 'source' ? undefined : value)),
      ]),
    );

  test.each([
    0, 1, 13, 14, 29, 41, 58, 59,
  ])('another wording of line %i changes no more than three shots of a scene of sixty lines', (at) => {
    const before = contents(play(turns));
    const after = contents(
      play(turns.with(at, `${turns[at]?.split('\n')[0]}\nSomething else altogether is said here now.`)),
    );
    const changed = [...after].filter(([id, shot]) => before.get(id) !== shot);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(3);
  });

  test('a line put in changes no shot of another scene', () => {
    const before = contents(play(turns));
    const after = contents(play([...turns.slice(0, 20), 'ANNA\nOne more thing, my friend.', ...turns.slice(20)]));
    const changed = [...after].filter(([id, shot]) => before.get(id) !== shot);
    expect(changed.every(([id]) => id.startsWith('kitchen'))).toBe(true);
    expect(changed.length).toBeLessThanOrEqual(4);
  });
});
