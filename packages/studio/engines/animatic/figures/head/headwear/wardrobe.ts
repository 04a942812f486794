import type { Look } from '@ai-film-studio/film';
import { beanie } from './beanie.ts';
import { cap } from './cap.ts';
import { hat } from './hat.ts';
import { headscarf } from './headscarf.ts';
import type { Headwear } from './headwear.ts';
import { helmet } from './helmet.ts';
import { hood } from './hood.ts';

/** Everything worn on heads. A new one is a file here and a line in this table. */
export const headwearTable: Record<Look['headwear'], Headwear | null> = {
  none: null,
  cap,
  hat,
  beanie,
  headscarf,
  helmet,
  hood,
};
