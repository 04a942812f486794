import type { StoryBible, TimedShot } from '@ai-film-studio/film';
import { describeShot, timecodeOf } from '@ai-film-studio/film';
import { type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { breakLines, faces, loadType } from '../engines/animatic/stage/type.ts';
import type { PicturedShot } from '../pipeline/pictures.ts';
import type { Store } from '../storage/store.ts';

/** A board with what is said of it. */
export interface Board {
  readonly number: number;
  readonly timed: TimedShot;
  readonly still: Image;
}

/** Opens the stills of some shots, numbered from `first`. */
export async function openBoards(
  shots: readonly PicturedShot[],
  first: number,
  store: Store,
): Promise<readonly Board[]> {
  loadType();
  return Promise.all(
    shots.map(async ({ timed, still }, index) => ({
      number: first + index,
      timed,
      still: await loadImage(await store.pathOf(still)),
    })),
  );
}

/** Draws text broken to a width, no more than `most` lines, the last with an ellipsis when there is more. Returns the next y. */
export function writeLines(
  ctx: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  width: number,
  leading: number,
  most: number,
): number {
  const lines = breakLines(ctx, text, width);
  const shown = lines
    .slice(0, most)
    .map((line, index) => (index === most - 1 && lines.length > most ? `${line.slice(0, -1)}…` : line));
  shown.forEach((line, index) => {
    ctx.fillText(line, x, y + index * leading);
  });
  return y + shown.length * leading;
}

/** The words under a board: number and timecode, then what is seen and said. */
export function writeCaption(
  ctx: SKRSContext2D,
  board: Board,
  bible: StoryBible,
  rate: { num: number; den: number },
  box: { x: number; y: number; width: number },
): void {
  const { shot, range } = board.timed;
  ctx.fillStyle = '#1b1724';
  ctx.font = `9px "${faces.text}"`;
  const seconds = ((range.frames * rate.den) / rate.num).toFixed(1);
  ctx.fillText(`${board.number}   ${timecodeOf(range.start, rate)}   ${seconds} s`, box.x, box.y);
  ctx.fillStyle = '#4c4657';
  ctx.font = `8px "${faces.text}"`;
  writeLines(ctx, describeShot(shot, bible), box.x, box.y + 12, box.width, 10, 5);
}
