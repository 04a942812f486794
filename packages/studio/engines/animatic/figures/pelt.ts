import type { Look } from '@ai-film-studio/film';
import type { HandColour } from './hands/hand.ts';
import { blend, skinTones } from './head/pigment.ts';

/** Coats of animals in daylight, and the metal of robots. */
const pelts: Readonly<Partial<Record<Look['species'], string>>> = {
  squirrel: '#b9632f',
  owl: '#8d6b49',
  dog: '#b98a58',
  cat: '#8b8c98',
  fox: '#cf6a2a',
  rabbit: '#cbbba9',
  bear: '#6e4b33',
  mouse: '#a8a2a6',
  bird: '#4d86c4',
  robot: '#a9b4c2',
};

/** Skin, fur or metal of a figure, in daylight. */
export const peltOf = (look: Look): string => pelts[look.species] ?? skinTones[look.skin].base;

/** What hands are painted with. */
export function handColourOf(look: Look): HandColour {
  const pelt = pelts[look.species];
  if (pelt !== undefined) {
    return { skin: pelt, crease: blend(pelt, '#1c1418', 0.5), nails: '#2c2420', paw: true };
  }
  const tone = skinTones[look.skin];
  return { skin: tone.base, crease: tone.shade, nails: blend(tone.light, tone.blush, 0.25), paw: false };
}
