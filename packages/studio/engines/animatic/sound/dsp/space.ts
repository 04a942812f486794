import type { Stereo } from '../../../engine.ts';
import { add, samplesIn, silentStereo } from './buffer.ts';
import { type Room, reverb } from './reverb.ts';

/** A kitchen, an office. */
export const smallRoom: Room = { sixty: 0.45, damping: 5200, predelay: 0.004, size: 0.28 };
/** A church, a station hall. */
export const hall: Room = { sixty: 2.2, damping: 4200, predelay: 0.02, size: 1 };
/** Walls far off, between which a loud sound goes to and fro. */
export const outdoors: Room = { sixty: 1.6, damping: 1900, predelay: 0.06, size: 1.6 };

/** A sound in the middle with the room around it. @param tail seconds the room is heard after the sound */
export function inRoom(sound: Float32Array, room: Room, wet: number, tail = 0.3): Stereo {
  const dry = silentStereo(sound.length + samplesIn(tail));
  dry.left.set(sound);
  dry.right.set(sound);
  return withRoom(dry, room, wet);
}

/** A stereo sound with the room around it. */
export function withRoom(sound: Stereo, room: Room, wet: number): Stereo {
  const answer = reverb(sound, room);
  add(sound.left, answer.left, 0, wet);
  add(sound.right, answer.right, 0, wet);
  return sound;
}
