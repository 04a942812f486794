import { beach } from './beach.ts';
import { bedroom } from './bedroom.ts';
import { cafe } from './cafe.ts';
import { cafeTerrace } from './cafe-terrace.ts';
import { car } from './car.ts';
import { desert } from './desert.ts';
import { field } from './field.ts';
import { forest } from './forest.ts';
import { frontDoor } from './front-door.ts';
import { hallway } from './hallway.ts';
import { harbour } from './harbour.ts';
import { hospital } from './hospital.ts';
import { kitchen } from './kitchen.ts';
import { livingRoom } from './living-room.ts';
import { mountain } from './mountain.ts';
import { nearestSet } from './nearest-set.ts';
import { office } from './office.ts';
import { park } from './park.ts';
import { riverbank } from './riverbank.ts';
import { rooftop } from './rooftop.ts';
import type { SetDesign } from './set-design.ts';
import { shop } from './shop.ts';
import { stage } from './stage.ts';
import { street } from './street.ts';
import { studio } from './studio.ts';
import { treeHollow } from './tree-hollow.ts';

/** Every set that is built. A new one is a file of its own and a line here. */
export const designs: readonly SetDesign[] = [
  kitchen,
  livingRoom,
  bedroom,
  hallway,
  cafe,
  office,
  studio,
  treeHollow,
  hospital,
  shop,
  stage,
  car,
  harbour,
  frontDoor,
  cafeTerrace,
  street,
  riverbank,
  park,
  forest,
  field,
  mountain,
  rooftop,
  beach,
  desert,
];

/**
 * The set of a name. A name that no set has gets the nearest by its words, and says so: the caller reports a downgrade.
 * @param interior decides where the words say nothing.
 * @example setFor('kitchen', true).nearest // false
 */
export function setFor(name: string, interior: boolean): { readonly design: SetDesign; readonly nearest: boolean } {
  const own = designs.find((design) => design.name === name);
  if (own !== undefined) return { design: own, nearest: false };
  return { design: nearestSet(name, interior, designs), nearest: true };
}
