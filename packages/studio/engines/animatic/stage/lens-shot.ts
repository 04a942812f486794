import type { SKRSContext2D } from '@napi-rs/canvas';
import { type ActorPainter, actorPainter } from '../figures/actor.ts';
import type { FigureState } from '../figures/figure.ts';
import { headAt } from '../figures/paint-figure.ts';
import type { Moment } from '../figures/posed.ts';
import { blockingOf } from './blocking.ts';
import { blurPainter } from './blur.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import { type FaceFrame, frameGroup, frameShoulder, frameSingle } from './framing.ts';
import type { Picture } from './picture.ts';
import { lightOn, type Player, playersOf } from './player.ts';
import type { Scenery } from './scenery.ts';
import { softPainter } from './soft-figure.ts';
import { type Travel, travelOf, type View } from './view.ts';

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

/** What a figure does at a second of the shot, placed so that its head comes where the frame wants it. */
function momentIn({ player, face, worldX }: Framed, state: FigureState, scenery: Scenery): Moment {
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
  return { state, placement, light: lightOn(scenery, worldX, 0) };
}

/** Moves the canvas as the camera has moved: nearer about the middle, and aside. */
function follow(ctx: SKRSContext2D, { x, y, zoom }: Travel, { width, height }: Picture): void {
  const aside = (length: number, travelled: number) => (length / 2) * (1 - zoom) - travelled * width * 0.9;
  ctx.transform(zoom, 0, 0, zoom, aside(width, x), aside(height, y));
}

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

/** A shot framed on faces: the set behind them out of focus. */
export function lensShot(setup: Setup): FramePainter {
  const { request, scenery, length } = setup;
  const { picture } = scenery;
  const { camera } = request.shot;
  const { subjects, shoulder } = composition(setup);
  const { view, blur } = backgroundView(scenery, setup, subjects[0]?.worldX ?? 800);
  const paintBackground = blurPainter(scenery.blurred(view, blur), picture);
  const actors = subjects.map((framed) => {
    const momentAt = (seconds: number) => momentIn(framed, upright(framed.player.stateAt(seconds)), scenery);
    return actorPainter(framed.player.figure, momentAt, camera.move === 'static');
  });
  const near = shoulder && shoulderPainter(shoulder, scenery, camera.move === 'static');
  return (ctx, seconds) => {
    const travel = travelOf(camera, seconds / length, seconds);
    paintBackground(ctx, travel);
    ctx.save();
    follow(ctx, travel, picture);
    for (const paintActor of actors) paintActor(ctx, seconds);
    ctx.restore();
    if (!near) return;
    ctx.save();
    follow(ctx, { ...travel, x: travel.x * 1.6 }, picture);
    near(ctx, seconds);
    ctx.restore();
  };
}

/** The figure nearest the camera, seen from behind. */
function shoulderPainter(framed: Framed, scenery: Scenery, steady: boolean): ActorPainter {
  const momentAt = (seconds: number) => {
    const state = framed.player.stateAt(seconds);
    return momentIn(framed, upright({ ...state, gesture: 'none', face: { ...state.face, facing: 'back' } }), scenery);
  };
  const shade = scenery.palette.at('ink', 0.42);
  return softPainter(framed.player.figure, momentAt, { face: framed.face, picture: scenery.picture, shade, steady });
}
