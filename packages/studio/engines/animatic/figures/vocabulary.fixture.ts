import type { Facing, Gesture, Pose } from '@ai-film-studio/film';

/** Every word that a staging may use, for tests that try them all. */
export const facings: readonly Facing[] = [
  'front',
  'three-quarter-left',
  'three-quarter-right',
  'profile-left',
  'profile-right',
  'back',
];

export const poses: readonly Pose[] = ['stand', 'sit', 'walk', 'kneel', 'lie'];

export const gestures: readonly Gesture[] = [
  'none',
  'talk',
  'point',
  'phone',
  'drink',
  'carry',
  'wave',
  'arms-crossed',
  'hands-to-face',
  'reach',
  'embrace',
  'aim',
  'type',
  'write',
  'smoke',
  'nod',
  'shake-head',
  'shrug',
];
