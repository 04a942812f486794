import type { Stereo } from '../../../engine.ts';
import { randomFrom, seedOf } from '../../random.ts';
import { add, silentStereo } from '../dsp/buffer.ts';
import { reverb } from '../dsp/reverb.ts';
import { orchestra } from './instruments/orchestra.ts';
import type { Note } from './note.ts';

/** Velocities are played in so many shades; between them only the loudness differs. */
const shades = 4;
/** Lengths are rounded up to this, in seconds, so that notes can be used again. */
const grain = 0.25;

/**
 * Plays notes in a hall. A note of the same instrument, pitch, length and shade is made once.
 * @param length in samples
 * @param hall seconds until the hall is silent
 */
export function performed(notes: readonly Note[], length: number, hall: number): Stereo {
  const sound = silentStereo(length);
  const send = silentStereo(length);
  const played = new Map<string, Stereo>();
  for (const note of notes) {
    const velocity = Math.max(0.05, Math.min(1, note.velocity));
    const shade = Math.ceil(velocity * shades) / shades;
    const seconds = Math.ceil(note.seconds / grain) * grain;
    const key = `${note.instrument} ${note.pitch} ${seconds} ${shade}`;
    const made =
      played.get(key) ?? orchestra[note.instrument].sound(note.pitch, seconds, shade, randomFrom(seedOf(key)));
    played.set(key, made);
    const { gain, pan, wet } = orchestra[note.instrument];
    const level = gain * (velocity / shade) ** 0.7 * shade;
    const [left, right] = [Math.cos(((pan + 1) * Math.PI) / 4), Math.sin(((pan + 1) * Math.PI) / 4)];
    add(sound.left, made.left, note.at, level * left);
    add(sound.right, made.right, note.at, level * right);
    add(send.left, made.left, note.at, level * left * wet);
    add(send.right, made.right, note.at, level * right * wet);
  }
  const answer = reverb(send, { sixty: hall, damping: 3200, predelay: 0.025, size: 1 });
  add(sound.left, answer.left, 0, 1.1);
  add(sound.right, answer.right, 0, 1.1);
  return sound;
}
