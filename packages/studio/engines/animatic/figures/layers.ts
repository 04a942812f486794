import type { SKRSContext2D } from '@napi-rs/canvas';
import { seedOf } from '../random.ts';
import { type BodyBrush, bodyBrush, inside, paintForm } from './body-brush.ts';
import { paintBelt } from './clothes/belt.ts';
import type { Dressing } from './clothes/garment.ts';
import { chinShadow } from './clothes/stitching.ts';
import { bottoms } from './clothes/wardrobe.ts';
import type { Figure } from './figure.ts';
import { paintGround } from './ground.ts';
import { paintHead, paintNeck } from './head/head.ts';
import { blend } from './head/pigment.ts';
import { paintHeldThing } from './held-thing.ts';
import { type Box, boxOf } from './outline.ts';
import { type ArmPaint, armOutlines, handPlaceOf, isAtHead, isBehind, paintArm, traceArmShadow } from './paint-arm.ts';
import { type LowerBody, paintDrape, paintLegs } from './paint-legs.ts';
import { peltOf } from './pelt.ts';
import type { Posed } from './posed.ts';
import { type Side, sides } from './poses.ts';
import { propOf } from './props/cupboard.ts';
import { armsReach, backReach, trunkReach } from './reach.ts';
import { paintTail } from './tail.ts';

/** Paints a part of a figure on a canvas in head heights whose origin is the figure's place on the floor. */
type LayerPainter = (brush: BodyBrush, posed: Posed) => void;

/** A part of a figure that lies between others. */
export interface Layer {
  /** What of a moment it shows: only the face has to be that of this very frame. */
  readonly of: 'trunk' | 'arms' | 'face';
  /** The box of what it may paint, in head heights; `null` where there is nothing to paint. */
  readonly reach: (posed: Posed) => Box | null;
  /** Whether it throws light on what lies behind it, which a bitmap of it cannot. */
  readonly glows: (posed: Posed) => boolean;
  readonly paint: LayerPainter;
}

const dressingOf = (brush: BodyBrush, { figure, skeleton, trunk, torso }: Posed): Dressing => ({
  brush,
  skeleton,
  trunk: trunk(),
  look: figure.look,
  taste: seedOf(figure.id),
  skin: peltOf(figure.look),
  colour: figure.look.topColour,
  torso: torso(),
});

/** What lies behind the arms on the far side: a tail, a hood. */
const paintBack: LayerPainter = (brush, posed) => {
  const { figure, skeleton, trunk, top } = posed;
  if (skeleton.facing !== 'back') paintTail(brush, figure.look, skeleton, trunk());
  top.paintBehind(dressingOf(brush, posed));
};

/** Legs, trunk and neck with what is worn on them. */
const paintTrunk: LayerPainter = (brush, posed) => {
  const { figure, skeleton, trunk, top } = posed;
  const { look } = figure;
  const dressing = dressingOf(brush, posed);
  const lower: LowerBody = {
    brush,
    skeleton,
    trunk: trunk(),
    bottom: bottoms[look.bottom],
    colour: look.bottomColour,
    skin: dressing.skin,
    shoe: shoeOf(figure),
  };
  paintLegs(lower);
  if (lower.bottom.drape !== null) paintDrape(lower, lower.bottom.drape, look.bottomColour, 0.03);
  if (top.drape !== null) paintDrape(lower, top.drape, look.topColour, top.ease);
  inHead(brush, posed, () => paintBodyNeck(brush, posed, dressing.skin));
  const covers = sides.map((side) => armOutlines(skeleton, side, top, false));
  const own = boxOf([dressing.torso]);
  const span = boxOf([dressing.torso, ...covers.flatMap((cover) => cover.slice(0, 1))]);
  paintForm(brush, [dressing.torso], top.cloth ?? look.topColour, {
    core: 0.1,
    before: covers.flat(),
    span: { ...own, left: span.left, right: span.right },
  });
  top.paintFront(dressing);
  if (!top.over) paintBelt(dressing, look.bottomColour);
  if (shades(brush)) inside(brush, [dressing.torso], () => chinShadow(dressing));
  top.paintCollar(dressing);
  if (skeleton.facing === 'back') paintTail(brush, look, skeleton, trunk());
};

/** Whether parts throw shadows on each other. */
const shades = (brush: BodyBrush) => brush.fine && brush.light.silhouette <= 0.8;

const armPaintOf = (brush: BodyBrush, { figure, skeleton, top, torso }: Posed): ArmPaint => ({
  brush,
  skeleton,
  look: figure.look,
  top,
  skin: peltOf(figure.look),
  before: [torso()],
  base: 0.5,
  span: boxOf([torso()]),
});

const farArms = ({ skeleton }: Posed) => sides.filter((side) => isBehind(skeleton, skeleton.arms[side]));
const nearArms = ({ skeleton }: Posed) => sides.filter((side) => !isBehind(skeleton, skeleton.arms[side]));
const isRaised = ({ skeleton }: Posed, side: Side) => isAtHead(skeleton, skeleton.arms[side]);

const raisedArms = (posed: Posed) => nearArms(posed).filter((side) => isRaised(posed, side));

/** An arm with what its hand holds. */
function paintWholeArm(arm: ArmPaint, { state, skeleton }: Posed, side: Side, fromElbow: boolean): void {
  if (state.holding === null || side !== skeleton.mainHand) {
    paintArm(arm, side, fromElbow, 'whole');
    return;
  }
  paintArm(arm, side, fromElbow, 'behind');
  paintHeldThing(arm.brush, state.holding, skeleton, handPlaceOf(skeleton, skeleton.arms[side], side), state);
  paintArm(arm, side, fromElbow, 'front');
}

/** The arms behind the trunk. */
const paintFarArms: LayerPainter = (brush, posed) => {
  const arm = { ...armPaintOf(brush, posed), base: 0.4 };
  for (const side of farArms(posed)) paintWholeArm(arm, posed, side, false);
};

/** The arms before the trunk, with their shadows on it. */
const paintNearArms: LayerPainter = (brush, posed) => {
  const arm = armPaintOf(brush, posed);
  const front = nearArms(posed);
  if (shades(brush)) {
    inside(brush, [posed.torso()], () => {
      brush.ctx.beginPath();
      for (const side of front) traceArmShadow(arm, side);
      brush.ctx.fillStyle = brush.light.palette.at('ink', 0.24);
      brush.ctx.fill();
    });
  }
  for (const side of front) {
    if (isRaised(posed, side)) paintArm(arm, side, false, 'whole');
    else paintWholeArm(arm, posed, side, false);
  }
};

/** The forearms that are raised to the head, once more: over it. */
const paintRaisedArms: LayerPainter = (brush, posed) => {
  const arm = armPaintOf(brush, posed);
  for (const side of raisedArms(posed)) paintWholeArm(arm, posed, side, true);
};

/** Runs with the canvas in the head's own place: its middle is the origin. */
function inHead({ ctx }: BodyBrush, { skeleton }: Posed, paint: () => void): void {
  const { x, y } = skeleton.view(skeleton.head);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(skeleton.headRoll);
  paint();
  ctx.restore();
}

/** The hair that falls behind the shoulders, or all the rest of the head. */
const paintHeadPart =
  (part: 'behind' | 'front'): LayerPainter =>
  (brush, posed) => {
    const { look, age, gender } = posed.figure;
    inHead(brush, posed, () =>
      paintHead(brush.ctx, look, age, gender, posed.state.face, brush.light, part, brush.pixels),
    );
  };

function paintBodyNeck(brush: BodyBrush, { figure, state }: Posed, skin: string): void {
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

function shoeOf({ look, gender }: Figure): LowerBody['shoe'] {
  const animal = look.species !== 'human' && look.species !== 'robot';
  if (animal) return { colour: peltOf(look), sole: null };
  const { shoe } = bottoms[look.bottom];
  if (look.species === 'robot') return { colour: '#6c7684', sole: '#3a414c' };
  if (shoe === 'trainer') return { colour: '#e6e1d8', sole: '#f6f4ef' };
  if (shoe === 'pump') return { colour: gender === 'female' ? '#3b2430' : '#33261e', sole: '#1c1416' };
  return { colour: look.top === 'suit' || look.top === 'uniform' ? '#1f1a1c' : '#4a3226', sole: '#171214' };
}

const never = () => false;
const holdsLight = ({ state }: Posed) => state.holding !== null && propOf(state.holding).shines;

/** The shadow on the floor: little to paint, and much to keep. */
export const ground: Layer = {
  of: 'trunk',
  reach: trunkReach,
  glows: never,
  paint: (brush, { skeleton }) => paintGround(brush, skeleton),
};

/** A figure over its shadow, from back to front. */
export const layers: readonly Layer[] = [
  { of: 'face', reach: trunkReach, glows: never, paint: paintHeadPart('behind') },
  { of: 'trunk', reach: backReach, glows: never, paint: paintBack },
  { of: 'arms', reach: (posed) => armsReach(posed, farArms(posed)), glows: holdsLight, paint: paintFarArms },
  { of: 'trunk', reach: trunkReach, glows: never, paint: paintTrunk },
  { of: 'arms', reach: (posed) => armsReach(posed, nearArms(posed)), glows: holdsLight, paint: paintNearArms },
  { of: 'face', reach: trunkReach, glows: never, paint: paintHeadPart('front') },
  { of: 'arms', reach: (posed) => armsReach(posed, raisedArms(posed)), glows: holdsLight, paint: paintRaisedArms },
];

/** Paints one layer on a canvas in the units of the placement. */
export function paintLayer(ctx: SKRSContext2D, layer: Layer, posed: Posed): void {
  const { placement, headHeight, light } = posed;
  ctx.save();
  ctx.translate(placement.x, placement.floor);
  ctx.scale(headHeight, headHeight);
  layer.paint(bodyBrush(ctx, light), posed);
  ctx.restore();
}
