import type { WorkRates } from '@ai-film-studio/film';

/**
 * Seconds of work for a second of film at 1280x720 on two cores, as `npm run bench` measured them (bench/results.json, `workRates`): what a shot
 * costs that is drawn, and what a film costs whose shots are all there but one. Voices, score and the rest are in these two.
 */
export const workRates: WorkRates = { voice: 0, board: 0, clip: 0.328, score: 0, mix: 0.035, assemble: 0, deliver: 0 };
