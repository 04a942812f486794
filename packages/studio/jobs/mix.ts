import { encodeSound } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { mixDown } from '../media/mix/mix-down.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { MixJob } from './job.ts';

/** Mixes the film's sound to its loudness and encodes it. */
export function runMix(job: MixJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    const open = async <T extends { readonly file: string }>(sounds: readonly T[]) =>
      Promise.all(sounds.map(async (sound) => ({ ...sound, file: await inputPath(job.inputs, sound.file, context) })));
    const { request } = job;
    const plan = {
      ...request,
      dialogue: await open(request.dialogue),
      effects: await open(request.effects),
      ambience: await open(request.ambience),
      music: await open(request.music),
    };
    const report = await mixDown(plan, bench.file('mix.wav'), {
      signal: context.signal,
      progress: (share) => context.progress(share * 0.7),
    });
    await runFfmpeg(context.binaries.ffmpeg, encodeSound(bench.file('mix.wav'), bench.file('mix.m4a')), context.signal);
    return { objects: { sound: await bench.keep('mix.m4a') }, facts: { ...report } };
  });
}
