import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { readSrt } from '@ai-film-studio/film';
import { type Assembly, assembleBoards, assembleFilm, boardList, concatList } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { subtitleScript } from '../media/subtitle-script.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { AnimaticJob, AssembleJob } from './job.ts';

/** Joins clips (or boards), sound and subtitles into a film. */
export function runAssemble(job: AssembleJob | AnimaticJob, context: JobContext): Promise<JobRecord> {
  const { clips, subtitles, rate, title } = job.request;
  return atWorkbench(context, async (bench) => {
    const folder = bench.file('');
    const path = async (input: string) => relative(folder, await inputPath(job.inputs, input, context));
    const files = await Promise.all(clips.map(async ({ input, frames }) => ({ path: await path(input), frames })));
    await writeFile(bench.file('segments.txt'), job.kind === 'animatic' ? boardList(files) : concatList(files, rate));
    if (subtitles) await writeFile(bench.file('film.ass'), subtitleScript(readSrt(subtitles, rate), rate));
    const assembly: Assembly = {
      segments: 'segments.txt',
      sound: await path('sound'),
      subtitles: subtitles ? 'film.ass' : null,
      rate,
      title,
    };
    const frames = clips.reduce((sum, clip) => sum + clip.frames, 0);
    const args =
      job.kind === 'animatic' ? assembleBoards(assembly, frames, 'film.mp4') : assembleFilm(assembly, 'film.mp4');
    await runFfmpeg(context.binaries.ffmpeg, args, context.signal, folder);
    return { objects: { film: await bench.keep('film.mp4') }, facts: {} };
  });
}
