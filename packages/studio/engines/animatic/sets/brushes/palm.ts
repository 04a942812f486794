import type { Random } from '../../random.ts';
import { type Brush, modelled } from './brush.ts';
import { snowy } from './outside.ts';
import { blob, curve, disc, type Point, stroke } from './shape.ts';

/** A palm that leans, its fronds lit on the side of the light. `y` is its foot. */
export function palm(b: Brush, x: number, y: number, height: number, lean: number, next: Random, light = 0): void {
  const { ctx, palette } = b;
  const w = height * 0.03;
  const top: Point = [x + lean, y - height];
  const bow: Point = [x + lean * 0.2, y - height * 0.55];
  blob(
    ctx,
    [
      [x - w, y],
      [bow[0] - w * 0.7, bow[1]],
      [top[0] - w * 0.5, top[1]],
      [top[0] + w * 0.5, top[1]],
      [bow[0] + w * 0.7, bow[1]],
      [x + w, y],
    ],
    modelled(b, x - w, w * 2 + lean, '#8a6a4c', light - 0.06, 0.16),
  );
  for (let ring = 1; ring < 14; ring++) {
    const t = ring / 14;
    const rx = (1 - t) ** 2 * x + 2 * t * (1 - t) * bow[0] + t * t * top[0];
    stroke(
      ctx,
      [
        [rx - w * 0.7, y - height * t],
        [rx + w * 0.7, y - height * t + 2],
      ],
      palette.at('ink', 0.22),
      2,
    );
  }
  const leaf = snowy(b.conditions) ? '#c9dade' : '#5f8f4c';
  for (let index = 0; index < 11; index++) {
    const angle = -Math.PI * (0.02 + (index / 10) * 0.96) + (next() - 0.5) * 0.2;
    const reach = height * (0.36 + next() * 0.12);
    const tip: Point = [top[0] + Math.cos(angle) * reach, top[1] + Math.sin(angle) * reach * 0.5 + reach * 0.34];
    const arch: Point = [
      top[0] + Math.cos(angle) * reach * 0.55,
      top[1] + Math.sin(angle) * reach * 0.9 - reach * 0.06,
    ];
    feather(b, top, arch, tip, reach * 0.2, leaf, light + (Math.cos(angle) * b.side > 0 ? 0.1 : -0.08));
  }
  for (const dx of [-0.6, 0.2, 0.8])
    disc(ctx, top[0] + dx * w * 1.4, top[1] + w * 0.7, w * 0.8, b.of('#7a5638', light - 0.04));
}

function feather(b: Brush, from: Point, arch: Point, tip: Point, width: number, colour: string, light: number): void {
  const { ctx } = b;
  const at = (t: number): Point => [
    (1 - t) ** 2 * from[0] + 2 * t * (1 - t) * arch[0] + t * t * tip[0],
    (1 - t) ** 2 * from[1] + 2 * t * (1 - t) * arch[1] + t * t * tip[1],
  ];
  ctx.strokeStyle = b.of(colour, light);
  ctx.lineWidth = Math.max(1.2, width * 0.09);
  ctx.lineCap = 'round';
  ctx.beginPath();
  const turn = Math.sign(tip[0] - from[0]) || 1;
  for (let blade = 1; blade < 22; blade++) {
    const t = blade / 22;
    const [x, y] = at(t);
    const long = width * Math.sin(Math.PI * (0.12 + t * 0.86)) * 1.5;
    ctx.moveTo(x, y);
    ctx.lineTo(x + turn * long * 0.5, y + long * 0.9);
    ctx.moveTo(x, y);
    ctx.lineTo(x + turn * long * 0.75, y - long * 0.25);
  }
  ctx.stroke();
  curve(ctx, [from, arch, tip], b.of(colour, light + 0.08), Math.max(1.4, width * 0.07));
}
