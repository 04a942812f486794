import { writeFile } from 'node:fs/promises';
import { contactSheet } from '../paper/contact-sheet.ts';
import type { JobRecord } from '../storage/store.ts';
import { atWorkbench, type JobContext } from './context.ts';
import { inputPath } from './inputs.ts';
import type { SheetJob, StoryboardJob } from './job.ts';

/** Puts a page of small stills together. */
export function runSheet(job: SheetJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    const sheet = await contactSheet(job.request, (still) => inputPath(job.inputs, still, context));
    await writeFile(bench.file('sheet.jpg'), sheet);
    return { objects: { sheet: await bench.keep('sheet.jpg') }, facts: {} };
  });
}

/** Prints the storyboard. */
export function runStoryboard(job: StoryboardJob, context: JobContext): Promise<JobRecord> {
  return atWorkbench(context, async (bench) => {
    // Only here: a worker that draws shots starts a third faster without a PDF library.
    const { storyboardPdf } = await import('../paper/storyboard-pdf.ts');
    const pdf = await storyboardPdf(job.request, (still) => inputPath(job.inputs, still, context));
    await writeFile(bench.file('storyboard.pdf'), pdf);
    return { objects: { pdf: await bench.keep('storyboard.pdf') }, facts: {} };
  });
}
