import { appendFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkEvent } from '@ai-film-studio/studio/work/work-event.ts';
import { z } from 'zod';

const entrySchema = z.object({
  /** `began`: the job was claimed. `done`: its completion was accepted. */
  what: z.enum(['began', 'done']),
  job: z.string(),
  token: z.number(),
});
export type DiaryEntry = z.infer<typeof entrySchema>;

/** What a worker writes down of its jobs outside of the database: a line is on its way to the disk before anything else is done. */
export function diary(path: string): (event: WorkEvent) => void {
  const write = (what: DiaryEntry['what'], { id: job, token }: { readonly id: string; readonly token: number }) =>
    appendFileSync(path, `${JSON.stringify({ what, job, token } satisfies DiaryEntry)}\n`);
  return (event) => {
    if (event.kind === 'started') write('began', event.job);
    if (event.kind === 'done') write('done', event.job);
  };
}

/** The diaries of all workers, in no order of time. A line that a kill cut short was never finished: it is left out. */
export async function readDiaries(folder: string): Promise<readonly DiaryEntry[]> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return files.flatMap((text) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => entrySchema.parse(JSON.parse(line))),
  );
}
