import { mkdir, readdir } from 'node:fs/promises';
import { packageHls } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import type { JobRecord, StoredObject } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { PackageJob } from './job.ts';

/** Cuts the film into HLS segments. Objects are named as the files of the package are. */
export function runPackage(job: PackageJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    await mkdir(bench.file('hls'));
    await runFfmpeg(
      context.binaries.ffmpeg,
      packageHls(await inputPath(job.inputs, 'film', context), bench.file('hls')),
      context.signal,
    );
    const objects: Record<string, StoredObject> = {};
    for (const name of (await readdir(bench.file('hls'))).sort()) objects[name] = await bench.keep(`hls/${name}`);
    return { objects, facts: {} };
  });
}
