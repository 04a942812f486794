import { writeFile } from 'node:fs/promises';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import type { BoardJob } from './job.ts';
import { voiced } from './picture.ts';

/** Draws one frame of a shot. */
export function runBoard(job: BoardJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    const shot = context.engine.draw(await voiced(job.request.picture, job.inputs, context));
    await writeFile(bench.file('board.jpg'), shot.still(job.request.frame));
    return { objects: { still: await bench.keep('board.jpg') }, facts: { downgrades: shot.downgrades } };
  });
}
