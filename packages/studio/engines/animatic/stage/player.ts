import type { Gesture, Staging } from '@ai-film-studio/film';
import type { PictureRequest } from '../../engine.ts';
import { actingAt } from '../figures/acting.ts';
import type { Figure, FigureLight, FigureState } from '../figures/figure.ts';
import { seedOf } from '../random.ts';
import type { Scenery } from './scenery.ts';

/** A figure in a shot together with what it does at every moment. */
export interface Player {
  readonly staging: Staging;
  readonly figure: Figure;
  stateAt(seconds: number): FigureState;
}

/** What a gesture implies where the storyboard names nothing. */
const implied: Partial<Record<Gesture, string>> = {
  phone: 'phone',
  drink: 'cup',
  aim: 'gun',
  smoke: 'cigarette',
  write: 'letter',
};

/** The players of a shot in the order of its staging. Who is not in the cast (a voice, or cut from the bible) is left out. */
export function playersOf(request: PictureRequest): readonly Player[] {
  const { shot, cast, frames, lines, settings } = request;
  const toSeconds = (count: number) => (count * settings.rate.den) / settings.rate.num;
  const length = toSeconds(frames);
  return shot.staging.flatMap((staging) => {
    const figure = cast.find((member) => member.id === staging.who);
    if (!figure || figure.look.species === 'voice') return [];
    const spans = (own: boolean) =>
      lines
        .filter((line) => (line.who === staging.who) === own)
        .map((line) => ({
          start: toSeconds(line.start),
          from: toSeconds(line.start),
          to: toSeconds(line.start + line.frames),
          phones: line.phones,
        }));
    const fixed = {
      staging,
      length,
      seed: seedOf(settings.seed, request.take, staging.who),
      spoken: spans(true),
      listening: spans(false),
      holding: staging.holding ?? implied[staging.gesture] ?? (staging.gesture === 'reach' ? shot.prop : null),
    };
    return [{ staging, figure, stateAt: (seconds: number) => actingAt({ ...fixed, seconds }) }];
  });
}

const lowLight = new Set(['dusk', 'night', 'golden']);

/**
 * The light on a figure.
 * @param x where the figure is, in world units
 * @param distance how far the camera is: 0 a face that fills the frame, 1 a figure in the land
 */
export function lightOn(scenery: Scenery, x: number, distance: number): FigureLight {
  const key = scenery.design.light(scenery.conditions);
  const source = scenery.mirrored ? 1600 - key.x : key.x;
  const against = !scenery.design.interior && lowLight.has(scenery.palette.timeOfDay);
  return {
    palette: scenery.palette,
    from: source < x ? 'left' : 'right',
    rim: Math.min(1, 0.35 + 0.6 * key.strength),
    silhouette: against ? 0.72 * distance : 0.12 * distance,
  };
}
