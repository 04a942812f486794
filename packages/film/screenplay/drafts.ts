import { type Pair, rising } from './align.ts';
import { type Change, type SpeechChange, speechChanges } from './draft-speeches.ts';
import { filmedContent } from './filmed-content.ts';
import { scenesOf } from './scenes.ts';
import type { Scene, Screenplay, SourceRange } from './screenplay.ts';

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

function contentOf(scene: Scene): string {
  return scene.elements.map(filmedContent).filter(Boolean).join('\n');
}
