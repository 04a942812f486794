import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoneJob, localRunner, type Runner } from '../jobs/local-runner.ts';
import { offlineMakers } from '../jobs/makers.ts';
import { findBinaries } from '../media/binaries.ts';
import { makeFilm } from '../pipeline/pipeline.ts';
import type { Order } from '../pipeline/studio.ts';
import { LocalStore } from '../storage/local-store.ts';
import { rehearse } from './call-sheet.ts';
import { filmSettingsSchema, pictureSettings } from './settings.ts';
import { understandDraft } from './understand.ts';

const script = new URL('../../../test/scripts/one-line.fountain', import.meta.url);

describe('a rehearsal', () => {
  let root = '';
  let store: LocalStore;
  let local: Runner;
  let makers: ReturnType<typeof offlineMakers>;
  let order: Order;
  const stop = new AbortController();
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'studio-rehearsal-'));
    store = await LocalStore.open(join(root, 'store'));
    const binaries = await findBinaries(process.env);
    makers = offlineMakers(binaries);
    local = localRunner({ store, binaries, makers, workers: 2, signal: stop.signal });
    const settings = pictureSettings(filmSettingsSchema.parse({}));
    const draft = { name: 'one-line.fountain', bytes: await readFile(script) };
    order = { production: understandDraft(draft, null, 1, 'One Line'), settings };
  });
  afterAll(async () => {
    await local.close();
    await rm(root, { recursive: true, force: true });
  });

  const film = (runner: Runner) => makeFilm(order, { runner, store, report: () => {} });

  it('calls what is missing, step by step, until the film is made as the command line makes it', async () => {
    const steps: string[][] = [];
    for (;;) {
      const rehearsal = await rehearse(film, { store, makers });
      if (rehearsal.outcome === 'made') {
        const alone = await film(local);
        expect(rehearsal.value.film).toEqual(alone.film);
        break;
      }
      steps.push([...new Set(rehearsal.called.map(({ job }) => job.kind))].sort());
      const done: DoneJob[] = await Promise.all(rehearsal.called.map(({ job }) => local.perform(job)));
      // What was called is what was missing, under the keys that it was called by.
      expect(done.map(({ key }) => key)).toEqual(rehearsal.called.map(({ key }) => key));
      expect(done.every(({ made }) => made)).toBe(true);
      expect(steps.length).toBeLessThan(10);
    }
    expect(steps[0]).toEqual(['voice']);
    expect(steps.at(-1)).toContain('assemble');
  });

  it('calls a job once that is asked for twice, and throws what the pipeline throws', async () => {
    const job = { kind: 'effect', request: { name: 'door', seed: 99 }, inputs: {} } as const;
    const twice = await rehearse((runner) => Promise.all([runner.perform(job), runner.perform(job)]), {
      store,
      makers,
    });
    expect(twice).toMatchObject({ outcome: 'waits' });
    expect(twice.outcome === 'waits' && twice.called.length).toBe(1);
    const broken = rehearse(
      async () => {
        throw new Error('there is no such place');
      },
      { store, makers },
    );
    await expect(broken).rejects.toThrow('there is no such place');
  });
});
