import type { Girth } from './body.ts';
import { add, type Frame, inFrame, lerp, scale, unit, type Vector } from './geometry.ts';
import type { Outline } from './outline.ts';
import type { Skeleton } from './skeleton.ts';
import type { Seen } from './view.ts';

/**
 * The surface of the trunk as clothes lie on it. `around` is an angle about the spine in degrees: 0 the breastbone, 90 the
 * figure's left, 180 the back. `down` is 0 at the pit of the neck, 0.14 at the shoulders, 0.65 at the waist, 1 at the hip joints.
 */
export interface Trunk {
  readonly at: (around: number, down: number, ease?: number) => Seen;
  /** The points of a line on the surface that the camera sees. */
  readonly line: (places: readonly (readonly [around: number, down: number])[]) => readonly Seen[];
  /** Whether the camera sees the surface there. */
  readonly shows: (around: number, down: number) => boolean;
  /** The outline of the trunk from `from` to `to`, `ease` head heights away from the body. */
  readonly outline: (from: number, to: number, ease: number) => Outline;
}

interface Level extends Girth {
  readonly down: number;
}

/** Girths from the neck to the crotch; between them the body curves. */
function levelsOf({ body }: Skeleton): readonly Level[] {
  const wide = body.scale ** 0.62;
  const { chest, waist, hips, shoulderX, neck } = body;
  const level = (down: number, width: number, depth: number, forward = 0): Level => ({ down, width, depth, forward });
  return [
    level(-0.08, neck, neck * 0.98, -0.05),
    level(-0.03, neck * 1.06, neck * 1.08, -0.06),
    level(0.02, lerp(neck, shoulderX, 0.24), 0.27 * wide, -0.06 * wide),
    level(0.055, lerp(neck, shoulderX, 0.52), 0.29 * wide, -0.05 * wide),
    level(0.098, shoulderX * 0.88, 0.3 * wide, -0.04 * wide),
    level(0.15, shoulderX + 0.05 * body.limb, 0.33 * wide, -0.02 * wide),
    level(0.22, shoulderX + 0.08 * body.limb, 0.38 * wide, 0.01),
    level(0.35, Math.max(chest.width, shoulderX * 0.88), chest.depth, chest.forward),
    level(
      0.48,
      lerp(chest.width, waist.width, 0.55),
      lerp(chest.depth, waist.depth, 0.5),
      (chest.forward + waist.forward) / 2,
    ),
    level(0.66, waist.width, waist.depth, waist.forward),
    level(
      0.84,
      lerp(waist.width, hips.width, 0.7),
      lerp(waist.depth, hips.depth, 0.6),
      lerp(waist.forward, hips.forward, 0.5),
    ),
    level(1.02, hips.width, hips.depth, hips.forward),
    level(1.3, hips.width * 0.97, hips.depth * 0.94, hips.forward),
    level(2.4, hips.width * 0.9, hips.depth * 0.9, 0),
  ];
}

function girthAt(levels: readonly Level[], down: number): Girth {
  const after = Math.max(
    1,
    levels.findIndex((level) => level.down >= down),
  );
  const b = levels[after === -1 ? levels.length - 1 : after];
  const a = levels[after - 1];
  if (a === undefined || b === undefined) return { width: 0, depth: 0, forward: 0 };
  const t = Math.min(1, Math.max(0, (down - a.down) / (b.down - a.down)));
  const soft = 0.5 * t + 0.5 * t * t * (3 - 2 * t);
  return {
    width: lerp(a.width, b.width, soft),
    depth: lerp(a.depth, b.depth, soft),
    forward: lerp(a.forward, b.forward, soft),
  };
}

const mixed = (a: Frame, b: Frame, t: number, origin: Vector): Frame => {
  const part = (key: 'across' | 'up' | 'front') => unit(add(scale(a[key], 1 - t), scale(b[key], t)));
  return { origin, across: part('across'), up: part('up'), front: part('front') };
};

/** The trunk at one height: places around it are asked for again and again. */
interface Ring extends Girth {
  readonly frame: Frame;
  readonly middle: Seen;
}

/** The trunk of a skeleton. */
export function trunkOf(skeleton: Skeleton): Trunk {
  const { body, chest, pelvis, neck, view } = skeleton;
  const levels = levelsOf(skeleton);
  const middleOfBack = add(pelvis.origin, scale(pelvis.up, (body.shoulderY - body.hipY) * 0.45));
  const spine = (down: number): Frame => {
    const t = Math.min(1, Math.max(0, down));
    // A curve from the neck over the middle of the back to the hips; below them the pelvis's own direction goes on.
    const origin = add(
      scale(neck, (1 - t) ** 2),
      add(scale(middleOfBack, 2 * t * (1 - t)), scale(pelvis.origin, t * t)),
    );
    const below = scale(pelvis.up, -Math.max(0, down - 1) * (body.neckY - body.hipY));
    const above = scale(chest.up, -Math.min(0, down) * (body.neckY - body.hipY));
    return mixed(chest, pelvis, t * t * (3 - 2 * t), add(origin, add(below, above)));
  };
  const rings = new Map<number, Ring>();
  const ringAt = (down: number): Ring => {
    const known = rings.get(down);
    if (known) return known;
    const girth = girthAt(levels, down);
    const frame = spine(down);
    const made = { ...girth, frame, middle: view(inFrame(frame, 0, 0, girth.forward)) };
    rings.set(down, made);
    return made;
  };
  const at = (around: number, down: number, ease = 0): Seen => {
    const { frame, width, depth, forward } = ringAt(down);
    const angle = (around * Math.PI) / 180;
    return view(inFrame(frame, Math.sin(angle) * (width + ease), 0, Math.cos(angle) * (depth + ease) + forward));
  };
  const faces = (place: Seen, down: number) => place.depth > ringAt(down).middle.depth - 0.02;
  const shows = (around: number, down: number) => faces(at(around, down), down);
  const edges = (down: number, ease: number) => {
    const { frame, width, depth, forward, middle: centre } = ringAt(down);
    const [tip, side, front] = [
      view(inFrame(frame, 0, 0.1, forward)),
      view(inFrame(frame, width + ease, 0, forward)),
      view(inFrame(frame, 0, 0, depth + ease + forward)),
    ];
    const tall = Math.max(1e-6, Math.hypot(tip.x - centre.x, tip.y - centre.y));
    const normal = { x: -(tip.y - centre.y) / tall, y: (tip.x - centre.x) / tall };
    const reach = (point: Seen) => (point.x - centre.x) * normal.x + (point.y - centre.y) * normal.y;
    const half = Math.hypot(reach(side), reach(front));
    // Thick cloth lies on the shoulders as well as around them.
    const lift = (0.75 * ease * Math.max(0, 1 - Math.abs(down - 0.09) / 0.11)) / tall;
    const top = { x: (tip.x - centre.x) * lift, y: (tip.y - centre.y) * lift };
    return {
      right: { x: centre.x + normal.x * half + top.x, y: centre.y + normal.y * half + top.y },
      left: { x: centre.x - normal.x * half + top.x, y: centre.y - normal.y * half + top.y },
    };
  };
  return {
    at,
    shows,
    line: (places) =>
      places.flatMap(([around, down]) => {
        const place = at(around, down);
        return faces(place, down) ? [place] : [];
      }),
    outline: (from, to, ease) => {
      const count = Math.max(6, Math.ceil((to - from) / 0.055));
      const rows = Array.from({ length: count + 1 }, (_, index) => edges(lerp(from, to, index / count), ease));
      const bottom = [90, 45, 0, -45, -90]
        .map((around) => at(around, to, ease * 0.9))
        .map(({ x, y }) => ({ x, y }))
        .sort((a, b) => b.x - a.x);
      const hem = skeleton.lying === 0 ? bottom.slice(1, -1) : [];
      return [...rows.map(({ right }) => right), ...hem, ...rows.map(({ left }) => left).reverse()];
    },
  };
}
