import type { Look } from '@ai-film-studio/film';
import type { HandColour } from './hands/hand.ts';
import { animalTable } from './head/animals/species.ts';
import { blend, skinTones } from './head/pigment.ts';

const metal = '#a9b4c2';

/** Fur, feathers or metal in daylight; `null` for people. */
function coatOf({ species }: Look): string | null {
  if (species === 'human' || species === 'voice') return null;
  return species === 'robot' ? metal : animalTable[species].coat;
}

/** Skin, fur or metal of a figure, in daylight. */
export const peltOf = (look: Look): string => coatOf(look) ?? skinTones[look.skin].base;

/** What hands are painted with. */
export function handColourOf(look: Look): HandColour {
  const pelt = coatOf(look);
  if (pelt !== null) {
    return { skin: pelt, crease: blend(pelt, '#1c1418', 0.5), nails: '#2c2420', paw: true };
  }
  const tone = skinTones[look.skin];
  return { skin: tone.base, crease: tone.shade, nails: blend(tone.light, tone.blush, 0.25), paw: false };
}
