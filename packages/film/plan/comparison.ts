import type { Json } from './content-key.ts';
import { canonicalJson } from './content-key.ts';
import type { Plan, PlannedShot } from './plan.ts';
import { settingsContent } from './shot-key.ts';

/** A shot that must be made anew, and why. */
export interface ChangedShot {
  /** Its id in the later plan. */
  readonly shotId: string;
  /** Its id in the earlier plan, where another. */
  readonly was: string;
  readonly scene: string;
  /** What changed: `words`, `framing`, `cast look`, `length`, `settings`. */
  readonly reasons: readonly string[];
}

/** What one plan takes over from another. */
export interface PlanComparison {
  /** Ids in the later plan, in its order. */
  readonly kept: readonly string[];
  readonly changed: readonly ChangedShot[];
  readonly added: readonly string[];
  /** Ids in the earlier plan. */
  readonly removed: readonly string[];
}

/**
 * Compares two plans of a film shot by shot. A shot whose content is the same is kept, whatever its id or place; one that changed is paired
 * with what it was: by its id, or else with the next of its kind in its scene.
 *
 * @example comparePlans(draft2, draft3).changed[0] // { shotId: 'kitchen-1-a', …, reasons: ['words', 'length'] }
 */
export function comparePlans(before: Plan, after: Plan): PlanComparison {
  const old = [...before.shots];
  const kept = takeKept(old, after.shots);
  const rest = after.shots.filter((shot) => !kept.has(shot.id));
  const pairs = pairChanged(old, rest);
  const changed = rest.flatMap((shot) => {
    const was = pairs.get(shot.id);
    return was === undefined ? [] : [changeOf(was, shot, before, after)];
  });
  return {
    kept: after.shots.filter(({ id }) => kept.has(id)).map(({ id }) => id),
    changed,
    added: rest.filter(({ id }) => !pairs.has(id)).map(({ id }) => id),
    removed: old.map(({ id }) => id),
  };
}

/** Takes the shots whose key is the same out of `old`; one of the same id first. */
function takeKept(old: PlannedShot[], shots: readonly PlannedShot[]): ReadonlySet<string> {
  const same = takePairs(old, shots, (a, b) => a.key === b.key && a.id === b.id);
  const rest = shots.filter(({ id }) => !same.has(id));
  const moved = takePairs(old, rest, (a, b) => a.key === b.key);
  return new Set([...same.keys(), ...moved.keys()]);
}

/** What a changed shot was before, best likeness first. */
const likenesses: readonly ((was: PlannedShot, shot: PlannedShot) => boolean)[] = [
  (was, shot) => was.id === shot.id,
  (was, shot) => was.scene === shot.scene && !differs(was.content.framing, shot.content.framing),
  (was, shot) => was.scene === shot.scene && was.kind === shot.kind,
];

function pairChanged(old: PlannedShot[], shots: readonly PlannedShot[]): ReadonlyMap<string, PlannedShot> {
  const pairs = new Map<string, PlannedShot>();
  for (const alike of likenesses) {
    const open = shots.filter(({ id }) => !pairs.has(id));
    for (const [id, was] of takePairs(old, open, alike)) pairs.set(id, was);
  }
  return pairs;
}

/** Pairs each shot with the first of `old` that fits, and takes that out. */
function takePairs(
  old: PlannedShot[],
  shots: readonly PlannedShot[],
  fits: (was: PlannedShot, shot: PlannedShot) => boolean,
): Map<string, PlannedShot> {
  const pairs = new Map<string, PlannedShot>();
  for (const shot of shots) {
    const at = old.findIndex((was) => fits(was, shot));
    const [was] = at === -1 ? [] : old.splice(at, 1);
    if (was !== undefined) pairs.set(shot.id, was);
  }
  return pairs;
}

function changeOf(was: PlannedShot, shot: PlannedShot, before: Plan, after: Plan): ChangedShot {
  const parts = new Set([...Object.keys(was.content), ...Object.keys(shot.content)]);
  const content = [...parts].filter((part) => differs(was.content[part], shot.content[part]));
  const length = was.frames === shot.frames ? [] : ['length'];
  const settings = differs(settingsContent(before.settings), settingsContent(after.settings)) ? ['settings'] : [];
  return { shotId: shot.id, was: was.id, scene: shot.scene, reasons: [...content, ...length, ...settings] };
}

function differs(a: Json | undefined, b: Json | undefined): boolean {
  return canonicalJson(a ?? null) !== canonicalJson(b ?? null);
}
