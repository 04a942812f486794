import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';

const entrySchema = z.object({
  at: z.iso.datetime(),
  program: z.enum(['failover', 'failback']),
  step: z.string(),
  what: z.enum(['began', 'already', 'acted', 'done', 'refused', 'failed', 'late']),
  says: z.string(),
  /** Since the step began. */
  seconds: z.number().min(0),
  /** What the plan gives it. */
  budgetSeconds: z.number().positive(),
});

/** A line of the journal: what was so, or was done, and when. */
export type Entry = z.infer<typeof entrySchema>;

/** Writes each entry before anything else happens: whoever reads it after a crash knows what was tried. */
export const journalTo = (path: string) => (entry: Entry) => appendFile(path, `${JSON.stringify(entry)}\n`);

/** @throws Error when a line is no entry */
export async function readJournal(path: string): Promise<readonly Entry[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => entrySchema.parse(JSON.parse(line)));
}

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;

/** The times of all runs together, as Markdown, for the post-mortem. */
export function tableOf(entries: readonly Entry[]): string {
  const names = [...new Set(entries.map(({ step }) => step))];
  const rows = names.map((name) => {
    const own = entries.filter(({ step }) => step === name);
    const ends = own.filter(({ what }) => what === 'done' || what === 'failed' || what === 'refused');
    const took = ends.reduce((sum, { seconds }) => sum + seconds, 0);
    const last = own.at(-1);
    const budget = last?.budgetSeconds ?? 0;
    return `| ${name} | ${minutes(budget)} | ${minutes(took)} | ${took > budget ? 'late' : ''} | ${last?.what}: ${last?.says} |`;
  });
  const [first, last] = [entries[0], entries.at(-1)];
  const all = first && last ? (Date.parse(last.at) - Date.parse(first.at)) / 1_000 : 0;
  const head = ['| step | budget | took | | last |', '| --- | ---: | ---: | --- | --- |'];
  return [...head, ...rows, `| from the first entry to the last | | ${minutes(all)} | | |`].join('\n');
}
