import { emotions, type Facing, hairStyles, headwears, type Look, species, timesOfDay } from '@ai-film-studio/film';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { paletteOf } from '../../palette.ts';
import { closedMouth, type FaceState, type FigureLight } from '../figure.ts';
import { paintHead, paintNeck } from './head.ts';

const helen: Look = {
  species: 'human',
  skin: 'brown',
  hair: 'wavy',
  hairColour: 'black',
  beard: 'none',
  headwear: 'none',
  glasses: false,
  build: 'average',
  height: 1,
  eyes: 'green',
  top: 'sweater',
  topColour: '#b8573f',
  bottom: 'jeans',
  bottomColour: '#2f4a6b',
};
const calm: FaceState = {
  facing: 'front',
  gaze: { x: 0, y: 0 },
  blink: 0,
  mouth: closedMouth,
  emotion: 'neutral',
  intensity: 1,
  tilt: 0,
  nod: 0,
};
const dusk: FigureLight = { palette: paletteOf('dusk', 'lantern'), from: 'right', rim: 0.8, silhouette: 0 };
const fromLeft: FigureLight = { ...dusk, from: 'left' };
const facings: readonly Facing[] = [
  'front',
  'three-quarter-left',
  'three-quarter-right',
  'profile-left',
  'profile-right',
  'back',
];

/** A picture with the head's origin in its middle; `scale` pixels are one head. */
function picture(look: Partial<Look>, face: Partial<FaceState>, light = dusk, scale = 80, parts = 'all') {
  const size = scale * 3;
  const canvas = createCanvas(size, size);
  const ctx = canvas.getContext('2d');
  ctx.translate(size / 2, size / 2);
  ctx.scale(scale, scale);
  const sitter = [{ ...helen, ...look }, 34, 'female', { ...calm, ...face }, light] as const;
  if (parts === 'all') {
    paintHead(ctx, ...sitter, 'behind', scale);
    paintNeck(ctx, ...sitter, scale);
  }
  paintHead(ctx, ...sitter, 'front', scale);
  return { size, scale, data: ctx.getImageData(0, 0, size, size).data };
}
type Picture = ReturnType<typeof picture>;

/** Where two pictures differ visibly, in head units, or `null`. */
function difference(a: Picture, b: Picture) {
  let [left, top, right, bottom, count] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (let i = 0; i < a.data.length; i += 4) {
    const far = Math.max(...[0, 1, 2, 3].map((channel) => Math.abs(a.data[i + channel]! - b.data[i + channel]!)));
    if (far <= 8) continue;
    const x = (((i / 4) % a.size) - a.size / 2) / a.scale;
    const y = (Math.floor(i / 4 / a.size) - a.size / 2) / a.scale;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    count++;
  }
  return count === 0 ? null : { left, top, right, bottom, count };
}

/** A channel as it shows: colour counts as much as it covers. */
const weight = ({ data }: Picture, at: number, channel: number) =>
  channel === 3 ? data[at + 3]! : (data[at + channel]! * data[at + 3]!) / 255;
/** How many pixels of one picture differ visibly from the other's mirror image. */
function unlikeMirrored(a: Picture, b: Picture): number {
  let count = 0;
  for (let y = 0; y < a.size; y++) {
    for (let x = 0; x < a.size; x++) {
      const [here, there] = [(y * a.size + x) * 4, (y * a.size + a.size - 1 - x) * 4];
      if ([0, 1, 2, 3].some((channel) => Math.abs(weight(a, here, channel) - weight(b, there, channel)) > 16)) count++;
    }
  }
  return count;
}

const covered = ({ data }: Picture) => data.filter((value, index) => index % 4 === 3 && value > 127).length;
const brightness = ({ data }: Picture) => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3]! < 200) continue;
    sum += data[i]! + data[i + 1]! + data[i + 2]!;
    count += 3;
  }
  return sum / count;
};

describe('a head', () => {
  test.each(facings)('is the same picture every time it is painted: %s', (facing) => {
    expect(picture({}, { facing }).data).toEqual(picture({}, { facing }).data);
  });

  test.each(['three-quarter', 'profile'] as const)('that looks the other way is its own mirror image: %s', (view) => {
    const right = picture({}, { facing: `${view}-right`, gaze: { x: 0.5, y: 0 } });
    const left = (light: FigureLight) => picture({}, { facing: `${view}-left`, gaze: { x: -0.5, y: 0 } }, light);
    // Edges are smoothed on another grid of pixels, so a few of them are a shade apart.
    expect(unlikeMirrored(right, left(fromLeft))).toBeLessThan(60);
    expect(unlikeMirrored(right, left(dusk))).toBeGreaterThan(600);
  });

  test('opens its mouth without moving its eyes', () => {
    const changed = difference(picture({}, {}), picture({}, { mouth: { ...closedMouth, open: 0.7 } }));
    expect(changed?.count).toBeGreaterThan(60);
    expect(changed?.top).toBeGreaterThan(0.12);
    expect(changed?.bottom).toBeLessThan(0.62);
  });

  test('shows other lips for each shape of the mouth', () => {
    const shapes = (['open', 'wide', 'round', 'teeth', 'press'] as const).map((muscle) =>
      picture({}, { mouth: { ...closedMouth, [muscle]: 1 } }, dusk, 160),
    );
    shapes.forEach((a, i) => {
      for (const b of shapes.slice(i + 1)) expect(difference(a, b)?.count).toBeGreaterThan(20);
    });
  });

  test('hides the iris when it blinks, and nothing but the eyes changes', () => {
    const changed = difference(picture({ eyes: 'blue' }, {}), picture({ eyes: 'blue' }, { blink: 1 }));
    expect(changed?.top).toBeGreaterThan(-0.12);
    expect(changed?.bottom).toBeLessThan(0.16);
    expect(difference(picture({ eyes: 'blue' }, { blink: 1 }), picture({ eyes: 'brown' }, { blink: 1 }))).toBeNull();
  });

  test('looks where the gaze goes', () => {
    for (const facing of ['front', 'three-quarter-left', 'profile-right'] as const) {
      const [left, right] = [-1, 1].map((x) => picture({}, { facing, gaze: { x, y: 0 } }));
      expect(difference(left!, right!)).not.toBeNull();
    }
  });

  test('shows every emotion differently, and none of it at no intensity', () => {
    const faces = emotions.map((emotion) => picture({}, { emotion }));
    faces.forEach((a, i) => {
      for (const b of faces.slice(i + 1)) expect(difference(a, b)?.count).toBeGreaterThan(10);
    });
    const none = picture({}, { emotion: 'angry', intensity: 0 });
    expect(difference(none, picture({}, { emotion: 'neutral' }))).toBeNull();
  });

  test('shows no face from behind', () => {
    const angry = picture({}, { facing: 'back', emotion: 'angry', mouth: { ...closedMouth, open: 1 } });
    expect(difference(angry, picture({}, { facing: 'back' }))).toBeNull();
  });

  test.each(timesOfDay)('is darker as a silhouette: %s', (timeOfDay) => {
    const fair = { skin: 'fair', hairColour: 'blond' } as const;
    const light = { ...dusk, palette: paletteOf(timeOfDay, 'lantern') };
    expect(brightness(picture(fair, {}, { ...light, silhouette: 1 }))).toBeLessThan(
      0.6 * brightness(picture(fair, {}, light)),
    );
  });

  test('is brighter on the side that the light comes from', () => {
    const bald = { hair: 'bald' } as const;
    const half = (light: FigureLight, side: -1 | 1) => {
      const { data, size, scale } = picture(bald, {}, light);
      const at = ((size / 2 + Math.round(0.02 * scale)) * size + size / 2 + Math.round(side * 0.27 * scale)) * 4;
      return data[at]! + data[at + 1]! + data[at + 2]!;
    };
    expect(half(dusk, 1)).toBeGreaterThan(half(dusk, -1));
    expect(half(fromLeft, -1)).toBeGreaterThan(half(fromLeft, 1));
  });

  test('of a voice is never seen', () => {
    expect(covered(picture({ species: 'voice' }, {}))).toBe(0);
  });
});

describe('every look', () => {
  test.each(hairStyles)('has hair in every view: %s', (hair) => {
    for (const facing of facings) {
      const styled = picture({ hair }, { facing });
      expect(covered(styled)).toBeGreaterThan(0.4 * styled.scale ** 2);
      expect(edgeInk(styled)).toBe(0);
      if (hair !== 'bald')
        expect(difference(styled, picture({ hair: 'bald' }, { facing }))?.count).toBeGreaterThan(200);
    }
  });

  test.each(headwears.filter((name) => name !== 'none'))('wears what it is given in every view: %s', (headwear) => {
    for (const facing of facings) {
      const worn = picture({ headwear }, { facing });
      expect(difference(worn, picture({}, { facing }))?.count).toBeGreaterThan(200);
      expect(edgeInk(worn)).toBe(0);
    }
  });

  test.each(
    species.filter((name) => name !== 'voice'),
  )('has a head in every view, and a mouth that moves: %s', (kind) => {
    for (const facing of facings) {
      const head = picture({ species: kind }, { facing });
      expect(covered(head)).toBeGreaterThan(0.4 * head.scale ** 2);
      expect(edgeInk(head)).toBe(0);
      const speaking = picture({ species: kind }, { facing, mouth: { ...closedMouth, open: 0.8 } });
      expect(difference(head, speaking) === null).toBe(facing === 'back');
    }
  });

  test.each([12, 20, 50, 120])('is painted at %d pixels', (scale) => {
    for (const facing of facings)
      expect(covered(picture({}, { facing }, dusk, scale))).toBeGreaterThan(0.4 * scale ** 2);
  });
});

/** Painted pixels on the edge of the picture, one and a half heads away on every side but below, where the neck goes on. */
function edgeInk({ data, size }: Picture): number {
  let count = 0;
  for (let i = 0; i < size; i++) {
    for (const at of [i, i * size, i * size + size - 1]) if (data[at * 4 + 3]! > 0) count++;
  }
  return count;
}
