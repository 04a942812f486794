import type { Look } from '@ai-film-studio/film';
import type { Animal } from './animal.ts';
import { bear } from './bear.ts';
import { bird } from './bird.ts';
import { cat } from './cat.ts';
import { dog } from './dog.ts';
import { fox } from './fox.ts';
import { mouse } from './mouse.ts';
import { owl } from './owl.ts';
import { rabbit } from './rabbit.ts';
import { squirrel } from './squirrel.ts';

/** Every animal. A new one is a file here and a line in this table. */
export const animalTable: Record<Exclude<Look['species'], 'human' | 'robot' | 'voice'>, Animal> = {
  squirrel,
  owl,
  dog,
  cat,
  fox,
  rabbit,
  bear,
  mouse,
  bird,
};
