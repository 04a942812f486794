import { sourceVersion } from '../engines/source-version.ts';

/** The planner's own version: other rules make another film of the same script. */
export const plannerVersion = () =>
  sourceVersion(new URL('../..', import.meta.url), ['film/**/*.ts', 'studio/{pipeline,delivery}/**/*.ts']);
