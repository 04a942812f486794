import type { Stereo } from '../engines/engine.ts';
import { writeWav } from '../media/wav.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import type { AmbienceJob, EffectJob, ScoreJob } from './job.ts';

/** Music, the bed of a place, or an effect: all three are sound without words. */
export function runSound(job: ScoreJob | AmbienceJob | EffectJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    const { left, right } = made(job, context);
    await writeWav(bench.file('sound.wav'), [left, right]);
    return { objects: { sound: await bench.keep('sound.wav') }, facts: { samples: left.length } };
  });
}

function made(job: ScoreJob | AmbienceJob | EffectJob, { engine }: JobContext): Stereo {
  switch (job.kind) {
    case 'score':
      return engine.score(job.request);
    case 'ambience':
      return engine.ambience(job.request);
    case 'effect':
      return engine.effect(job.request);
  }
}
