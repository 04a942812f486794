import type { Look } from '@ai-film-studio/film';
import { apron } from './apron.ts';
import { gown, jeans, longSkirt, shorts, skirt, trousers } from './bottoms.ts';
import { coat } from './coat.ts';
import { dress } from './dress.ts';
import type { Bottom, Top } from './garment.ts';
import { hoodie } from './hoodie.ts';
import { jacket } from './jacket.ts';
import { robe } from './robe.ts';
import { shirt } from './shirt.ts';
import { suit } from './suit.ts';
import { sweater } from './sweater.ts';
import { tshirt } from './tshirt.ts';
import { uniform } from './uniform.ts';

/** Every garment of a look: add a file, then a row here. */
export const tops: Readonly<Record<Look['top'], Top>> = {
  shirt,
  tshirt,
  sweater,
  jacket,
  coat,
  suit,
  dress,
  uniform,
  robe,
  apron,
  hoodie,
};

export const bottoms: Readonly<Record<Look['bottom'], Bottom>> = {
  trousers,
  jeans,
  skirt,
  shorts,
  dress: longSkirt,
  robe: gown,
};
