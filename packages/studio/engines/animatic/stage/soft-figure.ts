import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { discard } from '../bitmap.ts';
import type { ActorPainter } from '../figures/actor.ts';
import type { Figure } from '../figures/figure.ts';
import { holderOf } from '../figures/hold.ts';
import { paintPosed } from '../figures/paint-figure.ts';
import { type Moment, type Posed, poseFigure } from '../figures/posed.ts';
import type { FaceFrame } from './framing.ts';
import type { Picture } from './picture.ts';

/** Pixels of the figure's own canvas per pixel of the picture: small and enlarged is out of focus, and cheap. */
const softness = 0.25;

/** How far, in pixels of the picture, a figure without a sharp edge may lie from where it would be. */
const unseen = 1;

interface Softness {
  readonly face: FaceFrame;
  readonly picture: Picture;
  /** What is laid over the figure: it stands in the camera's own shade. */
  readonly shade: string;
  /** Whether the canvas is moved and scaled alike in all frames. */
  readonly steady: boolean;
}

/** Paints a figure out of focus, a whole pose at a time. The same second always has the same pixels. */
export function softPainter(
  figure: Figure,
  momentAt: (seconds: number) => Moment,
  { face, picture, shade, steady }: Softness,
): ActorPainter {
  const posedAt = (seconds: number) => poseFigure(figure, momentAt(seconds));
  const holdOf = holderOf(posedAt);
  // Only as wide as shoulders and elbows can be; in steps of the small canvas's pixels.
  const step = 1 / softness;
  const left = Math.floor(Math.max(-picture.width * 0.2, face.x - 1.5 * face.headHeight) / step) * step;
  const right = Math.ceil(Math.min(picture.width * 1.2, face.x + 1.5 * face.headHeight) / step) * step;
  const height = Math.ceil((picture.height * 1.1) / step) * step;

  const paintSmall = (posed: Posed): Canvas => {
    const small = createCanvas((right - left) * softness, height * softness);
    const ctx = small.getContext('2d');
    ctx.setTransform(softness, 0, 0, softness, -left * softness, 0);
    paintPosed(ctx, posed);
    ctx.globalCompositeOperation = 'source-atop';
    ctx.fillStyle = shade;
    ctx.fillRect(left, 0, right - left, height);
    return small;
  };
  const enlarged = (small: Canvas): Canvas => {
    const large = createCanvas(right - left, height);
    large.getContext('2d').drawImage(small, 0, 0, right - left, height);
    discard(small);
    return large;
  };

  let kept: { readonly hold: string | null; readonly bitmap: Canvas } | null = null;
  return (ctx, seconds) => {
    const { posed, hold } = holdOf('whole', posedAt(seconds), seconds, unseen);
    if (!kept || hold === null || kept.hold !== hold) {
      if (kept) discard(kept.bitmap);
      kept = { hold, bitmap: steady ? enlarged(paintSmall(posed)) : paintSmall(posed) };
    }
    ctx.drawImage(kept.bitmap, left, 0, right - left, height);
  };
}
