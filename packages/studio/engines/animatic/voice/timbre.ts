import { filtered, highPass, highShelf, lowShelf } from './filters.ts';
import { speechRate } from './speech.ts';

/** Rumble below any voice. */
const rumble = 65;

/**
 * The colour of a character's voice, from dark (-1) to bright (1), and air above the 8 kHz where flite ends: overtones of its
 * hiss, without which every voice would sound behind a curtain.
 */
export function coloured(samples: Float32Array, brightness: number): Float32Array {
  const body = filtered(
    samples,
    highPass(rumble, speechRate),
    lowShelf(260, -2.5 * brightness, speechRate),
    highShelf(2600, 2 + 5 * brightness, speechRate),
  );
  const air = airOf(samples);
  const amount = 0.35 * 2 ** brightness;
  for (let index = 0; index < body.length; index++) body[index] = (body[index] ?? 0) + amount * (air[index] ?? 0);
  return body;
}

function airOf(samples: Float32Array): Float32Array {
  const top = filtered(samples, highPass(4500, speechRate), highPass(4500, speechRate));
  // Rectifying doubles every frequency; what comes out below is what the voice already has.
  for (let index = 0; index < top.length; index++) top[index] = Math.abs(top[index] ?? 0);
  return filtered(top, highPass(8200, speechRate), highPass(8200, speechRate));
}
