import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { boardList, encodeBoards } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { ReelJob } from './job.ts';

/** Shows boards as long as their shots last. */
export function runReel(job: ReelJob, context: JobContext): Promise<JobRecord> {
  const { boards, rate } = job.request;
  return atWorkbench(context, async (bench) => {
    const folder = bench.file('');
    const path = async (input: string) => relative(folder, await inputPath(job.inputs, input, context));
    const files = await Promise.all(boards.map(async ({ input, frames }) => ({ path: await path(input), frames })));
    await writeFile(bench.file('boards.txt'), boardList(files));
    const frames = boards.reduce((sum, board) => sum + board.frames, 0);
    const args = encodeBoards('boards.txt', rate, frames, 'reel.mp4');
    await runFfmpeg(context.binaries.ffmpeg, args, context.signal, folder);
    return { objects: { clip: await bench.keep('reel.mp4') }, facts: { frames } };
  });
}
