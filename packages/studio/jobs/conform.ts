import { encodeConformed, frameOf } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import type { JobRecord } from '../storage/store.ts';
import { paperWidth } from './clip.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { ConformJob } from './job.ts';

/** Fits an image or a clip of somebody's to a shot. */
export function runConform(job: ConformJob, context: JobContext): Promise<JobRecord> {
  const { media, frames, stillAt, settings } = job.request;
  return atWorkbench(context, async (bench) => {
    const run = (args: readonly string[]) => runFfmpeg(context.binaries.ffmpeg, args, context.signal, bench.file(''));
    const path = await inputPath(job.inputs, 'media', context);
    await run(encodeConformed({ path, media }, frames, settings, 'clip.mp4'));
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
