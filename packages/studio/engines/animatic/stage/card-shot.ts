import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { backdropFor } from './backdrop.ts';
import { blurPainter } from './blur.ts';
import { cardBitmap, paintCardGround, paintCardVeil } from './cards.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import type { Picture } from './picture.ts';
import { pictureCanvas } from './scenery.ts';
import { houseView, travelOf } from './view.ts';

/** Words come within half a second and go within half a second. */
const presenceAt = (seconds: number, length: number) =>
  Math.max(0, Math.min(1, seconds / 0.5, (length - seconds) / 0.5));

/** The title over the first place of the film; captions over the place where they stand; credits on a quiet ground. */
export function cardShot({ request, scenery, length }: Setup): FramePainter {
  const { shot } = request;
  const { picture, palette } = scenery;
  const ground = groundOf({ request, scenery, length });
  const words = shot.card ? cardBitmap(shot.card, shot.kind, palette, picture) : null;
  return (ctx, seconds) => {
    ground(ctx, seconds);
    if (!words) return;
    ctx.globalAlpha = presenceAt(seconds, length);
    ctx.drawImage(words, 0, 0);
    ctx.globalAlpha = 1;
  };
}

/** A bitmap of the picture's size: gradients are dear, and these stay as they are. */
function once(picture: Picture, paint: (ctx: SKRSContext2D) => void): Canvas {
  const bitmap = pictureCanvas(picture);
  paint(bitmap.getContext('2d'));
  return bitmap;
}

function groundOf({ request, scenery, length }: Setup): FramePainter {
  const { shot } = request;
  const { picture, palette } = scenery;
  if (shot.kind === 'title-card') {
    const paintBackdrop = backdropFor(shot.camera, scenery.backdrop(), picture);
    const veil = once(picture, (ctx) => paintCardVeil(ctx, palette, picture));
    return (ctx, seconds) => {
      const view = houseView(
        'extreme-wide',
        { x: 800, y: 450, width: 0 },
        travelOf(shot.camera, seconds / length, seconds),
        picture,
      );
      paintBackdrop(ctx, 'behind', view, seconds);
      paintBackdrop(ctx, 'before', view, seconds);
      ctx.drawImage(veil, 0, 0);
    };
  }
  if (shot.kind === 'caption') {
    const paintBackground = blurPainter(scenery.blurred({ x: 800, y: 430, zoom: 1.2 }, 0.02), picture);
    const veil = once(picture, (ctx) => paintCardVeil(ctx, palette, picture));
    return (ctx, seconds) => {
      paintBackground(ctx, travelOf(shot.camera, seconds / length, seconds));
      ctx.drawImage(veil, 0, 0);
    };
  }
  if (shot.kind === 'credits') {
    const ground = once(picture, (ctx) => paintCardGround(ctx, palette, picture));
    return (ctx) => ctx.drawImage(ground, 0, 0);
  }
  return (ctx) => {
    ctx.fillStyle = 'black';
    ctx.fillRect(0, 0, picture.width, picture.height);
  };
}
