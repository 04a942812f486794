import { type Brush, load } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { hills, skyline, treeLine } from './brushes/horizon.ts';
import { outdoors, warmth } from './brushes/light.ts';
import { box, disc, down, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import type { Conditions, Motion } from './set-design.ts';

const vanish = { x: 800, y: 386 };

export function road(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 392, sun: [690, 300], scale: 0.8 });
  hills(ctx, conditions, 400, 3, 110);
  skyline(ctx, conditions, 394, 74, 1);
  treeLine(ctx, conditions, 404, 60, 0.45);
  const b = load(ctx, outdoors(conditions), -1, 0.12);
  polygon(
    ctx,
    [
      [780, 388],
      [820, 388],
      [1500, 1020],
      [100, 1020],
    ],
    down(ctx, 388, 560, b.of('#8a8c98', 0.1), b.of('#4a4c58', -0.08)),
  );
  for (const side of [-1, 1])
    stroke(
      ctx,
      [
        [800 + side * 17, 390],
        [800 + side * 560, 960],
      ],
      b.of('#fff4d8', 0.2, 0.7),
      4,
    );
}

/** The white line of the road, running away behind. */
export function roadLine(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  return {
    depth: 0.8,
    paint: (ctx, seconds) => {
      for (let dash = 0; dash < 8; dash++) {
        const far = ((dash + 8 - ((seconds * 2.2) % 8)) % 8) / 8;
        const near = (1 - far) ** 3;
        const y = vanish.y + 8 + near * 240;
        box(ctx, vanish.x - 1 - near * 9, y, 2 + near * 18, 2 + near * 44, palette.at('light', 0.75));
      }
    },
  };
}

/** Trees by day and street lamps after dark, going by at both sides and drawing together far behind. */
export function roadside(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  const lamp = warmth(palette);
  return {
    depth: 0.78,
    paint: (ctx, seconds) => {
      for (let index = 0; index < 12; index++) {
        const side = index % 2 ? 1 : -1;
        const away = ((index * 0.53 + seconds * 0.28) % 1) ** 0.5;
        const size = (1 - away) ** 1.6;
        if (size > 0.62) continue; // behind the door pillars
        const x = vanish.x + side * (30 + size * 1100);
        const foot = vanish.y + 6 + size * 260;
        stroke(
          ctx,
          [
            [x, foot],
            [x, foot - size * 420],
          ],
          palette.material('#4a3a34', 0.2, away * 0.7),
          2 + size * 16,
        );
        if (conditions.lampsLit) {
          glow(ctx, x - side * size * 40, foot - size * 420, 12 + size * 70, lamp.stops.glow, 0.8);
        } else {
          const green = palette.material(conditions.weather === 'snow' ? '#cfdce0' : '#4f8a4c', 0.3, away * 0.75);
          disc(ctx, x, foot - size * 400, 6 + size * 120, green, 8 + size * 140);
          disc(ctx, x - size * 70, foot - size * 320, 4 + size * 80, green);
        }
      }
    },
  };
}
