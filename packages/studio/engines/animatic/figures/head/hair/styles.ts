import type { Look } from '@ai-film-studio/film';
import { afro } from './afro.ts';
import { bald } from './bald.ts';
import { bob } from './bob.ts';
import { braids } from './braids.ts';
import { bun } from './bun.ts';
import { buzz } from './buzz.ts';
import { curly } from './curly.ts';
import type { HairStyle } from './hair.ts';
import { long } from './long.ts';
import { parted } from './parted.ts';
import { ponytail } from './ponytail.ts';
import { short } from './short.ts';
import { wavy } from './wavy.ts';

/** Every hair style. A new one is a file here and a line in this table. */
export const hairStyleTable: Record<Look['hair'], HairStyle> = {
  bald,
  buzz,
  short,
  parted,
  curly,
  afro,
  bob,
  long,
  wavy,
  ponytail,
  bun,
  braids,
};
