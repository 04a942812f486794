import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { fetchModel } from './fetch-model.ts';
import { type Model, modelsFor } from './manifest.ts';

const environment = z.object({
  MODELS_FOLDER: z.string().min(1),
  /** As the worker's: what it does not do it needs no weights for. */
  WORKER_TYPES: z.string().default('image,video,audio'),
});

/** A download of gigabytes breaks off now and then: it is gone on with, this often. */
const tries = 5;

async function bring(model: Model, folder: string, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const begun = performance.now();
      const what = await fetchModel(model, { folder, signal });
      console.log(
        JSON.stringify({ model: model.name, what, seconds: Math.round((performance.now() - begun) / 1_000) }),
      );
      return;
    } catch (error) {
      if (attempt === tries || signal.aborted) throw error;
      console.error(JSON.stringify({ model: model.name, attempt, error: String(error) }));
      await setTimeout(2 ** attempt * 1_000, undefined, { signal });
    }
  }
}

/** Runs before ComfyUI starts, in a container of its own: `MODELS_FOLDER=/models WORKER_TYPES=image node infrastructure/docker/models/fetch.ts`. */
async function main(): Promise<void> {
  const { MODELS_FOLDER, WORKER_TYPES } = environment.parse(process.env);
  const types = WORKER_TYPES.split(',').map((part) => part.split('=')[0]?.trim() ?? '');
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const models = modelsFor(await readFile(new URL('models.json', import.meta.url), 'utf8'), types);
  for (const model of models) await bring(model, MODELS_FOLDER, stop.signal);
}

await main();
