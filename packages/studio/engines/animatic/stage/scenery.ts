import { type Shot, type Style, styles } from '@ai-film-studio/film';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Downgrade, PictureSettings } from '../../engine.ts';
import { type Palette, paletteOf } from '../palette.ts';
import { randomFrom, seedOf } from '../random.ts';
import type { Conditions, SetDesign } from '../sets/set-design.ts';
import { setFor } from '../sets/sets.ts';
import { paintBokeh } from './atmosphere.ts';
import { type Backdrop, buildBackdrop, mirroredBackdrop } from './backdrop.ts';
import { buildBlur } from './blur.ts';
import { type Picture, pictureOf } from './picture.ts';
import type { View } from './view.ts';

/** What a shot needs of its place, painted once and kept while the film stays there. */
export interface Scenery {
  readonly design: SetDesign;
  readonly conditions: Conditions;
  readonly palette: Palette;
  readonly picture: Picture;
  readonly mirrored: boolean;
  readonly downgrades: readonly Downgrade[];
  backdrop(): Backdrop;
  /** A part of the set out of focus; `blur` is its radius as a share of the picture's height. */
  blurred(view: View, blur: number): Canvas;
}

/** Keeps the last few of what is dear to paint. */
class Shelf<T> {
  private readonly kept = new Map<string, T>();
  private readonly room: number;

  constructor(room: number) {
    this.room = room;
  }

  get(key: string, make: () => T): T {
    const found = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, found);
    const oldest = this.kept.keys().next();
    if (this.kept.size > this.room && !oldest.done) this.kept.delete(oldest.value);
    return found;
  }
}

const isStyle = (name: string): name is Style => styles.some((style) => style === name);

/** @throws RangeError for a style that is not one of `styles`. */
export function styleOf(name: string): Style {
  if (isStyle(name)) return name;
  throw new RangeError(`There is no style "${name}". Take one of: ${styles.join(', ')}.`);
}

type Place = Pick<Shot, 'place' | 'set' | 'interior' | 'timeOfDay' | 'weather'>;

/** Builds and keeps the scenery of the places that are being filmed. One to an engine: two shots of a place share its bitmaps. */
export class SceneryStore {
  private readonly backdrops = new Shelf<{ readonly straight: Backdrop; mirrored: Backdrop | null }>(2);
  private readonly blurs = new Shelf<Canvas>(4);

  of(place: Place, settings: PictureSettings, mirrored: boolean): Scenery {
    const { design, nearest } = setFor(place.set, place.interior);
    const palette = paletteOf(place.timeOfDay, styleOf(settings.style));
    const picture = pictureOf(settings.width, settings.height);
    const seed = seedOf(settings.seed, place.place, design.name);
    const lampsLit = place.timeOfDay === 'dusk' || place.timeOfDay === 'night' || place.timeOfDay === 'lamp';
    const conditions: Conditions = { palette, weather: place.weather, lampsLit, random: () => randomFrom(seed) };
    const key = [
      design.name,
      seed,
      place.timeOfDay,
      place.weather,
      settings.style,
      settings.width,
      settings.height,
    ].join(' ');
    const backdrop = () => {
      const both = this.backdrops.get(key, () => ({
        straight: buildBackdrop(design, conditions, picture),
        mirrored: null,
      }));
      if (!mirrored) return both.straight;
      both.mirrored ??= mirroredBackdrop(both.straight);
      return both.mirrored;
    };
    return {
      design,
      conditions,
      palette,
      picture,
      mirrored,
      downgrades: nearest
        ? [{ where: place.place, what: `there is no set "${place.set}": filmed on the nearest, "${design.name}"` }]
        : [],
      backdrop,
      blurred: (view, blur) =>
        this.blurs.get(
          `${key} ${mirrored} ${view.x.toFixed(1)} ${view.y.toFixed(1)} ${view.zoom.toFixed(3)} ${blur}`,
          () => {
            const soft = buildBlur(backdrop(), view, blur, picture);
            paintBokeh(soft.getContext('2d'), palette, soft.width, soft.height, seedOf(seed, Math.round(view.x)));
            return soft;
          },
        ),
    };
  }
}

/** A canvas the size of the picture. */
export const pictureCanvas = (picture: Picture): Canvas => createCanvas(picture.width, picture.height);
