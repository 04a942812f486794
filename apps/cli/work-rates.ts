import type { WorkRates } from '@ai-film-studio/film';

/** Seconds of work for a second of film at 1280x720 on two cores, as `npm run bench` measured them (bench/results.json, `workRates`). */
export const workRates: WorkRates = {
  voice: 0.03,
  board: 0,
  clip: 0.4,
  score: 0.03,
  mix: 0.03,
  assemble: 0.01,
  deliver: 0.01,
};
