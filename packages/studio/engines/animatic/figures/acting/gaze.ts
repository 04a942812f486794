import type { Emotion, Staging } from '@ai-film-studio/film';
import { randomFrom, seedOf } from '../../random.ts';
import { clamp, ease } from '../geometry.ts';
import { turns } from '../view.ts';

/** Where the eyes rest for an eyeline, given how the head is turned. */
function restOf({ eyeline, facing }: Staging): { x: number; y: number } {
  const head = facing === 'back' ? 0 : clamp(turns[facing] / 1.2, -1, 1);
  const towards = { left: -1, right: 1, camera: 0, down: head, up: head }[eyeline];
  const y = { left: 0, right: 0, camera: 0, down: 0.62, up: -0.6 }[eyeline];
  return { x: clamp((towards - head) * 0.72, -0.9, 0.9), y };
}

/** How restless eyes are. */
const restless: Readonly<Partial<Record<Emotion, number>>> = {
  afraid: 1.9,
  confused: 1.5,
  sly: 1.3,
  surprised: 0.7,
  determined: 0.5,
  tender: 0.6,
  angry: 0.6,
  tired: 0.7,
};

interface Fixation {
  readonly from: number;
  readonly x: number;
  readonly y: number;
}

function fixations(seed: number, seconds: number, emotion: Emotion): readonly Fixation[] {
  const random = randomFrom(seedOf(seed, 'gaze'));
  const wild = restless[emotion] ?? 1;
  const found: Fixation[] = [{ from: -1, x: 0, y: 0 }];
  for (let time = 0.3 + random(); time < seconds + 0.2; time += 0.45 + (1.9 * random()) / wild) {
    // From eye to eye and to the mouth of who is looked at; now and then away, to think.
    const away = random() < 0.1 * wild;
    const [u, v] = [random() - 0.5, random() - 0.5];
    found.push({ from: time, x: u * (away ? 0.9 : 0.2 * wild), y: v * (away ? 0.6 : 0.14) - (away ? 0.12 : 0) });
  }
  return found;
}

/** Where the eyes look: at rest on the eyeline, in quick jumps and still between them. */
export function gazeAt(staging: Staging, seed: number, seconds: number): { x: number; y: number } {
  const rest = restOf(staging);
  const found = fixations(seed, seconds, staging.emotion);
  const index = Math.max(
    0,
    found.findLastIndex(({ from }) => from <= seconds),
  );
  const [now, before] = [found[index], found[Math.max(0, index - 1)]];
  if (now === undefined || before === undefined) return rest;
  const t = ease(0, 0.09, seconds - now.from);
  return {
    x: clamp(rest.x + before.x + (now.x - before.x) * t, -1, 1),
    y: clamp(rest.y + before.y + (now.y - before.y) * t, -1, 1),
  };
}
