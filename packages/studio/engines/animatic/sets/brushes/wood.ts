import { type Brush, modelled } from './brush.ts';
import { box, curve, disc } from './shape.ts';

/** A board with its grain: flowing lines and a knot or two. */
export function board(b: Brush, x: number, y: number, w: number, h: number, colour: string, light = 0): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  box(ctx, x, y, w, h, modelled(b, x, w, colour, light, 0.1), 2);
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, h);
  ctx.clip();
  const long = w > h;
  const lines = Math.max(3, Math.round((long ? h : w) / 9));
  for (let line = 0; line < lines; line++) {
    const at = (line + next() * 0.6) / lines;
    const sway = () => (next() - 0.5) * 7;
    const points = [0, 0.25, 0.5, 0.75, 1].map((t) =>
      long ? ([x + w * t, y + h * at + sway()] as const) : ([x + w * at + sway(), y + h * t] as const),
    );
    curve(ctx, points, line % 3 ? palette.at('ink', 0.12) : palette.at('light', 0.1), 1.3);
  }
  const [kx, ky] = [x + w * (0.2 + 0.6 * next()), y + h * (0.2 + 0.6 * next())];
  disc(ctx, kx, ky, 6, palette.at('ink', 0.2), 4);
  disc(ctx, kx, ky, 3, palette.at('ink', 0.3), 2);
  ctx.restore();
}

/** A wall or ceiling of boards side by side. */
export function boards(b: Brush, x: number, y: number, w: number, h: number, colour: string, count: number): void {
  const next = b.conditions.random();
  for (let index = 0; index < count; index++) {
    board(b, x + (w * index) / count, y, w / count - 2, h, colour, (next() - 0.5) * 0.12);
    box(b.ctx, x + (w * (index + 1)) / count - 2, y, 2, h, b.palette.at('ink', 0.5));
  }
}
