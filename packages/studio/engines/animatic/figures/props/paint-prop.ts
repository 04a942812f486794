import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FigureLight } from '../figure.ts';
export const propSizes: Record<string, number> & { object: number } = { object: 0.9, phone: 0.62, cup: 0.42 };
export function paintProp(
  ctx: SKRSContext2D,
  _kind: string,
  at: { x: number; y: number; size: number; angle: number },
  light: FigureLight,
): void {
  ctx.fillStyle = light.palette.material('#444444', 0.5);
  ctx.fillRect(at.x - at.size / 4, at.y - at.size / 2, at.size / 2, at.size);
}
