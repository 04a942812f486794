import type { Camera, ShotSize } from '@ai-film-studio/film';
import { world } from '../sets/set-design.ts';
import type { Picture } from './picture.ts';

/** What the camera sees of the world: its middle in world units, and how much nearer than the widest shot it is. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const middle = { x: world.width / 2, y: world.height / 2 };

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

/** Starts and ends softly, as a camera on a dolly does. */
export const ease = (t: number) => (t <= 0 ? 0 : t >= 1 ? 1 + (t - 1) * 0.05 : t * t * (3 - 2 * t));

/** Three slow waves that never meet in step: a camera held by hand. */
const sway = (seconds: number, phase: number) =>
  Math.sin(seconds * 1.7 + phase) * 0.5 +
  Math.sin(seconds * 2.9 + phase * 2.3) * 0.3 +
  Math.sin(seconds * 4.3 + phase * 3.1) * 0.2;

/** A camera's offset from where it started: shares of the frame's width, and a factor of the zoom. */
export interface Travel {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/**
 * Where a move has taken the camera.
 * @param t 0 at the shot's start, 1 at its end; a little beyond 1 while the next shot dissolves in
 */
export function travelOf(camera: Camera, t: number, seconds: number): Travel {
  const way = ease(t);
  const { amount } = camera;
  switch (camera.move) {
    case 'push-in':
      return { x: 0, y: 0, zoom: 1 + amount * way };
    case 'pull-out':
      return { x: 0, y: 0, zoom: 1 + amount * (1 - way) };
    case 'pan-left':
      return { x: amount * (0.5 - way), y: 0, zoom: 1 };
    case 'pan-right':
      return { x: amount * (way - 0.5), y: 0, zoom: 1 };
    case 'tilt-up':
      return { x: 0, y: amount * (0.5 - way), zoom: 1 };
    case 'tilt-down':
      return { x: 0, y: amount * (way - 0.5), zoom: 1 };
    case 'crane-up':
      return { x: 0, y: amount * (0.6 - way), zoom: 1 + amount * 0.5 * (1 - way) };
    case 'handheld':
      return { x: amount * 0.12 * sway(seconds, 0), y: amount * 0.1 * sway(seconds, 4), zoom: 1 + amount * 0.3 };
    case 'drift':
      return { x: amount * 0.5 * (way - 0.5), y: 0, zoom: 1 + amount * 0.4 * way };
    case 'static':
      return { x: 0, y: 0, zoom: 1 };
  }
}

const zooms: Record<ShotSize, number> = {
  'extreme-wide': 1,
  wide: 1.06,
  full: 1.34,
  medium: 1.6,
  'medium-close': 1.8,
  close: 2,
  'extreme-close': 2.2,
  insert: 2,
};

/** As far back as the world's edges allow. */
const leastZoom = 0.84;

/** The nearest that sets are painted: what stands there follows the camera most. */
const nearest = -0.4;

/**
 * How far the camera may go from the middle so that no layer's edge is seen, where the figures stand or in front of them.
 * @param half what the frame shows from its middle to its edge at zoom 1; `edge` from the world's middle to its edge, in world units
 */
function roomFor(half: number, edge: number, zoom: number): number {
  const room = (follow: number) => (edge - 6 - half / (1 + (zoom - 1) * follow)) / follow;
  return Math.max(0, Math.min(room(1), room(following(nearest))));
}

/**
 * The view of a shot that shows the set itself.
 * @param focus the middle of what matters, in world units, and how wide it is: no frame is so near that it cuts into it
 */
export function houseView(
  size: ShotSize,
  focus: { readonly x: number; readonly y: number; readonly width: number },
  travel: Travel,
  picture: Picture,
): View {
  const fitting = picture.width / picture.scale / Math.max(1, focus.width);
  const zoom = Math.max(leastZoom, Math.min(zooms[size], fitting)) * travel.zoom;
  const halfWidth = picture.width / picture.scale / 2;
  const halfHeight = picture.height / picture.scale / 2;
  const aside = roomFor(halfWidth, world.right - middle.x, zoom);
  const upright = roomFor(halfHeight, world.bottom - middle.y, zoom);
  const pull = size === 'extreme-wide' ? 0.15 : size === 'wide' ? 0.45 : 0.9;
  return {
    x: middle.x + clamp((focus.x - middle.x) * pull + travel.x * world.width, -aside, aside),
    y: middle.y + clamp((focus.y - middle.y) * pull + travel.y * world.width, -upright, upright),
    zoom,
  };
}

/** How much of the camera's movement a thing at this depth follows: 1 where figures stand, a quarter on the horizon, more in front. */
export function following(depth: number): number {
  if (depth < -0.1) return 1 - (depth + 0.1) * 0.5;
  return 1 - 0.72 * Math.max(0, (depth - 0.15) / 0.85);
}

/** A canvas transform: scale, and where the world's origin falls. */
export interface Projection {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** How a layer at this depth is put on the picture. */
export function projectionAt(view: View, depth: number, picture: Picture): Projection {
  const follow = following(depth);
  const scale = picture.scale * (1 + (view.zoom - 1) * follow);
  return {
    scale,
    x: picture.width / 2 - (middle.x + (view.x - middle.x) * follow) * scale,
    y: picture.height / 2 - (middle.y + (view.y - middle.y) * follow) * scale,
  };
}
