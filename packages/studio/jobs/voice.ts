import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeWav } from '../media/wav.ts';
import type { JobRecord, StoredObject } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import type { VoiceJob } from './job.ts';

const span = { start: z.number(), end: z.number() };
const timingSchema = z.object({
  seconds: z.number(),
  phones: z.array(z.object({ phone: z.string(), ...span })).readonly(),
  words: z.array(z.object({ word: z.string(), ...span })).readonly(),
});

/** When each sound of a line is heard. */
export type Timing = z.infer<typeof timingSchema>;

/** Reads what a voice job wrote as `timing`. */
export async function readTiming(context: Pick<JobContext, 'store'>, object: StoredObject): Promise<Timing> {
  return timingSchema.parse(JSON.parse(await readFile(await context.store.pathOf(object), 'utf8')));
}

/** Speaks a line. */
export function runVoice(job: VoiceJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    const { samples, seconds, phones, words, downgrades } = await context.engine.speak(job.request);
    await writeWav(bench.file('line.wav'), [samples]);
    await writeFile(bench.file('timing.json'), JSON.stringify({ seconds, phones, words } satisfies Timing));
    return {
      objects: { sound: await bench.keep('line.wav'), timing: await bench.keep('timing.json') },
      facts: { seconds, downgrades },
    };
  });
}
