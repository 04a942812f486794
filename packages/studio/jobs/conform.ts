import { encodeConformed, frameOf } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { runLimited } from '../media/limits.ts';
import type { JobRecord } from '../storage/store.ts';
import { paperWidth } from './clip.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { ConformJob } from './job.ts';

const quietly = ['-hide_banner', '-nostdin', '-v', 'error', '-y'];

/** Enough for a clip of an hour at 4096 pixels; more is made to be more. */
const limits = { cpuSeconds: 1_800, memoryBytes: 4 * 1024 ** 3, fileBytes: 8 * 1024 ** 3, seconds: 3_600 } as const;

/** Fits an image or a clip of somebody's to a shot. */
export function runConform(job: ConformJob, context: JobContext): Promise<JobRecord> {
  const { mediaType, frames, stillAt, settings } = job.request;
  return atWorkbench(context, async (bench) => {
    const run = (args: readonly string[]) => runFfmpeg(context.binaries.ffmpeg, args, context.signal, bench.file(''));
    const path = await inputPath(job.inputs, 'media', context);
    // The file is a stranger's: ffmpeg reads it within limits.
    const read = encodeConformed({ path, mediaType }, frames, settings, bench.file('clip.mp4'));
    await runLimited(context.binaries.ffmpeg, [...quietly, ...read], { limits, signal: context.signal });
    await run(frameOf('clip.mp4', stillAt, null, 'still.jpg'));
    await run(frameOf('clip.mp4', stillAt, paperWidth, 'small.jpg'));
    const downgrades = settings.burnSubtitles
      ? [{ where: 'a shot with an uploaded picture', what: 'subtitles are not burnt into it' }]
      : [];
    return {
      objects: {
        clip: await bench.keep('clip.mp4'),
        still: await bench.keep('still.jpg'),
        small: await bench.keep('small.jpg'),
      },
      facts: { frames, downgrades },
    };
  });
}
