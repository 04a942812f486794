import type { Mood } from '@ai-film-studio/film';
import type { Style } from './style.ts';
import { calm } from './styles/calm.ts';
import { comic } from './styles/comic.ts';
import { eerie } from './styles/eerie.ts';
import { epic } from './styles/epic.ts';
import { joyful } from './styles/joyful.ts';
import { neutral } from './styles/neutral.ts';
import { romantic } from './styles/romantic.ts';
import { sad } from './styles/sad.ts';
import { tense } from './styles/tense.ts';

/** How each mood is made into music. */
export const styles: Readonly<Record<Mood, Style>> = {
  neutral,
  calm,
  joyful,
  comic,
  romantic,
  sad,
  tense,
  eerie,
  epic,
};
