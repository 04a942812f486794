import { encodeSound } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { mixDown } from '../media/mix/mix-down.ts';
import type { MixPlan, MixReport } from '../media/mix/mix-plan.ts';
import { peakOfFile } from '../media/mix/peak-of-file.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext, type Workbench } from './context.ts';
import { inputPath } from './inputs.ts';
import type { MixJob } from './job.ts';

/** Mixes and encodes, and measures the peak of what a player will decode: AAC overshoots what it is given. */
async function mixAndEncode(
  plan: MixPlan,
  bench: Workbench,
  { signal, progress, binaries }: JobContext,
): Promise<MixReport> {
  const loudness = await mixDown(plan, bench.file('mix.wav'), { signal, progress: (share) => progress(share * 0.7) });
  await runFfmpeg(binaries.ffmpeg, encodeSound(bench.file('mix.wav'), bench.file('mix.m4a')), signal);
  await runFfmpeg(binaries.ffmpeg, ['-i', bench.file('mix.m4a'), '-f', 'wav', bench.file('decoded.wav')], signal);
  return { loudness, truePeak: await peakOfFile(bench.file('decoded.wav')) };
}

/** Decibels below the excess that the next try aims at, and how often to try. */
const margin = 0.3;
const mostTries = 4;

/** Mixes the film's sound to its loudness and encodes it, with the true peak of the encoded sound under the plan's. */
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
    let ceiling = request.truePeak;
    let report = await mixAndEncode(plan, bench, context);
    for (let tried = 1; tried < mostTries && report.truePeak > request.truePeak; tried++) {
      ceiling -= report.truePeak - request.truePeak + margin;
      report = await mixAndEncode({ ...plan, truePeak: ceiling }, bench, context);
    }
    return { objects: { sound: await bench.keep('mix.m4a') }, facts: { ...report } };
  });
}
