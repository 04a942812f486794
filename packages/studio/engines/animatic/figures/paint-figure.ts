import type { SKRSContext2D } from '@napi-rs/canvas';
import { seedOf } from '../random.ts';
import type { Body } from './body.ts';
import { type BodyBrush, bodyBrush, inside, paintForm } from './body-brush.ts';
import type { Dressing } from './clothes/garment.ts';
import { chinShadow, patchOn } from './clothes/stitching.ts';
import { bottoms, tops } from './clothes/wardrobe.ts';
import type { Figure, FigureLight, FigureState, Placement } from './figure.ts';
import { paintHead, paintNeck } from './head/head.ts';
import { blend } from './head/pigment.ts';
import { paintHeldThing } from './held-thing.ts';
import { boxOf } from './outline.ts';
import { type ArmPaint, armOutlines, handPlaceOf, isAtHead, isBehind, paintArm, traceArmShadow } from './paint-arm.ts';
import { type LowerBody, paintDrape, paintLegs } from './paint-legs.ts';
import { peltOf } from './pelt.ts';
import { type Side, sides } from './poses.ts';
import { headHeightOf, type Skeleton, skeletonOf } from './skeleton.ts';
import { paintTail } from './tail.ts';
import { trunkOf } from './trunk.ts';

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
 * @example paintFigure(ctx, helen, state, { x: 640, floor: 690, height: 420, seat: 110 }, light)
 */
export function paintFigure(
  ctx: SKRSContext2D,
  figure: Figure,
  state: FigureState,
  placement: Placement,
  light: FigureLight,
): void {
  if (figure.look.species === 'voice') return;
  const skeleton = skeletonOf(figure, state, placement);
  const headHeight = headHeightOf(figure, placement, skeleton.body);
  ctx.save();
  ctx.translate(placement.x, placement.floor);
  ctx.scale(headHeight, headHeight);
  paintParts(bodyBrush(ctx, light), figure, state, skeleton);
  ctx.restore();
}

function paintParts(brush: BodyBrush, figure: Figure, state: FigureState, skeleton: Skeleton): void {
  const { look } = figure;
  const top = tops[look.top];
  const trunk = trunkOf(skeleton);
  const skin = peltOf(look);
  const lower: LowerBody = {
    brush,
    skeleton,
    trunk,
    bottom: bottoms[look.bottom],
    colour: look.bottomColour,
    skin,
    shoe: shoeOf(figure),
  };
  const torso = trunk.outline(-0.02, top.hem, top.ease);
  const dressing: Dressing = {
    brush,
    skeleton,
    trunk,
    look,
    taste: seedOf(figure.id),
    skin,
    colour: look.topColour,
    torso,
  };
  const arm: ArmPaint = { brush, skeleton, look, top, skin, before: [torso], base: 0.5, span: boxOf([torso]) };
  const behind = sides.filter((side) => isBehind(skeleton, skeleton.arms[side]));
  const front = sides.filter((side) => !behind.includes(side));
  const held = (side: Side) => (state.holding !== null && side === skeleton.mainHand ? state.holding : null);
  const paintWholeArm = (side: Side, base: number, fromElbow: boolean) => {
    const paint = { ...arm, base };
    const kind = held(side);
    if (kind === null) return paintArm(paint, side, fromElbow, 'whole');
    paintArm(paint, side, fromElbow, 'behind');
    paintHeldThing(brush, kind, skeleton, handPlaceOf(skeleton, skeleton.arms[side], side), state);
    paintArm(paint, side, fromElbow, 'front');
  };

  paintShadow(brush, skeleton);
  if (skeleton.facing !== 'back') paintTail(brush, look, skeleton, trunk);
  inHead(brush, skeleton, () =>
    paintHead(brush.ctx, look, figure.age, figure.gender, state.face, brush.light, 'behind', brush.pixels),
  );
  top.paintBehind(dressing);
  for (const side of behind) paintWholeArm(side, 0.4, false);
  paintLegs(lower);
  if (lower.bottom.drape !== null) paintDrape(lower, lower.bottom.drape, look.bottomColour, 0.03);
  if (top.drape !== null) paintDrape(lower, top.drape, look.topColour, top.ease);
  inHead(brush, skeleton, () => paintBodyNeck(brush, figure, state, skin));
  const covers = sides.map((side) => armOutlines(skeleton, side, top, false));
  const armsOver = covers.flat();
  const span = boxOf([torso, ...covers.flatMap((cover) => cover.slice(0, 1))]);
  paintForm(brush, [torso], top.cloth ?? look.topColour, {
    core: 0.1,
    before: armsOver,
    span: { ...arm.span, left: span.left, right: span.right },
  });
  top.paintFront(dressing);
  if (!top.over) paintBelt(dressing, look.bottomColour);
  paintShadows(dressing, arm, front);
  top.paintCollar(dressing);
  if (skeleton.facing === 'back') paintTail(brush, look, skeleton, trunk);
  const raised = front.filter((side) => isAtHead(skeleton, skeleton.arms[side]));
  for (const side of front) {
    if (raised.includes(side)) paintArm(arm, side, false, 'whole');
    else paintWholeArm(side, 0.5, false);
  }
  inHead(brush, skeleton, () =>
    paintHead(brush.ctx, look, figure.age, figure.gender, state.face, brush.light, 'front', brush.pixels),
  );
  for (const side of raised) paintWholeArm(side, 0.5, true);
}

/** The shadows of the head and of the arms on the trunk. */
function paintShadows(dressing: Dressing, arm: ArmPaint, arms: readonly Side[]): void {
  const { brush, torso } = dressing;
  if (!brush.fine || brush.light.silhouette > 0.8) return;
  inside(brush, [torso], () => {
    chinShadow(dressing);
    brush.ctx.beginPath();
    for (const side of arms) traceArmShadow(arm, side);
    brush.ctx.fillStyle = brush.light.palette.at('ink', 0.24);
    brush.ctx.fill();
  });
}

/** Runs with the canvas in the head's own place: its middle is the origin. */
function inHead({ ctx }: BodyBrush, skeleton: Skeleton, paint: () => void): void {
  const { x, y } = skeleton.view(skeleton.head);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(skeleton.headRoll);
  paint();
  ctx.restore();
}

function paintBodyNeck(brush: BodyBrush, figure: Figure, state: FigureState, skin: string): void {
  const { look, age, gender } = figure;
  if (look.species === 'human') {
    paintNeck(brush.ctx, look, age, gender, state.face, brush.light, brush.pixels);
    return;
  }
  const half = 0.2;
  const neck = [
    { x: -half, y: 0.25 },
    { x: half, y: 0.25 },
    { x: half, y: 0.7 },
    { x: half * 1.7, y: 0.95 },
    { x: -half * 1.7, y: 0.95 },
    { x: -half, y: 0.7 },
  ];
  paintForm(brush, [neck], look.species === 'robot' ? blend(skin, '#20242c', 0.5) : skin, { base: 0.4, rim: 0.5 });
}

/** Trousers close over a shirt that is tucked in. */
function paintBelt(dressing: Dressing, colour: string): void {
  const leather = blend(colour, '#181210', 0.7);
  for (const turn of [0, 180]) {
    const band = [
      [-92, 0.955],
      [-45, 0.965],
      [0, 0.97],
      [45, 0.965],
      [92, 0.955],
      [92, 1.01],
      [45, 1.02],
      [0, 1.025],
      [-45, 1.02],
      [-92, 1.01],
    ] as const;
    patchOn(
      dressing,
      band.map(([around, down]) => [around + turn, down] as const),
      leather,
      0.45,
      0.035,
    );
  }
  patchOn(
    dressing,
    [
      [-8, 0.965],
      [8, 0.965],
      [8, 1.03],
      [-8, 1.03],
    ],
    '#c9b27a',
    0.58,
    0.04,
  );
}

function shoeOf({ look, gender }: Figure): LowerBody['shoe'] {
  const animal = look.species !== 'human' && look.species !== 'robot';
  if (animal) return { colour: peltOf(look), sole: null };
  const { shoe } = bottoms[look.bottom];
  if (look.species === 'robot') return { colour: '#6c7684', sole: '#3a414c' };
  if (shoe === 'trainer') return { colour: '#e6e1d8', sole: '#f6f4ef' };
  if (shoe === 'pump') return { colour: gender === 'female' ? '#3b2430' : '#33261e', sole: '#1c1416' };
  return { colour: look.top === 'suit' || look.top === 'uniform' ? '#1f1a1c' : '#4a3226', sole: '#171214' };
}

/** A soft shadow on the floor, away from the light. */
function paintShadow({ ctx, light, lit }: BodyBrush, skeleton: Skeleton): void {
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
