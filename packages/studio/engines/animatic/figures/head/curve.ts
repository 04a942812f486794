import { Path2D } from '@napi-rs/canvas';

/** A point of a hand-drawn line, in head units; a third value of 1 makes a sharp corner there. */
export type Point = readonly [x: number, y: number, corner?: 1];
export type Points = readonly Point[];

const distance = (a: Point, b: Point) => Math.hypot(b[0] - a[0], b[1] - a[1]) || 1e-6;

/** The handle that leaves `at` towards `to`, when the line came from `from`: a third of the way, along the chord of its neighbours. */
function handle(from: Point, at: Point, to: Point): readonly [number, number] {
  if (at[2] === 1) return [at[0] + (to[0] - at[0]) / 3, at[1] + (to[1] - at[1]) / 3];
  const ahead = distance(at, to);
  const share = ahead / (distance(from, at) + ahead) / 3;
  return [at[0] + (to[0] - from[0]) * share, at[1] + (to[1] - from[1]) * share];
}

/** A soft line through every point, as an artist draws it: no overshoot where points lie close together. */
export function trace(path: Path2D, points: Points, closed: boolean): Path2D {
  const count = points.length;
  const point = (index: number): Point => {
    const wrapped = closed ? (index + count) % count : Math.min(count - 1, Math.max(0, index));
    return points[wrapped] ?? [0, 0];
  };
  path.moveTo(point(0)[0], point(0)[1]);
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [out, into] = [handle(point(i - 1), point(i), point(i + 1)), handle(point(i + 2), point(i + 1), point(i))];
    path.bezierCurveTo(out[0], out[1], into[0], into[1], point(i + 1)[0], point(i + 1)[1]);
  }
  if (closed) path.closePath();
  return path;
}

const kept = new WeakMap<Points, Map<boolean, Path2D>>();

/** A path through the points. The path of a constant table is made once and kept. */
export function smooth(points: Points, closed = true): Path2D {
  const variants = kept.get(points) ?? new Map<boolean, Path2D>();
  kept.set(points, variants);
  const path = variants.get(closed) ?? trace(new Path2D(), points, closed);
  variants.set(closed, path);
  return path;
}

/** The same line seen in a mirror. */
export function mirrored(points: Points): Points {
  return points.map(([x, y, corner]): Point => (corner ? [-x, y, corner] : [-x, y])).reverse();
}

/** A closed line from its right half, drawn from top to bottom. */
export function symmetric(right: Points): Points {
  const left = mirrored(right).filter(([x]) => Math.abs(x) > 1e-6);
  return [...right, ...left];
}

/** `count` lines between two guides with equally many points: strands of hair. */
export function between(a: Points, b: Points, count: number): readonly Points[] {
  return Array.from({ length: count }, (_, index) => {
    const t = count === 1 ? 0.5 : index / (count - 1);
    return a.map(([x, y], at): Point => {
      const other = b[at] ?? [x, y];
      return [x + (other[0] - x) * t, y + (other[1] - y) * t];
    });
  });
}

/** A line that swells out into round curls along its way: `size` is the depth of a curl, in head units. */
export function curled(points: Points, size: number, length = size * 2.4): Points {
  const out: Point[] = [];
  points.forEach((from, index) => {
    const to = points[(index + 1) % points.length] ?? from;
    const way = distance(from, to);
    const curls = Math.max(1, Math.round(way / length));
    const [nx, ny] = [(to[1] - from[1]) / way, -(to[0] - from[0]) / way];
    for (let i = 0; i < curls; i++) {
      const at = (t: number, swell: number): Point => [
        from[0] + (to[0] - from[0]) * t + nx * swell,
        from[1] + (to[1] - from[1]) * t + ny * swell,
      ];
      const uneven = 1 + 0.4 * Math.sin(7.3 * (index + 1) + 2.1 * i);
      const [cornerX, cornerY] = at(i / curls, 0);
      out.push([cornerX, cornerY, 1]);
      out.push(at((i + 0.3) / curls, size * uneven), at((i + 0.72) / curls, size * uneven));
    }
  });
  return out;
}

/**
 * Points as an artist notes them: pairs with spaces between, an exclamation mark for a corner.
 * @example drawn('0,-.55 .25,-.5 .36,-.33!')
 */
export function drawn(text: string): Points {
  return text
    .trim()
    .split(/\s+/)
    .map((pair): Point => {
      const [x = Number.NaN, y = Number.NaN] = pair.replace('!', '').split(',').map(Number);
      if (!Number.isFinite(x + y)) throw new Error(`not a point: "${pair}" in "${text}"`);
      return pair.endsWith('!') ? [x, y, 1] : [x, y];
    });
}
