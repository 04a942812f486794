import type { HairStyle } from './hair.ts';

export const bald: HairStyle = {
  front: { over: [] },
  'three-quarter': { over: [] },
  profile: { over: [] },
  back: { over: [] },
};
