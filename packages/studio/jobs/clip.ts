import { writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { encodeSegment } from '../media/arguments.ts';
import { feedFfmpeg } from '../media/ffmpeg.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import type { ClipJob } from './job.ts';
import { voiced } from './picture.ts';

/** Pixels of a board's width: sharp on paper, and small enough to send. */
export const paperWidth = 720;

/** Draws a shot frame by frame into an encoder of its own. */
export function runClip(job: ClipJob, context: JobContext): Promise<JobRecord> {
  const { engine, binaries, signal, progress } = context;
  return atWorkbench(context, async (bench) => {
    const picture = await voiced(job.request.picture, job.inputs, context);
    const shot = engine.draw(picture);
    const encoder = feedFfmpeg(binaries.ffmpeg, encodeSegment(picture.settings, bench.file('clip.mp4')), signal);
    for (let index = 0; index < picture.frames; index++) {
      await encoder.write(shot.frame(index));
      // A turn of the event loop lets the canvas's copies be freed: without it memory reaches a gigabyte.
      await setImmediate();
      progress((index + 1) / picture.frames);
    }
    await writeFile(bench.file('still.jpg'), shot.still(job.request.stillAt));
    await writeFile(bench.file('small.jpg'), shot.still(job.request.stillAt, paperWidth / picture.settings.width));
    await encoder.finish();
    return {
      objects: {
        clip: await bench.keep('clip.mp4'),
        still: await bench.keep('still.jpg'),
        small: await bench.keep('small.jpg'),
      },
      facts: { frames: picture.frames, downgrades: shot.downgrades },
    };
  });
}
