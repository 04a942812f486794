import { type Cut, describeShot, secondsOf, timecodeOf } from '@ai-film-studio/film';
import type { SheetJob, StoryboardJob } from '../jobs/job.ts';
import { tilesPerSheet } from '../paper/contact-sheet.ts';
import type { StoredObject } from '../storage/store.ts';
import type { PicturedShot } from './pictures.ts';
import type { Order, Studio } from './studio.ts';

/** What of a film can be held in hands. */
export interface Paper {
  readonly storyboard: StoredObject;
  readonly sheets: readonly StoredObject[];
}

const stillsOf = (shots: readonly PicturedShot[]) => Object.fromEntries(shots.map(({ key, small }) => [key, small]));

function sheetJobs({ settings }: Order, { rate }: Cut, shots: readonly PicturedShot[]): readonly SheetJob[] {
  const { width, height } = settings;
  const pages = Math.ceil(shots.length / tilesPerSheet);
  return Array.from({ length: pages }, (_, page) => {
    const first = page * tilesPerSheet;
    const onSheet = shots.slice(first, first + tilesPerSheet);
    const tiles = onSheet.map(({ key, timed: { range, shot } }, index) => ({
      still: key,
      label: `${first + index + 1}  ${secondsOf(range.start, rate).toFixed(1)} s  ${shot.size}`,
    }));
    return { kind: 'sheet', request: { tiles, size: { width, height } }, inputs: stillsOf(onSheet) };
  });
}

function storyboardJob({ production, settings }: Order, { rate }: Cut, shots: readonly PicturedShot[]): StoryboardJob {
  const { bible } = production;
  const { width, height } = settings;
  const boards = shots.map(({ key, timed: { range, shot } }, index) => ({
    still: key,
    facts: `${index + 1}   ${timecodeOf(range.start, rate)}   ${secondsOf(range.frames, rate).toFixed(1)} s`,
    words: describeShot(shot, bible),
  }));
  return {
    kind: 'storyboard',
    request: { title: bible.title, boards, size: { width, height } },
    inputs: stillsOf(shots),
  };
}

/** Prints contact sheets and storyboard. */
export async function printPaper(
  order: Order,
  cut: Cut,
  shots: readonly PicturedShot[],
  { runner }: Studio,
): Promise<Paper> {
  const [storyboard, ...sheets] = await Promise.all(
    [storyboardJob(order, cut, shots), ...sheetJobs(order, cut, shots)].map(async (job) => {
      const { objects } = (await runner.perform(job)).record;
      const page = job.kind === 'sheet' ? objects.sheet : objects.pdf;
      if (!page) throw new Error(`A ${job.kind} job left no page.`);
      return page;
    }),
  );
  if (!storyboard) throw new Error('There is no storyboard.');
  return { storyboard, sheets };
}
