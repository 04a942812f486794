import { mkdir, readdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { packageHls } from '../media/arguments.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import type { JobRecord, StoredObject } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { PackageJob } from './job.ts';

/** Cuts the film into HLS segments. Objects are named as the files of the package are. */
export function runPackage(job: PackageJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    const folder = bench.file('hls');
    await mkdir(folder);
    const film = relative(folder, await inputPath(job.inputs, 'film', context));
    await runFfmpeg(context.binaries.ffmpeg, packageHls(film), context.signal, folder);
    const objects: Record<string, StoredObject> = {};
    for (const name of (await readdir(folder)).sort()) objects[name] = await bench.keep(`hls/${name}`);
    return { objects, facts: {} };
  });
}
