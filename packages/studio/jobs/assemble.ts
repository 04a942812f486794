import { writeFile } from 'node:fs/promises';
import { type Assembly, assembleBoards, assembleFilm, concatList } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { AnimaticJob, AssembleJob } from './job.ts';

/** Joins clips (or boards), sound and subtitles into a film. */
export function runAssemble(job: AssembleJob | AnimaticJob, context: JobContext): Promise<JobRecord> {
  const { clips, subtitles, rate, title } = job.request;
  return atWorkbench(context, async (bench) => {
    const files = await Promise.all(
      clips.map(async ({ input, frames }) => ({ path: await inputPath(job.inputs, input, context), frames })),
    );
    // A still has no length of its own: ffmpeg's reader takes the last one's from a second mention.
    const last = job.kind === 'animatic' ? files.at(-1) : undefined;
    await writeFile(
      bench.file('segments.txt'),
      concatList(files, rate) + (last ? concatList([last], rate).split('\n')[0] : ''),
    );
    if (subtitles) await writeFile(bench.file('film.srt'), subtitles);
    const assembly: Assembly = {
      segments: bench.file('segments.txt'),
      sound: await inputPath(job.inputs, 'sound', context),
      subtitles: subtitles ? bench.file('film.srt') : null,
      rate,
      title,
    };
    const argumentsFor = job.kind === 'animatic' ? assembleBoards : assembleFilm;
    await runFfmpeg(context.binaries.ffmpeg, argumentsFor(assembly, bench.file('film.mp4')), context.signal);
    return { objects: { film: await bench.keep('film.mp4') }, facts: {} };
  });
}
