import type { SourceRange } from '../screenplay/screenplay.ts';
import { choose } from './hash.ts';
import { type Setup, setup } from './setup.ts';
import type { Beat, Camera, ShotSize } from './shot.ts';

type View = readonly [ShotSize, Camera['move'], number, Camera['angle'], string];

/** Pictures of a place without anyone in it, each unlike the others. */
const views: readonly [View, ...View[]] = [
  ['extreme-wide', 'drift', 0.03, 'front', 'the place breathes'],
  ['wide', 'pan-right', 0.06, 'front', 'the eye wanders over the place'],
  ['full', 'push-in', 0.06, 'front-left', 'something here is worth a closer look'],
  ['wide', 'pan-left', 0.06, 'front-right', 'the eye wanders back'],
  ['medium', 'drift', 0.02, 'front-right', 'a detail of the place'],
  ['extreme-wide', 'crane-up', 0.05, 'front', 'the place opens up'],
  ['medium', 'tilt-up', 0.05, 'front-left', 'from the ground to the light'],
  ['wide', 'push-in', 0.06, 'reverse', 'the other way, deeper in'],
  ['full', 'drift', 0.02, 'front-right', 'a corner of the place'],
  ['extreme-wide', 'pull-out', 0.06, 'reverse', 'the place is larger than we thought'],
];

/** A picture of the place, chosen by what is said or done over it. */
export function viewOf(what: {
  beats: readonly Beat[];
  key: string;
  source: SourceRange;
  rule: string;
  speaker?: string | null;
}): Setup {
  const [size, move, amount, angle, reason] = choose(views, what.key);
  return setup({
    kind: 'establishing',
    size,
    camera: { move, amount, angle, reason },
    speaker: what.speaker ?? null,
    beats: what.beats,
    rule: what.rule,
    key: what.key,
    source: what.source,
  });
}

/** The next picture of the place, for when two alike would meet. */
export function otherView(view: Setup): Setup {
  const at = views.findIndex(([size, , , angle]) => size === view.size && angle === view.camera.angle);
  const [size, move, amount, angle, reason] = views[(at + 1) % views.length] ?? views[0];
  return { ...view, size, camera: { move, amount, angle, reason } };
}
