import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Figure, FigureState, Placement } from './figure.ts';
import { ground, layers, paintLayer } from './layers.ts';
import type { Posed } from './posed.ts';
import { headHeightOf, skeletonOf } from './skeleton.ts';

export { strideLength } from './walk.ts';

/**
 * Where the head of a figure is on the canvas, so that a camera can frame it.
 * @returns the middle of the head, and its height from crown to chin, in canvas units
 */
export function headAt(
  figure: Figure,
  state: FigureState,
  placement: Placement,
): { x: number; y: number; headHeight: number } {
  const skeleton = skeletonOf(figure, state, placement);
  const headHeight = headHeightOf(figure, placement, skeleton.body);
  const { x, y } = skeleton.view(skeleton.head);
  return { x: placement.x + x * headHeight, y: placement.floor + y * headHeight, headHeight };
}

/**
 * Paints a whole figure, from its shadow on the floor to its hair, at any size.
 * @example paintPosed(ctx, poseFigure(helen, { state, placement: { x: 640, floor: 690, height: 420, seat: 110 }, light }))
 */
export function paintPosed(ctx: SKRSContext2D, posed: Posed): void {
  if (posed.figure.look.species === 'voice') return;
  for (const layer of [ground, ...layers]) if (layer.reach(posed)) paintLayer(ctx, layer, posed);
}
