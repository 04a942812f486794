import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { type Model, modelsFor } from '../../docker/models/manifest.ts';

/** One step at 64 by 64 pixels: the picture is nothing, but every layer of the model has been on the GPU. */
export const graphOf = (checkpoint: string) => ({
  '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: checkpoint } },
  '2': { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: 'a ferry at dusk' } },
  '3': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
  '4': {
    class_type: 'KSampler',
    inputs: {
      ...{ model: ['1', 0], positive: ['2', 0], negative: ['2', 0], latent_image: ['3', 0] },
      ...{ seed: 1, steps: 1, cfg: 1, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
    },
  },
  '5': { class_type: 'VAEDecode', inputs: { samples: ['4', 0], vae: ['1', 2] } },
  '6': { class_type: 'PreviewImage', inputs: { images: ['5', 0] } },
});

const statsSchema = z.object({ devices: z.array(z.object({ type: z.string(), name: z.string() })) });
const takenSchema = z.object({ prompt_id: z.string() });
const historySchema = z.record(z.string(), z.object({ status: z.object({ status_str: z.string() }) }));

/** Checkpoints are what this graph loads; what else the manifest has is loaded by the films that use it. */
export const checkpoints = (models: readonly Model[]): readonly string[] =>
  models.filter(({ file }) => file.startsWith('checkpoints/')).map(({ file }) => file.slice('checkpoints/'.length));

/**
 * Has a ComfyUI draw with a checkpoint. https://docs.comfy.org/development/comfyui-server/comms_routes
 * @throws Error when it has no GPU, refuses the graph, or fails
 */
export async function load(comfyui: URL, checkpoint: string, signal: AbortSignal, pause = 1_000): Promise<void> {
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const answer = await fetch(new URL(path, comfyui), { ...init, signal });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { devices } = statsSchema.parse(await ask('/system_stats'));
  if (!devices.some(({ type }) => type === 'cuda'))
    throw new Error(`ComfyUI has no GPU, only ${JSON.stringify(devices)}.`);
  const { prompt_id } = takenSchema.parse(
    await ask('/prompt', { method: 'POST', body: JSON.stringify({ prompt: graphOf(checkpoint) }) }),
  );
  for (;;) {
    const history = historySchema.parse(await ask(`/history/${prompt_id}`));
    const status = history[prompt_id]?.status.status_str;
    if (status === 'success') return;
    if (status !== undefined) throw new Error(`${checkpoint} could not draw: ${JSON.stringify(history[prompt_id])}`);
    await setTimeout(pause, undefined, { signal });
  }
}

/** `npm run models:load -- http://127.0.0.1:8188` */
async function main(): Promise<void> {
  const comfyui = new URL(process.argv[2] ?? 'http://127.0.0.1:8188');
  const text = await readFile(new URL('../../docker/models/models.json', import.meta.url), 'utf8');
  for (const checkpoint of checkpoints(modelsFor(text, ['image', 'video', 'audio']))) {
    await load(comfyui, checkpoint, AbortSignal.timeout(600_000));
    console.log(`${checkpoint} loads and draws.`);
  }
}

if (import.meta.main) await main();
