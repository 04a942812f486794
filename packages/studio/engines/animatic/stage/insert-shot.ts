import { paintProp } from '../figures/props/paint-prop.ts';
import { paintBlur } from './blur.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import { lightOn } from './player.ts';
import { travelOf } from './view.ts';

/** A thing that matters, large, on a surface before the set out of focus. */
export function insertShot({ request, scenery, length }: Setup): FramePainter {
  const { shot } = request;
  const { picture, palette } = scenery;
  const background = scenery.blurred({ x: 800, y: 430, zoom: 2.1 }, 0.035);
  const light = lightOn(scenery, 800, 0);
  const kind = shot.prop ?? 'object';
  return (ctx, seconds) => {
    const travel = travelOf(shot.camera, seconds / length, seconds);
    paintBlur(ctx, background, travel, picture);
    const edge = picture.height * 0.7;
    const top = ctx.createLinearGradient(0, edge, 0, picture.height);
    top.addColorStop(0, palette.material('#8a5a3c', 0.75));
    top.addColorStop(1, palette.material('#5b3826', 0.25));
    ctx.fillStyle = top;
    ctx.fillRect(0, edge, picture.width, picture.height - edge);
    ctx.fillStyle = palette.at('glow', 0.35);
    ctx.fillRect(0, edge, picture.width, Math.max(1, picture.height / 260));
    const size = Math.min(picture.height * 0.62, picture.width * 0.5) * travel.zoom;
    const x = picture.width / 2 - travel.x * picture.width;
    const y = picture.height * 0.52;
    const shadow = ctx.createRadialGradient(
      x,
      edge + picture.height * 0.1,
      0,
      x,
      edge + picture.height * 0.1,
      size * 0.62,
    );
    shadow.addColorStop(0, palette.at('ink', 0.5));
    shadow.addColorStop(1, palette.at('ink', 0));
    ctx.save();
    ctx.translate(0, (edge + picture.height * 0.1) * 0.78);
    ctx.scale(1, 0.22);
    ctx.translate(0, -(edge + picture.height * 0.1) * 0.1);
    ctx.fillStyle = shadow;
    ctx.fillRect(0, 0, picture.width, picture.height * 2);
    ctx.restore();
    paintProp(ctx, kind, { x, y, size, angle: 0.02 * Math.sin(seconds * 0.5) }, light);
  };
}
