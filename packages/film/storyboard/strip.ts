import { digestOf, occurrences } from './hash.ts';
import { tailOf } from './scene-rules.ts';
import { linesIn, type SceneContext, type Setup, setup } from './setup.ts';
import type { Shot, TransitionIn } from './shot.ts';
import { stagingOf } from './staging.ts';
import type { Change } from './transitions.ts';
import { fadeFromBlack, fadeToBlack, plainCut } from './transitions.ts';

/** What goes on the strip, in order. */
export type Entry =
  | { readonly kind: 'setup'; readonly setup: Setup; readonly context: SceneContext; readonly lastWords: boolean }
  | { readonly kind: 'change'; readonly change: Change; readonly context: SceneContext };

/** Joins setups to shots, each with how it begins and ends. Text is neither mixed into nor out of. */
export function splice(entries: readonly Entry[]): readonly Shot[] {
  const shots: Shot[] = [];
  const distinct = occurrences();
  let next: TransitionIn | null = null;
  for (const entry of entries) {
    if (entry.kind === 'setup') {
      const shot = shotOf(entry, distinct);
      shots.push({ ...shot, transitionIn: begin(shot, shots.at(-1) ?? null, next) });
      next = null;
      continue;
    }
    const { change, context } = entry;
    const before = shots.at(-1);
    if (change.out !== null && before !== undefined && before.scene === context.id)
      shots[shots.length - 1] = fadedOut(before, change.out);
    if (change.black > 0)
      shots.push(
        shotOf({ kind: 'setup', setup: blackness(change.black, before), context, lastWords: false }, distinct),
      );
    next = change.in ?? (change.out === null ? next : fadeFromBlack);
  }
  return shots;
}

function begin(shot: Shot, before: Shot | null, asked: TransitionIn | null): TransitionIn {
  if (before === null) return fadeFromBlack;
  const text = shot.card !== null || before.card !== null || before.kind === 'black';
  if (asked?.kind === 'dissolve' && text) return fadeFromBlack;
  return asked ?? (before.transitionOut.kind === 'fade-to-black' ? fadeFromBlack : plainCut);
}

/** A fade never begins before the last word is out. */
function fadedOut(shot: Shot, out: Shot['transitionOut']): Shot {
  return {
    ...shot,
    transitionOut: out,
    tail: Math.max(shot.tail, out.seconds),
    atLeast: Math.max(shot.atLeast, out.seconds + 1),
  };
}

function blackness(seconds: number, before: Shot | undefined): Setup {
  const source = before?.source ?? { first: 1, last: 1 };
  return setup({
    kind: 'black',
    size: 'wide',
    atLeast: seconds,
    rule: 'the script cuts to black',
    key: digestOf('black', before?.id ?? ''),
    source,
  });
}

function shotOf(
  { setup: made, context, lastWords }: Extract<Entry, { kind: 'setup' }>,
  distinct: (id: string) => string,
): Shot {
  const { notes } = context;
  const place = made.place ?? context.place;
  const words = linesIn(made.beats).length > 0;
  return {
    id: distinct(
      `${context.id}-${made.key.startsWith(context.id) ? digestOf(made.key) : digestOf(made.kind, made.key)}`,
    ),
    scene: context.id,
    kind: made.kind,
    size: made.size,
    place: place.id,
    set: place.set,
    interior: place.interior,
    timeOfDay: place.interior || notes.timeOfDay !== 'lamp' ? notes.timeOfDay : 'night',
    weather: notes.weather,
    mood: notes.mood,
    staging: stagingOf(made, context),
    subject: made.subject,
    camera: made.camera,
    prop: made.prop,
    card: made.card,
    beats: made.beats,
    transitionIn: plainCut,
    transitionOut: made.kind === 'title-card' || made.kind === 'credits' ? fadeToBlack : plainCut,
    atLeast: made.atLeast,
    tail: words ? tailOf(notes.mood, lastWords) : 0,
    rule: made.rule,
    source: made.source,
  };
}
