import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Figure } from './figure.ts';
import { holderOf } from './hold.ts';
import { keeperOf, type Lens } from './kept-layer.ts';
import { ground, layers, paintLayer } from './layers.ts';
import { type Moment, poseFigure } from './posed.ts';

/** How far, in pixels, what is held may lie from where it would be: less than the eye follows. */
const unseen = 0.4;

/** Paints a figure at a second of its shot. The canvas may be moved and scaled, not turned. */
export type ActorPainter = (ctx: SKRSContext2D, seconds: number) => void;

/**
 * Paints a figure frame by frame. The face is that of every frame; the body, while it hardly moves, is kept as a bitmap.
 * The same second on the same canvas always has the same pixels.
 * @param steady whether the canvas is moved and scaled alike in all frames
 * @example const paint = actorPainter(helen, (seconds) => ({ state: player.stateAt(seconds), placement, light }), true);
 */
export function actorPainter(figure: Figure, momentAt: (seconds: number) => Moment, steady: boolean): ActorPainter {
  if (figure.look.species === 'voice') return () => {};
  const posedAt = (seconds: number) => poseFigure(figure, momentAt(seconds));
  const holdOf = holderOf(posedAt);
  const keepers = layers.map((layer) => ({ layer, paintKept: keeperOf(layer) }));
  return (ctx, seconds) => {
    const { a, e, f } = ctx.getTransform();
    const lens: Lens = { scale: a, x: e, y: f, width: ctx.canvas.width, height: ctx.canvas.height, steady };
    const now = posedAt(seconds);
    const shown = {
      trunk: holdOf('trunk', now, seconds, unseen / a),
      arms: holdOf('arms', now, seconds, unseen / a),
      face: { posed: now, hold: null },
    };
    paintLayer(ctx, ground, shown.trunk.posed);
    for (const { layer, paintKept } of keepers) {
      const { posed, hold } = shown[layer.of];
      paintKept(ctx, posed, hold, lens);
    }
  };
}
