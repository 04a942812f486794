import { align, type Pair } from './align.ts';
import { plainText } from './emphasis.ts';
import { filmedContent } from './filmed-content.ts';
import type { Scene, SourceRange, Speech } from './screenplay.ts';
import { speechesOf } from './speeches.ts';

export type Change = 'added' | 'removed' | 'changed' | 'moved';

export interface SpeechChange {
  readonly change: Change;
  readonly name: string;
  /** What is said in the draft after, or before where it was removed; emphasis removed. */
  readonly text: string;
  readonly before: SourceRange | null;
  readonly after: SourceRange | null;
}

/** Speeches that differ between two drafts whose scenes are paired; removed ones stand last. */
export function speechChanges(
  before: readonly Scene[],
  after: readonly Scene[],
  pairs: readonly Pair[],
): SpeechChange[] {
  const old = before.map((scene) => speechesOf(scene.elements));
  const now = after.map((scene) => speechesOf(scene.elements));
  const paired = pairs.map(([b, a]) => ({ old: old[b] ?? [], now: now[a] ?? [] }));
  const gaps = paired.flatMap(gapsBetweenEqual);
  const left = new Set(gaps.flatMap((gap) => [...gap.old, ...gap.now]));
  const inPair = new Set(paired.flatMap((scene) => [...scene.old, ...scene.now]));
  const isLeft = (speech: Speech) => left.has(speech) || !inPair.has(speech);
  const oldLeft = old.flat().filter(isLeft);
  const nowLeft = now.flat().filter(isLeft);
  const moved = movedSpeeches(oldLeft, nowLeft);
  return listed(oldLeft, nowLeft, moved, rewrittenSpeeches(gaps, moved));
}

/** Speeches between those that are equal in both drafts of a scene. */
interface Gap {
  readonly old: readonly Speech[];
  readonly now: readonly Speech[];
}

function gapsBetweenEqual({ old, now }: Gap): Gap[] {
  const gaps: Gap[] = [];
  let [b, a] = [0, 0];
  for (const [nextB, nextA] of [...align(old.map(keyOf), now.map(keyOf)), [old.length, now.length] as const]) {
    gaps.push({ old: old.slice(b, nextB), now: now.slice(a, nextA) });
    [b, a] = [nextB + 1, nextA + 1];
  }
  return gaps;
}

/** A speech that was taken out in one place and put in, word for word, in another: from new to old. */
function movedSpeeches(old: readonly Speech[], now: readonly Speech[]): Map<Speech, Speech> {
  const gone = Map.groupBy(old, keyOf);
  const moved = new Map<Speech, Speech>();
  for (const speech of now) {
    const from = gone.get(keyOf(speech))?.shift();
    if (from) moved.set(speech, from);
  }
  return moved;
}

/** In the same gap, speeches of the same speaker are one that was rewritten: from new to old. */
function rewrittenSpeeches(gaps: readonly Gap[], moved: ReadonlyMap<Speech, Speech>): Map<Speech, Speech> {
  const rewritten = new Map<Speech, Speech>();
  const gone = new Set(moved.values());
  for (const gap of gaps) {
    const old = gap.old.filter((speech) => !gone.has(speech));
    const now = gap.now.filter((speech) => !moved.has(speech));
    for (const [b, a] of align(old.map(nameOf), now.map(nameOf))) {
      const [from, to] = [old[b], now[a]];
      if (from && to) rewritten.set(to, from);
    }
  }
  return rewritten;
}

function listed(
  old: readonly Speech[],
  now: readonly Speech[],
  moved: ReadonlyMap<Speech, Speech>,
  rewritten: ReadonlyMap<Speech, Speech>,
): SpeechChange[] {
  const inOrder = now.map((speech) => {
    const from = moved.get(speech) ?? rewritten.get(speech);
    const change = moved.has(speech) ? 'moved' : from ? 'changed' : 'added';
    return speechChange(change, speech, from ? linesOf(from) : null, linesOf(speech));
  });
  const matched = new Set([...moved.values(), ...rewritten.values()]);
  const removed = old.filter((speech) => !matched.has(speech));
  return [...inOrder, ...removed.map((speech) => speechChange('removed', speech, linesOf(speech), null))];
}

function speechChange(
  change: Change,
  speech: Speech,
  before: SourceRange | null,
  after: SourceRange | null,
): SpeechChange {
  return { change, name: speech.cue.name, text: wordsOf(speech), before, after };
}

function linesOf(speech: Speech): SourceRange {
  return { first: speech.cue.lines.first, last: (speech.parts.at(-1) ?? speech.cue).lines.last };
}

function keyOf(speech: Speech): string {
  const cue = [speech.cue.name, ...speech.cue.extensions, speech.cue.dual ? '^' : ''].join('|');
  return `${cue}\n${speech.parts.map(filmedContent).join('\n')}`;
}

function nameOf(speech: Speech): string {
  return speech.cue.name;
}

function wordsOf(speech: Speech): string {
  return speech.parts
    .filter((part) => part.kind !== 'parenthetical')
    .map((part) => plainText(part.text))
    .join('\n');
}
