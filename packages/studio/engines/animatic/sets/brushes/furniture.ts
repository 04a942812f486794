import { type Brush, block, contactShadow, modelled } from './brush.ts';
import { blob, box, disc, down, type Point, polygon, stroke } from './shape.ts';

/** A wooden chair seen a little from the side; `turn` −1 faces left, 1 faces right. `y` is the floor. */
export function chair(
  b: Brush,
  x: number,
  y: number,
  seat: number,
  colour: string,
  turn: -1 | 1,
  cushion?: string,
): void {
  const { ctx } = b;
  const half = seat * 0.52;
  const back = x - turn * half;
  const tall = seat * 1.05;
  contactShadow(b, x, y, half * 1.5);
  for (const [dx, dy] of [
    [-0.82, -10],
    [0.82, -10],
    [-1, 0],
    [1, 0],
  ] as const) {
    stroke(
      ctx,
      [
        [x + dx * half * 0.94, y - seat],
        [x + dx * half, y + dy],
      ],
      b.of(colour, dy < 0 ? -0.22 : -0.06),
      8,
    );
  }
  stroke(
    ctx,
    [
      [x - half * 0.9, y - seat * 0.36],
      [x + half * 0.9, y - seat * 0.36],
    ],
    b.of(colour, -0.16),
    5,
  );
  stroke(
    ctx,
    [
      [back, y - seat],
      [back - turn * 12, y - seat - tall],
    ],
    modelled(b, back - 14, 20, colour, 0.02, 0.16),
    10,
  );
  const other = back + turn * half * 0.9;
  stroke(
    ctx,
    [
      [other, y - seat],
      [other - turn * 10, y - seat - tall],
    ],
    b.of(colour, -0.1),
    8,
  );
  for (const rung of [0.5, 0.74, 0.96]) {
    const ry = y - seat - tall * rung;
    stroke(
      ctx,
      [
        [back - turn * 12 * rung, ry],
        [other - turn * 10 * rung, ry],
      ],
      b.of(colour, 0.06),
      rung > 0.9 ? 15 : 8,
    );
  }
  box(ctx, x - half * 1.08, y - seat - 4, half * 2.16, 13, modelled(b, x - half, half * 2, colour, 0.08), 5);
  if (cushion !== undefined)
    box(ctx, x - half, y - seat - 12, half * 2, 13, modelled(b, x - half, half * 2, cushion, 0.06), 6);
}

/** A stool: round seat on splayed legs. */
export function stool(b: Brush, x: number, y: number, seat: number, colour: string, cushion: string): void {
  const { ctx } = b;
  contactShadow(b, x, y, 52);
  for (const dx of [-0.6, 0.6, -1, 1])
    stroke(
      ctx,
      [
        [x + dx * 24, y - seat],
        [x + dx * 40, y - (Math.abs(dx) < 1 ? 9 : 0)],
      ],
      b.of(colour, Math.abs(dx) < 1 ? -0.2 : 0),
      6,
    );
  stroke(
    ctx,
    [
      [x - 31, y - seat * 0.32],
      [x + 31, y - seat * 0.32],
    ],
    b.of(colour, 0.1),
    4,
  );
  box(ctx, x - 46, y - seat - 6, 92, 18, modelled(b, x - 46, 92, cushion, 0.04, 0.18), 9);
}

/** A table: a thick top with its edge in the light, on two legs or one foot. `y` is the floor. */
export function table(
  b: Brush,
  x: number,
  y: number,
  w: number,
  h: number,
  colour: string,
  foot: 'legs' | 'pedestal' = 'legs',
): void {
  const { ctx, palette } = b;
  contactShadow(b, x, y, w * 0.6, 18);
  if (foot === 'pedestal') {
    box(ctx, x - 11, y - h, 22, h - 6, modelled(b, x - 11, 22, colour, -0.12, 0.16));
    blob(
      ctx,
      [
        [x - w * 0.28, y],
        [x - w * 0.2, y - 10],
        [x - 12, y - 26],
        [x + 12, y - 26],
        [x + w * 0.2, y - 10],
        [x + w * 0.28, y],
      ],
      modelled(b, x - w * 0.28, w * 0.56, colour, -0.12, 0.16),
    );
  } else {
    for (const side of [-1, 1]) {
      const lx = x + side * w * 0.42;
      polygon(
        ctx,
        [
          [lx - 11, y - h],
          [lx + 11, y - h],
          [lx + 6, y],
          [lx - 6, y],
        ],
        modelled(b, lx - 11, 22, colour, -0.1, 0.16),
      );
    }
    box(ctx, x - w * 0.44, y - h, w * 0.88, 32, down(ctx, y - h, y - h + 32, b.of(colour, -0.3), b.of(colour, -0.12)));
  }
  polygon(
    ctx,
    [
      [x - w * 0.46, y - h - 16],
      [x + w * 0.46, y - h - 16],
      [x + w * 0.5, y - h],
      [x - w * 0.5, y - h],
    ],
    modelled(b, x - w / 2, w, colour, 0.16, 0.12),
  );
  box(ctx, x - w * 0.5, y - h, w, 13, modelled(b, x - w / 2, w, colour, -0.02, 0.12), 3);
  box(ctx, x - w * 0.5, y - h, w, 2.5, palette.at('light', 0.45));
}

/** A sofa from the front; `y` is the floor, `seat` the height of its cushions. */
export function sofa(
  b: Brush,
  x: number,
  y: number,
  w: number,
  seat: number,
  colour: string,
  cushions: readonly string[],
): void {
  const { ctx, palette } = b;
  const back = seat * 1.25;
  contactShadow(b, x, y, w * 0.56, 22, 0.5);
  for (const side of [-1, 1]) box(ctx, x + side * w * 0.44 - 6, y - 20, 12, 20, b.of('#5a3d28', -0.05));
  box(
    ctx,
    x - w * 0.46,
    y - seat - back,
    w * 0.92,
    back + seat * 0.4,
    down(ctx, y - seat - back, y - seat, b.of(colour, 0.16), b.of(colour, -0.1)),
    30,
  );
  box(
    ctx,
    x - w * 0.46,
    y - seat,
    w * 0.92,
    seat - 16,
    down(ctx, y - seat, y - 16, b.of(colour, -0.04), b.of(colour, -0.24)),
    12,
  );
  const pads = w > 380 ? 3 : 2;
  for (let pad = 0; pad < pads; pad++) {
    const px = x - w * 0.4 + (pad * w * 0.8) / pads;
    const pw = (w * 0.8) / pads - 4;
    box(ctx, px, y - seat - back + 14, pw, back - 10, modelled(b, px, pw, colour, 0.04, 0.1), 22);
    box(
      ctx,
      px,
      y - seat - 14,
      pw,
      38,
      down(ctx, y - seat - 14, y - seat + 24, b.of(colour, 0.2), b.of(colour, -0.06)),
      14,
    );
    box(ctx, px + 12, y - seat - 13, pw - 24, 3, palette.at('light', 0.3), 2);
  }
  cushions.forEach((cushion, index) => {
    const side = index % 2 ? 1 : -1;
    const cx = x + side * w * (0.33 - Math.floor(index / 2) * 0.13);
    ctx.save();
    ctx.translate(cx, y - seat - 44);
    ctx.rotate(side * 0.16);
    box(ctx, -36, -36, 72, 70, modelled(b, -36, 72, cushion, 0.06, 0.18), 18);
    ctx.restore();
  });
  for (const side of [-1, 1] as const) {
    const ax = side < 0 ? x - w * 0.5 : x + w * 0.5 - 54;
    box(ctx, ax, y - seat - back * 0.42, 54, seat + back * 0.42 - 14, modelled(b, ax, 54, colour, 0.02, 0.16), 24);
    box(ctx, ax + 8, y - seat - back * 0.42 + 3, 38, 4, palette.at('light', 0.28), 2);
  }
}

/** An armchair; the same as a sofa for one, with wings. */
export function armchair(b: Brush, x: number, y: number, seat: number, colour: string, cushion: string): void {
  const { ctx, palette } = b;
  const w = seat * 1.75;
  const back = seat * 1.5;
  contactShadow(b, x, y, w * 0.62, 20, 0.5);
  for (const side of [-1, 1])
    stroke(
      ctx,
      [
        [x + side * w * 0.36, y - 24],
        [x + side * w * 0.4, y],
      ],
      b.of('#5a3d28', 0),
      9,
    );
  const outline: Point[] = [
    [x - w * 0.42, y - seat * 0.4],
    [x - w * 0.46, y - seat - back * 0.7],
    [x - w * 0.36, y - seat - back],
    [x, y - seat - back * 1.06],
    [x + w * 0.36, y - seat - back],
    [x + w * 0.46, y - seat - back * 0.7],
    [x + w * 0.42, y - seat * 0.4],
  ];
  blob(ctx, outline, modelled(b, x - w * 0.46, w * 0.92, colour, 0.04, 0.18));
  for (const [dx, dy] of [
    [-0.18, 0.7],
    [0.18, 0.7],
    [0, 0.5],
    [-0.18, 0.3],
    [0.18, 0.3],
  ] as const)
    disc(ctx, x + dx * w, y - seat - back * dy, 3.5, palette.at('ink', 0.3));
  box(
    ctx,
    x - w * 0.36,
    y - seat - 12,
    w * 0.72,
    36,
    down(ctx, y - seat - 12, y - seat + 24, b.of(colour, 0.2), b.of(colour, -0.08)),
    14,
  );
  box(
    ctx,
    x - w * 0.42,
    y - seat + 20,
    w * 0.84,
    seat - 42,
    down(ctx, y - seat + 20, y - 22, b.of(colour, -0.06), b.of(colour, -0.24)),
    10,
  );
  box(ctx, x - 30, y - seat - 66, 60, 56, modelled(b, x - 30, 60, cushion, 0.08, 0.16), 16);
  for (const side of [-1, 1] as const) {
    const ax = x + side * w * 0.43 - 22;
    box(ctx, ax, y - seat - back * 0.36, 44, seat + back * 0.36 - 22, modelled(b, ax, 44, colour, 0.04, 0.18), 20);
    box(ctx, ax + 8, y - seat - back * 0.36 + 3, 28, 3.5, palette.at('light', 0.3), 2);
  }
}

/** A cupboard: doors with panels and knobs under a worktop. `y` is the floor. */
export function cupboard(
  b: Brush,
  x: number,
  y: number,
  w: number,
  h: number,
  colour: string,
  doors: number,
  top?: string,
): void {
  const { ctx, palette } = b;
  box(ctx, x, y - h, w, h, modelled(b, x, w, colour, -0.04, 0.1));
  box(ctx, x, y - 16, w, 16, b.palette.at('ink', 0.45));
  const dw = w / doors;
  for (let door = 0; door < doors; door++) {
    const dx = x + door * dw;
    box(ctx, dx + 5, y - h + 16, dw - 10, h - 38, palette.at('ink', 0.22), 4);
    box(ctx, dx + 6, y - h + 16, dw - 12, h - 40, modelled(b, dx, dw, colour, 0.04, 0.07), 4);
    box(ctx, dx + 18, y - h + 30, dw - 36, h - 70, palette.at('ink', 0.1), 3);
    box(ctx, dx + 19, y - h + 32, dw - 37, h - 71, modelled(b, dx, dw, colour, -0.01, 0.05), 3);
    box(ctx, dx + 6, y - h + 16, dw - 12, 2, palette.at('light', 0.3));
    disc(ctx, door % 2 ? dx + 14 : dx + dw - 14, y - h * 0.62, 4.5, b.of('#d9b26a', 0.25));
  }
  if (top !== undefined) {
    block(b, x - 8, y - h - 8, w + 16, 18, top, 0.14, 2);
    box(ctx, x, y - h + 10, w, 12, down(ctx, y - h + 10, y - h + 22, palette.at('ink', 0.4), palette.at('ink', 0)));
  }
}

/** An open shelf on two brackets. */
export function shelf(b: Brush, x: number, y: number, w: number, colour: string): void {
  const { ctx, palette } = b;
  box(ctx, x + 4, y + 9, w, 16, down(ctx, y + 9, y + 25, palette.at('ink', 0.34), palette.at('ink', 0)));
  for (const bx of [x + w * 0.12, x + w * 0.88])
    stroke(
      ctx,
      [
        [bx, y + 26],
        [bx, y + 8],
        [bx + 12, y + 8],
      ],
      b.of(colour, -0.2),
      4,
    );
  block(b, x, y, w, 10, colour, 0.08, 1);
}

/** An upright case of shelves with its back in shade. Returns the y of each board to stand things on. */
export function bookcase(
  b: Brush,
  x: number,
  y: number,
  w: number,
  h: number,
  colour: string,
  boards: number,
): readonly number[] {
  const { ctx, palette } = b;
  box(ctx, x + 8, y - h + 6, w, h, palette.at('ink', 0.3), 3);
  box(ctx, x, y - h, w, h, modelled(b, x, w, colour, 0, 0.12), 3);
  box(ctx, x + 10, y - h + 12, w - 20, h - 26, down(ctx, y - h, y, b.of(colour, -0.34), b.of(colour, -0.22)));
  const tops: number[] = [];
  const step = (h - 26) / boards;
  for (let board = 1; board <= boards; board++) {
    const by = y - h + 12 + board * step;
    tops.push(by - 8);
    box(ctx, x + 10, by - 8, w - 20, 9, down(ctx, by - 8, by + 1, b.of(colour, 0.16), b.of(colour, -0.08)));
    box(
      ctx,
      x + 10,
      by - step,
      w - 20,
      14,
      down(ctx, by - step, by - step + 14, palette.at('ink', 0.35), palette.at('ink', 0)),
    );
  }
  box(ctx, x - 4, y - h - 6, w + 8, 12, modelled(b, x, w, colour, 0.12), 2);
  return tops;
}
