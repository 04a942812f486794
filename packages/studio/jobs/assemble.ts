import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { readSrt } from '@ai-film-studio/film';
import { assembleFilm, concatList } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { subtitleScript } from '../media/subtitle-script.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { AssembleJob } from './job.ts';

/** Joins clips, sound and subtitles into a film. */
export function runAssemble(job: AssembleJob, context: JobContext): Promise<JobRecord> {
  const { clips, subtitles, rate, title } = job.request;
  return atWorkbench(context, async (bench) => {
    const folder = bench.file('');
    const path = async (input: string) => relative(folder, await inputPath(job.inputs, input, context));
    const files = await Promise.all(clips.map(async ({ input, frames }) => ({ path: await path(input), frames })));
    await writeFile(bench.file('segments.txt'), concatList(files, rate));
    if (subtitles) await writeFile(bench.file('film.ass'), subtitleScript(readSrt(subtitles, rate), rate));
    const assembly = {
      segments: 'segments.txt',
      sound: await path('sound'),
      subtitles: subtitles ? 'film.ass' : null,
      rate,
      title,
    };
    await runFfmpeg(context.binaries.ffmpeg, assembleFilm(assembly, 'film.mp4'), context.signal, folder);
    return { objects: { film: await bench.keep('film.mp4') }, facts: {} };
  });
}
