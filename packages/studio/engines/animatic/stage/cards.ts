import type { Card, ShotKind } from '@ai-film-studio/film';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Palette } from '../palette.ts';
import type { Picture } from './picture.ts';
import { breakLines, type Face, faceFor, fitSize, fontOf, setText } from './type.ts';

interface Words {
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly spacing: number;
  readonly alpha: number;
}

const unit = (picture: Picture) => Math.min(picture.height, picture.width * 0.62);

function widthIn(ctx: SKRSContext2D, face: Face, size: number, spacing: number): (text: string) => number {
  ctx.letterSpacing = `${spacing}px`;
  return (text) => {
    ctx.font = fontOf(face, size, text);
    return ctx.measureText(text).width;
  };
}

function headingOf(ctx: SKRSContext2D, card: Card, kind: ShotKind, picture: Picture): readonly Words[] {
  const { heading } = card;
  if (!heading) return [];
  const size = unit(picture) * (kind === 'title-card' ? 0.125 : kind === 'credits' ? 0.085 : 0.09);
  const width = picture.width * 0.82;
  const spacing = size * (kind === 'caption' ? 0.04 : 0.12);
  const face = faceFor(heading);
  const widthAt = (fitting: number) => widthIn(ctx, face, fitting, spacing)(setText(heading));
  const fitting = fitSize(Math.round(size), Math.round(size * 0.55), width, widthAt);
  const lines = breakLines(heading, width, widthIn(ctx, face, fitting, spacing));
  return lines.map((text) => ({ text, face, size: fitting, spacing, alpha: 1 }));
}

function linesOf(ctx: SKRSContext2D, card: Card, kind: ShotKind, picture: Picture): readonly Words[] {
  const many = card.lines.length > 6;
  const size = Math.round(unit(picture) * (kind === 'caption' ? 0.05 : many ? 0.046 : 0.056));
  const spacing = kind === 'title-card' ? size * 0.14 : size * 0.04;
  const widthOf = widthIn(ctx, 'text', size, spacing);
  return card.lines
    .flatMap((line) => (line ? breakLines(line, picture.width * 0.78, widthOf) : ['']))
    .map((text) => ({ text, face: 'text', size, spacing, alpha: 0.92 }));
}

const leading = (word: Words) => word.size * (word.face === 'title' ? 1.28 : 1.55);

/** The words of a card on a bitmap of the picture's size, with a soft shadow that lifts them off whatever is behind. */
export function cardBitmap(card: Card, kind: ShotKind, palette: Palette, picture: Picture): Canvas {
  const bitmap = createCanvas(picture.width, picture.height);
  const ctx = bitmap.getContext('2d');
  const heading = headingOf(ctx, card, kind, picture);
  const lines = linesOf(ctx, card, kind, picture);
  const words = [...heading, ...lines];
  const gap = heading.length > 0 && lines.length > 0 ? unit(picture) * 0.05 : 0;
  const total = words.reduce((sum, word) => sum + leading(word), gap);
  let y = picture.height / 2 - total / 2 - (kind === 'title-card' ? picture.height * 0.06 : 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  words.forEach((word, index) => {
    if (index === heading.length) y += gap;
    ctx.font = fontOf(word.face, word.size, word.text);
    ctx.letterSpacing = `${word.spacing}px`;
    const x = picture.width / 2 + word.spacing / 2;
    const middle = y + leading(word) / 2;
    ctx.shadowColor = palette.at('ink', 0.9);
    ctx.fillStyle = palette.at('light', word.alpha);
    for (const blur of [0.5, 0.16]) {
      ctx.shadowBlur = word.size * blur;
      ctx.fillText(word.text, x, middle);
    }
    y += leading(word);
  });
  return bitmap;
}

/** A quiet ground for words that stand without a picture. */
export function paintCardGround(ctx: SKRSContext2D, palette: Palette, picture: Picture): void {
  const ground = ctx.createRadialGradient(
    picture.width / 2,
    picture.height * 0.55,
    0,
    picture.width / 2,
    picture.height * 0.55,
    picture.width * 0.7,
  );
  ground.addColorStop(0, palette.between('ink', 'shadow', 0.6));
  ground.addColorStop(1, palette.at('ink'));
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, picture.width, picture.height);
}

/** A dark veil over a picture, so that the words on it can be read. */
export function paintCardVeil(ctx: SKRSContext2D, palette: Palette, picture: Picture): void {
  const veil = ctx.createLinearGradient(0, 0, 0, picture.height);
  veil.addColorStop(0, palette.at('ink', 0.12));
  veil.addColorStop(0.45, palette.at('ink', 0.4));
  veil.addColorStop(1, palette.at('ink', 0.2));
  ctx.fillStyle = veil;
  ctx.fillRect(0, 0, picture.width, picture.height);
}

/** A subtitle in the lower bar of a wide film, or over the picture's foot. `height` is the whole frame's. */
export function paintSubtitle(
  ctx: SKRSContext2D,
  text: string,
  palette: Palette,
  width: number,
  height: number,
  picture: Picture,
): void {
  const bar = (height - picture.height) / 2;
  const size = Math.round(Math.min(width, height) * 0.034);
  ctx.save();
  const widthOf = widthIn(ctx, 'text', size, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const lines = breakLines(text, width * 0.84, widthOf);
  const leading = size * 1.3;
  const foot =
    bar > leading * lines.length ? height - bar / 2 + ((lines.length - 1) * leading) / 2 : height - size * 1.6;
  lines.forEach((line, index) => {
    const y = foot - (lines.length - 1 - index) * leading;
    ctx.font = fontOf('text', size, line);
    ctx.lineWidth = size * 0.16;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = palette.at('ink', 0.85);
    ctx.strokeText(line, width / 2, y);
    ctx.fillStyle = palette.at('light');
    ctx.fillText(line, width / 2, y);
  });
  ctx.restore();
}
