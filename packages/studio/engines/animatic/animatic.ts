import type { Engine } from '../engine.ts';
import { drawShot } from './draw.ts';
import { ambience } from './sound/ambience.ts';
import { effect } from './sound/effects.ts';
import { score } from './sound/score.ts';
import { SceneryStore } from './stage/scenery.ts';
import { speak } from './voice/speak.ts';

/**
 * The offline engine: vectors, flite and its own synthesiser. No network, no model, no GPU.
 * It keeps the scenery it painted last; take one engine to a thread.
 * @example const film = animaticEngine().draw(request);
 */
export function animaticEngine(): Engine {
  const sceneries = new SceneryStore();
  return {
    name: 'animatic',
    version: '1',
    async speak(request) {
      const { speech, unreadable } = await speak(request);
      const downgrades = unreadable.map((word) => ({
        where: request.text,
        what: `"${word}" cannot be read aloud in English`,
      }));
      return { ...speech, downgrades };
    },
    draw: (request) => drawShot(request, sceneries),
    score,
    ambience,
    effect,
  };
}
