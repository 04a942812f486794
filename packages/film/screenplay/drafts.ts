import { align, type Pair, rising } from './align.ts';
import { plainText } from './emphasis.ts';
import { scenesOf } from './scenes.ts';
import type { Element, Scene, Screenplay, SourceRange, Speech } from './screenplay.ts';
import { speechesOf } from './speeches.ts';

export type Change = 'added' | 'removed' | 'changed' | 'moved';

/** A scene that is not the same in both drafts. One that moved and changed is listed twice. */
export interface SceneChange {
  readonly change: Change;
  /** Its id in the draft after, or before where it was removed. */
  readonly id: string;
  /** The heading as written; empty for an inferred scene. */
  readonly heading: string;
  /** Lines of each draft; `null` where the scene is missing. */
  readonly before: SourceRange | null;
  readonly after: SourceRange | null;
}

export interface SpeechChange {
  readonly change: Change;
  readonly name: string;
  /** What is said in the draft after, or before where it was removed; emphasis removed. */
  readonly text: string;
  readonly before: SourceRange | null;
  readonly after: SourceRange | null;
}

export interface DraftComparison {
  readonly scenes: readonly SceneChange[];
  readonly speeches: readonly SpeechChange[];
}

/**
 * What changed between two drafts, in the order of the draft after; what was removed stands last. Only what is filmed
 * counts: new blank lines, notes or emphasis are no change.
 *
 * @example compareDrafts(draft2, draft3).scenes // [{ change: 'added', id: '1-QH743', heading: 'EXT. VÅRBERG - DAY', … }]
 */
export function compareDrafts(before: Screenplay, after: Screenplay): DraftComparison {
  const scenesBefore = scenesOf(before);
  const scenesAfter = scenesOf(after);
  const pairs = pairScenes(scenesBefore, scenesAfter);
  return {
    scenes: sceneChanges(scenesBefore, scenesAfter, pairs),
    speeches: speechChanges(scenesBefore, scenesAfter, pairs),
  };
}

/** Scenes are the same by their number, else by their content, else by their heading and order. */
function pairScenes(before: readonly Scene[], after: readonly Scene[]): Pair[] {
  const pairs: Pair[] = [];
  const keys: ((scene: Scene) => string | null)[] = [
    (scene) => scene.heading?.number ?? null,
    (scene) => contentOf(scene),
    (scene) => scene.heading?.text.toUpperCase() ?? '',
  ];
  const pairedBefore = new Set<number>();
  const pairedAfter = new Set<number>();
  for (const key of keys) {
    const waiting = new Map<string, number[]>();
    before.forEach((scene, index) => {
      const value = key(scene);
      if (value !== null && !pairedBefore.has(index)) waiting.set(value, [...(waiting.get(value) ?? []), index]);
    });
    after.forEach((scene, index) => {
      const match = pairedAfter.has(index) ? undefined : waiting.get(key(scene) ?? '\0')?.shift();
      if (match === undefined) return;
      pairs.push([match, index]);
      pairedBefore.add(match);
      pairedAfter.add(index);
    });
  }
  return pairs.toSorted((one, other) => one[0] - other[0]);
}

function sceneChanges(before: readonly Scene[], after: readonly Scene[], pairs: readonly Pair[]): SceneChange[] {
  const matchOf = new Map(pairs.map(([b, a]) => [a, b]));
  const kept = new Set(rising(pairs).map(([, a]) => a));
  const inOrder = after.flatMap((scene, index) => {
    const old = before[matchOf.get(index) ?? -1];
    const change = (kind: Change): SceneChange => ({
      change: kind,
      id: scene.id,
      heading: scene.heading?.text ?? '',
      before: old?.lines ?? null,
      after: scene.lines,
    });
    if (!old) return [change('added')];
    return [
      ...(kept.has(index) ? [] : [change('moved')]),
      ...(contentOf(old) === contentOf(scene) ? [] : [change('changed')]),
    ];
  });
  const matched = new Set(pairs.map(([b]) => b));
  const removed = before.filter((_, index) => !matched.has(index));
  return [
    ...inOrder,
    ...removed.map(({ id, heading, lines }): SceneChange => {
      return { change: 'removed', id, heading: heading?.text ?? '', before: lines, after: null };
    }),
  ];
}

function speechChanges(before: readonly Scene[], after: readonly Scene[], pairs: readonly Pair[]): SpeechChange[] {
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
  return `${cue}\n${speech.parts.map(contentOfElement).join('\n')}`;
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

function contentOf(scene: Scene): string {
  return scene.elements.map(contentOfElement).filter(Boolean).join('\n');
}

function contentOfElement(element: Element): string {
  switch (element.kind) {
    case 'character':
      return `${element.kind}: ${[element.name, ...element.extensions, element.dual ? '^' : ''].join('|')}`;
    case 'note':
    case 'boneyard':
    case 'blank':
    case 'section':
    case 'synopsis':
    case 'page-break':
    case 'title-entry':
      return '';
    default:
      return `${element.kind}: ${plainText(element.text)}`;
  }
}
