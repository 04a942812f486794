import { type Conditions, type Motion, world } from '../set-design.ts';
import { outdoors } from './light.ts';
import type { Point } from './shape.ts';

const span = world.right - world.left;
const wrap = (value: number) => value - Math.floor(value);

/**
 * Birds far off, flapping slowly across one side of the sky. They turn back before the upper middle, where titles stand.
 * @param over the box that they fly in
 */
export function birds(
  conditions: Conditions,
  over: readonly [x: number, y: number, w: number, h: number],
  count = 5,
  depth = 0.75,
): Motion {
  const { palette, weather } = outdoors(conditions);
  const next = conditions.random();
  const [x, y, w, h] = over;
  const flock = Array.from({ length: count }, () => ({
    x: next(),
    y: next(),
    size: 5 + next() * 7,
    phase: next() * 7,
  }));
  const hidden = palette.timeOfDay === 'night' || weather === 'storm' || weather === 'fog';
  return {
    depth,
    paint: (ctx, seconds) => {
      if (hidden) return;
      ctx.strokeStyle = palette.between('ink', 'deep', 0.4, 0.75);
      ctx.lineWidth = 1.6;
      ctx.lineCap = 'round';
      ctx.beginPath();
      for (const bird of flock) {
        const way = seconds * 0.03 + bird.phase;
        const bx = x + w * (0.5 + 0.5 * Math.sin(way + bird.x * 0.8));
        const by = y + h * bird.y + Math.sin(seconds * 0.5 + bird.phase) * 7;
        const flap = Math.sin(seconds * 5 + bird.phase) * bird.size * 0.45;
        ctx.moveTo(bx - bird.size, by - flap);
        ctx.quadraticCurveTo(bx - bird.size * 0.4, by - bird.size * 0.35 - flap * 0.2, bx, by);
        ctx.quadraticCurveTo(bx + bird.size * 0.4, by - bird.size * 0.35 - flap * 0.2, bx + bird.size, by - flap);
      }
      ctx.stroke();
    },
  };
}

/** Thin clouds that drift by, faster in wind. */
export function driftingClouds(conditions: Conditions, horizon: number, depth = 0.98): Motion {
  const { palette, weather } = outdoors(conditions);
  const next = conditions.random();
  const pace = weather === 'wind' || weather === 'storm' ? 5 : 1;
  const clouds = Array.from({ length: 6 }, () => ({ x: next(), y: next(), size: 90 + next() * 170 }));
  const closed = weather !== 'clear' && weather !== 'wind';
  const open = palette.timeOfDay === 'night' ? palette.at('mid', 0.1) : palette.between('haze', 'light', 0.4, 0.13);
  const bright = closed ? palette.material('#8591a0', 0.3, 0.2, 0.08) : open;
  return {
    depth,
    paint: (ctx, seconds) => {
      ctx.fillStyle = bright;
      for (const cloud of clouds) {
        const x = world.left - 200 + wrap(cloud.x + seconds * 0.0016 * pace) * (span + 400);
        const y = horizon - 70 - cloud.y * 300;
        for (let layer = 0; layer < 3; layer++) {
          ctx.beginPath();
          ctx.ellipse(
            x + layer * cloud.size * 0.16,
            y - layer * 3,
            cloud.size * (1 - layer * 0.25),
            9 - layer * 2,
            0,
            0,
            Math.PI * 2,
          );
          ctx.fill();
        }
      }
    },
  };
}

/** One blade that sways: from its foot, so long, leaning so. */
export interface Blade {
  readonly foot: Point;
  readonly length: number;
  readonly lean: number;
}

/** Blades scattered along a strip of ground. */
export function bladesAlong(
  conditions: Conditions,
  x0: number,
  x1: number,
  y: number,
  length: number,
  count: number,
  seed = 0,
): readonly Blade[] {
  const next = conditions.random();
  for (let skip = 0; skip < seed; skip++) next();
  return Array.from({ length: count }, (_, index) => ({
    foot: [x0 + ((index + next()) / count) * (x1 - x0), y + (next() - 0.5) * 14] as const,
    length: length * (0.55 + next() * 0.6),
    lean: (next() - 0.5) * 0.7,
  }));
}

/** Grass or reeds in the wind. */
export function swaying(
  conditions: Conditions,
  blades: readonly Blade[],
  colours: readonly string[],
  depth: number,
  width = 4,
): Motion {
  const gust = conditions.weather === 'wind' || conditions.weather === 'storm' ? 2.6 : 1;
  return {
    depth,
    paint: (ctx, seconds) => {
      colours.forEach((colour, which) => {
        ctx.fillStyle = colour;
        ctx.beginPath();
        for (let index = which; index < blades.length; index += colours.length) {
          const blade = blades[index];
          if (blade === undefined) continue;
          const [x, y] = blade.foot;
          const wind =
            Math.sin(seconds * 1.4 * Math.sqrt(gust) + x * 0.012) * 0.1 * gust +
            Math.sin(seconds * 2.3 + x * 0.05) * 0.04;
          const tipX = x + (blade.lean + wind) * blade.length;
          const bendX = x + (blade.lean + wind) * blade.length * 0.2;
          ctx.moveTo(x - width / 2, y);
          ctx.quadraticCurveTo(bendX - width / 2, y - blade.length * 0.6, tipX, y - blade.length);
          ctx.quadraticCurveTo(bendX + width / 2, y - blade.length * 0.6, x + width / 2, y);
        }
        ctx.fill();
      });
    },
  };
}

/** Leaves that let go and tumble through the picture, more in wind. */
export function fallingLeaves(conditions: Conditions, colours: readonly string[], count = 10, depth = 0.04): Motion {
  const next = conditions.random();
  const windy = conditions.weather === 'wind' || conditions.weather === 'storm';
  const leaves = Array.from({ length: windy ? count * 2 : count }, () => ({
    x: next(),
    y: next(),
    pace: 0.5 + next(),
    size: 4 + next() * 5,
  }));
  return {
    depth,
    paint: (ctx, seconds) => {
      leaves.forEach((leaf, index) => {
        const y = 120 + wrap(leaf.y + seconds * 0.05 * leaf.pace) * 660;
        const drift = wrap(leaf.x + seconds * (windy ? 0.06 : 0.008) * leaf.pace) * span;
        const x = world.left + drift + Math.sin(seconds + index) * 24;
        // Where titles stand a leaf shrinks to nothing before it gets there.
        const size = leaf.size * Math.min(1, Math.max(0, Math.abs(x - 800) - 330, y - 350) / 60);
        const turn = 0.2 + 0.3 * Math.abs(Math.sin(seconds * 2 * leaf.pace + index));
        ctx.fillStyle = colours[index % colours.length] ?? 'transparent';
        ctx.beginPath();
        ctx.ellipse(x, y, size, size * turn, seconds * leaf.pace + index, 0, Math.PI * 2);
        ctx.fill();
      });
    },
  };
}
