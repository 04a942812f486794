import type { Body } from './body.ts';
import type { BodyBrush } from './body-brush.ts';
import { sides } from './poses.ts';
import type { Skeleton } from './skeleton.ts';

/** A soft shadow on the floor, away from the light. */
export function paintGround({ ctx, light, lit }: BodyBrush, skeleton: Skeleton): void {
  const points = sides.map((side) => skeleton.view(skeleton.legs[side].ankle));
  const [left, right] = points;
  if (left === undefined || right === undefined) return;
  const hips = skeleton.view(skeleton.pelvis.origin);
  const wide = shadowWidth(skeleton.body, skeleton, Math.abs(left.x - right.x));
  const x = skeleton.lying === 0 ? (left.x + right.x + hips.x) / 3 : 0;
  ctx.save();
  const ground = skeleton.lying === 0 ? 0.04 : hips.y + 0.42 * skeleton.body.limb;
  ctx.translate(x - lit * 0.28, ground);
  ctx.scale(wide, skeleton.lying === 0 ? 0.16 : 0.22);
  const shade = ctx.createRadialGradient(0, 0, 0, 0, 0, 1);
  shade.addColorStop(0, light.palette.at('ink', 0.42));
  shade.addColorStop(0.55, light.palette.at('ink', 0.24));
  shade.addColorStop(1, light.palette.at('ink', 0));
  ctx.fillStyle = shade;
  ctx.beginPath();
  ctx.arc(0, 0, 1, 0, 2 * Math.PI);
  ctx.fill();
  ctx.restore();
}

const shadowWidth = (body: Body, { lying }: Skeleton, apart: number) =>
  lying === 0 ? 0.75 * body.limb + apart * 0.5 + 0.2 : body.heads * 0.52;
