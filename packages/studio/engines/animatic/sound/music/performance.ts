import type { Stereo } from '../../../engine.ts';
import { randomFrom, seedOf } from '../../random.ts';
import { add, panned, silentStereo } from '../dsp/buffer.ts';
import { reverb } from '../dsp/reverb.ts';
import { type InstrumentName, orchestra } from './instruments/orchestra.ts';
import type { Note } from './note.ts';

/** Velocities are played in so many shades; between them only the loudness differs. */
const shades = 4;
/** Lengths are rounded up to this, in seconds, so that notes can be used again. */
const grain = 0.25;

/** Plays the notes of one instrument. A note of the same pitch, length and shade is made once. */
function part(name: InstrumentName, notes: readonly Note[], length: number): Stereo {
  const { sound, gain, pan } = orchestra[name];
  const [left, right] = panned(pan);
  const desk = silentStereo(length);
  const played = new Map<string, Stereo>();
  for (const note of notes) {
    const velocity = Math.max(0.05, Math.min(1, note.velocity));
    const shade = Math.ceil(velocity * shades) / shades;
    const seconds = Math.ceil(note.seconds / grain) * grain;
    const key = `${name} ${note.pitch} ${seconds} ${shade}`;
    const made = played.get(key) ?? sound(note.pitch, seconds, shade, randomFrom(seedOf(key)));
    played.set(key, made);
    const level = gain * (velocity / shade) ** 0.7 * shade;
    add(desk.left, made.left, note.at, level * left);
    add(desk.right, made.right, note.at, level * right);
  }
  return desk;
}

/**
 * Plays notes in a hall.
 * @param length in samples
 * @param hall seconds until the hall is silent
 */
export function performed(notes: readonly Note[], length: number, hall: number): Stereo {
  const sound = silentStereo(length);
  const send = silentStereo(length);
  for (const name of new Set(notes.map(({ instrument }) => instrument))) {
    const own = notes.filter(({ instrument }) => instrument === name);
    const desk = part(name, own, length);
    for (const side of ['left', 'right'] as const) {
      add(sound[side], desk[side], 0);
      add(send[side], desk[side], 0, orchestra[name].wet);
    }
  }
  const answer = reverb(send, { sixty: hall, damping: 3200, predelay: 0.025, size: 1 });
  add(sound.left, answer.left, 0, 1.1);
  add(sound.right, answer.right, 0, 1.1);
  return sound;
}
