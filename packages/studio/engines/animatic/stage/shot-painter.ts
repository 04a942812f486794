import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Downgrade, PictureRequest } from '../../engine.ts';
import { seedOf } from '../random.ts';
import { atmosphereOf } from './atmosphere.ts';
import { cardShot } from './card-shot.ts';
import { paintSubtitle } from './cards.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import { houseShot } from './house-shot.ts';
import { insertShot } from './insert-shot.ts';
import { lensShot } from './lens-shot.ts';
import { pictureCanvas, type SceneryStore } from './scenery.ts';
import { unwritableIn } from './type.ts';

/** A shot ready to be painted frame by frame. */
export interface ShotPainter {
  /** Paints the picture area of frame `index` (0 is the shot's first); the context's origin is the picture's top left. */
  readonly paint: (ctx: SKRSContext2D, index: number) => void;
  readonly downgrades: readonly Downgrade[];
}

const cards = new Set(['title-card', 'caption', 'credits', 'black']);
const houseSizes = new Set(['extreme-wide', 'wide', 'full']);

function painterFor(setup: Setup): FramePainter {
  const { shot } = setup.request;
  if (cards.has(shot.kind)) return cardShot(setup);
  if (shot.size === 'insert') return insertShot(setup);
  return houseSizes.has(shot.size) || shot.staging.length === 0 ? houseShot(setup) : lensShot(setup);
}

function veil(ctx: SKRSContext2D, colour: 'black' | 'white', alpha: number, width: number, height: number): void {
  if (alpha <= 0) return;
  ctx.globalAlpha = Math.min(1, alpha);
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, width, height);
  ctx.globalAlpha = 1;
}

/** What of the shot's words stands on the screen as boxes. */
function unwritten({ shot, lines, settings }: PictureRequest): readonly Downgrade[] {
  const shown = shot.card ? [shot.card.heading, ...shot.card.lines] : [];
  if (settings.burnSubtitles) shown.push(...lines.map(({ text }) => text));
  return shown.flatMap((text) =>
    unwritableIn(text).map((letters) => ({
      where: text,
      what: `"${letters}" cannot be written: no typeface here has these letters`,
    })),
  );
}

/**
 * Readies a shot: paints or finds its scenery, places its players.
 * @throws RangeError when the style is unknown
 */
export function shotPainter(request: PictureRequest, sceneries: SceneryStore): ShotPainter {
  const { shot, settings, outgoing } = request;
  const toSeconds = (frames: number) => (frames * settings.rate.den) / settings.rate.num;
  const scenery = sceneries.of(shot, settings, shot.camera.angle === 'reverse');
  const { picture } = scenery;
  const length = toSeconds(request.frames);
  const scene = painterFor({ request, scenery, length });
  const air =
    cards.has(shot.kind) && shot.kind !== 'title-card'
      ? null
      : atmosphereOf({ ...shot, palette: scenery.palette }, picture, seedOf(settings.seed, shot.place, shot.weather));
  const before = outgoing ? shotPainter({ ...outgoing, outgoing: null }, sceneries) : null;
  const other = before ? pictureCanvas(picture) : null;

  const paint = (ctx: SKRSContext2D, index: number) => {
    const seconds = toSeconds(index);
    scene(ctx, seconds);
    air?.(ctx, seconds);
    const { transitionIn, transitionOut } = shot;
    if (transitionIn.kind === 'dissolve' && before && other && outgoing && seconds < transitionIn.seconds) {
      before.paint(other.getContext('2d'), outgoing.frames + index);
      ctx.globalAlpha = 1 - seconds / transitionIn.seconds;
      ctx.drawImage(other, 0, 0);
      ctx.globalAlpha = 1;
    }
    if (transitionIn.kind.startsWith('fade-from'))
      veil(
        ctx,
        transitionIn.kind === 'fade-from-white' ? 'white' : 'black',
        1 - seconds / transitionIn.seconds,
        picture.width,
        picture.height,
      );
    if (transitionOut.kind !== 'cut') {
      const left = toSeconds(request.frames - 1 - index);
      veil(
        ctx,
        transitionOut.kind === 'fade-to-white' ? 'white' : 'black',
        1 - left / transitionOut.seconds,
        picture.width,
        picture.height,
      );
    }
  };
  return { paint, downgrades: [...scenery.downgrades, ...unwritten(request)] };
}

/** The subtitle at a frame of a shot, drawn into the whole frame; the context's origin is the frame's top left. */
export function paintBurnedSubtitle(
  ctx: SKRSContext2D,
  request: PictureRequest,
  sceneries: SceneryStore,
  index: number,
): void {
  const line = request.lines.find(({ start, frames }) => index >= start && index < start + frames);
  if (!line) return;
  const { palette, picture } = sceneries.of(request.shot, request.settings, false);
  paintSubtitle(ctx, line.text, palette, request.settings.width, request.settings.height, picture);
}
