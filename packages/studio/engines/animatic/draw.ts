import { createCanvas } from '@napi-rs/canvas';
import { type FrameConverter, frameConverter } from '../../media/yuv/frame-converter.ts';
import type { DrawnShot, PictureRequest } from '../engine.ts';
import { discard, readPixels } from './bitmap.ts';
import { seedOf } from './random.ts';
import { pictureOf } from './stage/picture.ts';
import { pictureCanvas, type SceneryStore } from './stage/scenery.ts';
import { paintBurnedSubtitle, shotPainter } from './stage/shot-painter.ts';

/** Soft grain: stronger costs two fifths more time and bits in the encoder. */
const film = { grain: 1.2, vignette: 0.5 };

const converters = new Map<string, FrameConverter>();

function converterFor(width: number, height: number, pictureHeight: number): FrameConverter {
  const key = `${width}x${height}/${pictureHeight}`;
  const found = converters.get(key) ?? frameConverter({ width, height, pictureHeight }, film);
  converters.set(key, found);
  return found;
}

/** Readies a shot: see `Engine.draw`. */
export function drawShot(request: PictureRequest, sceneries: SceneryStore): DrawnShot {
  const { width, height, seed, burnSubtitles } = request.settings;
  const picture = pictureOf(width, height);
  const painter = shotPainter(request, sceneries);
  const bar = Math.floor((height - picture.height) / 4) * 2;
  const canvas = burnSubtitles ? createCanvas(width, height) : pictureCanvas(picture);
  const ctx = canvas.getContext('2d');
  const phase = seedOf(seed, request.take);

  const paintWhole = (index: number) => {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = 'black';
    ctx.fillRect(0, 0, width, height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, bar, width, picture.height);
    ctx.clip();
    ctx.translate(0, bar);
    painter.paint(ctx, index);
    ctx.restore();
    paintBurnedSubtitle(ctx, request, sceneries, index);
  };

  return {
    downgrades: painter.downgrades,
    frame(index) {
      if (burnSubtitles) paintWhole(index);
      else painter.paint(ctx, index);
      return readPixels(canvas, (rgba) => converterFor(width, height, canvas.height).convert(rgba, phase + index));
    },
    still(index, scale = 1) {
      const whole = createCanvas(Math.round(width * scale), Math.round(height * scale));
      const out = whole.getContext('2d');
      out.fillStyle = 'black';
      out.fillRect(0, 0, whole.width, whole.height);
      out.imageSmoothingQuality = 'high';
      out.scale(scale, scale);
      if (burnSubtitles) paintWhole(index);
      else painter.paint(ctx, index);
      out.drawImage(canvas, 0, burnSubtitles ? 0 : bar);
      const jpeg = whole.toBuffer('image/jpeg', 88);
      discard(whole);
      return jpeg;
    },
  };
}
