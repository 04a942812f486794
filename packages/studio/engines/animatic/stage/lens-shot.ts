import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FigureState } from '../figures/figure.ts';
import { headAt, paintFigure } from '../figures/paint-figure.ts';
import { blockingOf } from './blocking.ts';
import { paintBlur } from './blur.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import { type FaceFrame, frameGroup, frameShoulder, frameSingle } from './framing.ts';
import type { Picture } from './picture.ts';
import { lightOn, type Player, playersOf } from './player.ts';
import type { Scenery } from './scenery.ts';
import { type Travel, travelOf, type View } from './view.ts';

/** Pixels of the shoulder's own canvas per pixel of the picture: small and enlarged is out of focus, and cheap. */
const softness = 0.25;

const nearness: Record<string, { readonly zoom: number; readonly blur: number }> = {
  medium: { zoom: 1.45, blur: 0.008 },
  'medium-close': { zoom: 1.75, blur: 0.018 },
  close: { zoom: 2.05, blur: 0.028 },
  'extreme-close': { zoom: 2.4, blur: 0.04 },
};

/** A part of the set behind the figure: singles of the two sides of a talk look at two sides of the room. */
function backgroundView(scenery: Scenery, setup: Setup, x: number): { view: View; blur: number } {
  const { zoom, blur } = nearness[setup.request.shot.size] ?? { zoom: 1.75, blur: 0.018 };
  const { angle } = setup.request.shot.camera;
  const aside = angle === 'front-left' ? -210 : angle === 'front-right' ? 210 : 0;
  const half = scenery.picture.width / scenery.picture.scale / 2 / zoom;
  const centre = Math.min(1700 - half, Math.max(-100 + half, 0.6 * x + 0.4 * 800 + aside));
  return { view: { x: centre, y: 415, zoom }, blur };
}

/** Puts a figure so that its head comes where the frame wants it. */
function paintAtFace(
  ctx: SKRSContext2D,
  player: Player,
  state: FigureState,
  face: FaceFrame,
  scenery: Scenery,
  worldX: number,
): void {
  const trial = { x: 0, floor: 0, height: 1000, seat: state.pose === 'sit' ? 270 : 0 };
  const still: FigureState = { ...state, breath: 0, stride: 0, face: { ...state.face, tilt: 0, nod: 0 } };
  const head = headAt(player.figure, still, trial);
  const scale = face.headHeight / head.headHeight;
  const placement = {
    x: face.x - head.x * scale,
    floor: face.y - head.y * scale,
    height: 1000 * scale,
    seat: trial.seat * scale,
  };
  paintFigure(ctx, player.figure, state, placement, lightOn(scenery, worldX, 0));
}

const aboutMiddle = (face: FaceFrame, travel: Travel, picture: Picture): FaceFrame => ({
  x: picture.width / 2 + (face.x - picture.width / 2) * travel.zoom - travel.x * picture.width * 0.9,
  y: picture.height / 2 + (face.y - picture.height / 2) * travel.zoom - travel.y * picture.width * 0.9,
  headHeight: face.headHeight * travel.zoom,
});

/** Closer than whole figures, legs are out of the frame: who walks or kneels is painted standing. */
const upright = (state: FigureState): FigureState =>
  state.pose === 'sit' || state.pose === 'walk' ? state : { ...state, pose: 'stand' };

interface Framed {
  readonly player: Player;
  readonly face: FaceFrame;
  readonly worldX: number;
}

function composition({ request, scenery }: Setup): { subjects: readonly Framed[]; shoulder: Framed | null } {
  const { shot } = request;
  const { picture } = scenery;
  const players = playersOf(request);
  const marks = blockingOf(
    players.map(({ staging }) => staging),
    scenery.design.marks,
    picture.width / picture.scale,
  );
  const worldX = (player: Player) => marks[players.indexOf(player)]?.x ?? 800;
  const inFront = players.filter(({ staging }) => !staging.foreground);
  const single = inFront.find(({ staging }) => staging.who === shot.subject) ?? inFront[0];
  const grouped = inFront.length > 1 && (shot.kind === 'two-shot' || shot.kind === 'master' || shot.subject === null);
  if (!single) return { subjects: [], shoulder: null };
  if (grouped) {
    const faces = frameGroup(
      shot.size,
      inFront.map(({ staging }) => staging.slot),
      picture,
    );
    return {
      subjects: inFront.flatMap((player, index) =>
        faces[index] ? [{ player, face: faces[index], worldX: worldX(player) }] : [],
      ),
      shoulder: null,
    };
  }
  const face = frameSingle(shot.size, single.staging.facing, shot.kind, picture);
  const near = players.find(({ staging }) => staging.foreground);
  return {
    subjects: [{ player: single, face, worldX: worldX(single) }],
    shoulder: near ? { player: near, face: frameShoulder(face.x, picture), worldX: worldX(near) } : null,
  };
}

/** The figure nearest the camera, painted small and enlarged, a little ahead of the others when the camera moves. */
function shoulderPainter(
  framed: Framed,
  scenery: Scenery,
): (ctx: SKRSContext2D, seconds: number, travel: Travel) => void {
  const { picture } = scenery;
  const small = createCanvas(Math.round(picture.width * softness), Math.round(picture.height * softness));
  const ctx = small.getContext('2d');
  return (out, seconds, travel) => {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, small.width, small.height);
    ctx.setTransform(softness, 0, 0, softness, 0, 0);
    const state = framed.player.stateAt(seconds);
    paintAtFace(
      ctx,
      framed.player,
      upright({ ...state, gesture: 'none', face: { ...state.face, facing: 'back' } }),
      aboutMiddle(framed.face, { ...travel, x: travel.x * 1.6 }, picture),
      scenery,
      framed.worldX,
    );
    ctx.globalCompositeOperation = 'source-atop';
    ctx.fillStyle = scenery.palette.at('ink', 0.42);
    ctx.fillRect(0, 0, picture.width, picture.height);
    ctx.globalCompositeOperation = 'source-over';
    out.drawImage(small, 0, 0, picture.width, picture.height);
  };
}

/** A shot framed on faces: the set behind them out of focus. */
export function lensShot(setup: Setup): FramePainter {
  const { request, scenery, length } = setup;
  const { picture } = scenery;
  const { subjects, shoulder } = composition(setup);
  const { view, blur } = backgroundView(scenery, setup, subjects[0]?.worldX ?? 800);
  const background = scenery.blurred(view, blur);
  const paintShoulder = shoulder ? shoulderPainter(shoulder, scenery) : null;
  return (ctx, seconds) => {
    const travel = travelOf(request.shot.camera, seconds / length, seconds);
    paintBlur(ctx, background, travel, picture);
    for (const { player, face, worldX } of subjects) {
      paintAtFace(ctx, player, upright(player.stateAt(seconds)), aboutMiddle(face, travel, picture), scenery, worldX);
    }
    paintShoulder?.(ctx, seconds, travel);
  };
}
