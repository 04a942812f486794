import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { estimateSpoken } from '@ai-film-studio/film';
import type { Job } from '@ai-film-studio/studio/jobs/job.ts';
import type { LocalStore } from '@ai-film-studio/studio/storage/local-store.ts';
import type { JobRecord, StoredObject } from '@ai-film-studio/studio/storage/store.ts';
import type { ChildPool } from '@ai-film-studio/studio/work/child-pool.ts';

/** What a job of each kind leaves: objects by their names, files by the names' endings. */
const leaves: Record<Job['kind'], Readonly<Record<string, string>>> = {
  voice: { sound: '.wav', timing: '.json' },
  score: { sound: '.wav' },
  ambience: { sound: '.wav' },
  effect: { sound: '.wav' },
  mix: { sound: '.m4a' },
  board: { still: '.jpg' },
  sheet: { sheet: '.jpg' },
  storyboard: { pdf: '.pdf' },
  clip: { clip: '.mp4', still: '.jpg', small: '.jpg' },
  conform: { clip: '.mp4', still: '.jpg', small: '.jpg' },
  reel: { clip: '.mp4' },
  assemble: { film: '.mp4' },
  package: { 'index.m3u8': '.m3u8', 'init.mp4': '.mp4', 'segment-000.m4s': '.m4s' },
};

/** What is read of a job's facts by those that come after it. */
function factsOf(job: Job): JobRecord['facts'] {
  if (job.kind === 'voice') return { ...estimateSpoken(job.request.text) };
  if (job.kind === 'mix') return { loudness: -16, truePeak: -1 };
  return {};
}

/** The same job leaves the same bytes, and no other does. */
const contentOf = (job: Job, name: string): string =>
  job.kind === 'voice' && name === 'timing'
    ? JSON.stringify({ ...estimateSpoken(job.request.text), phones: [], words: [] })
    : `${name} of ${hash('sha256', JSON.stringify(job))}\n`;

/** Most jobs take a few milliseconds, and some so long that whoever does them is killed in the middle. */
const lengthOf = (luck: number): number => (luck < 0.97 ? luck * 12 : (luck - 0.97) * 50_000);

/**
 * An engine that draws and speaks nothing: each job leaves small files of the right names after a moment. Everything around it, from the
 * claim to the storage and the completion, is the studio's own.
 */
export const standIn = (store: LocalStore, luck: () => number = Math.random): ChildPool => ({
  async run(job, { signal, progress }) {
    await delay(lengthOf(luck()), undefined, { signal });
    progress(0.5);
    const bench = await store.workFolder();
    try {
      const objects: Record<string, StoredObject> = {};
      for (const [name, ending] of Object.entries(leaves[job.kind])) {
        const path = join(bench.path, `${Object.keys(objects).length}${ending}`);
        await writeFile(path, contentOf(job, name));
        objects[name] = await store.take(path, ending);
      }
      return { objects, facts: factsOf(job) };
    } finally {
      await bench.release();
    }
  },
  async close() {},
});
