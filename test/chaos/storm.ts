import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ledgerFaults } from '@ai-film-studio/studio/credits/ledger.ts';
import { row } from '@ai-film-studio/studio/db/sql.ts';
import { type Random, randomFrom } from '@ai-film-studio/studio/engines/animatic/random.ts';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type FilmPlan, type Watched, watchFilm } from './audience.ts';
import { type BesiegedStudio, besiegedStudio } from './besieged-studio.ts';
import type { DriverName } from './brokers.ts';
import { readDiaries } from './diary.ts';
import { type Figures, figuresOf } from './figures.ts';
import { strikeAtRandom } from './lightning.ts';
import { newPerson } from './people.ts';
import { faultsOf } from './verdict.ts';

export interface StormOptions {
  readonly driver: DriverName;
  readonly seed: number;
  readonly films: number;
  /** Of each film: with 25 and 200 it has about five hundred jobs. */
  readonly scenes: number;
  readonly lines: number;
  readonly people: number;
  readonly workers: number;
  /** Milliseconds between two strikes, on average. */
  readonly every: number;
  /** After so many strikes it is calm; `Infinity`: not before the films have ended. */
  readonly strikes: number;
  /** Milliseconds after which a film that has not ended never will. */
  readonly patience: number;
}

export interface StormReport {
  readonly driver: DriverName;
  readonly seed: number;
  readonly figures: Figures;
  /** What was wrong, in a sentence each. */
  readonly violations: readonly string[];
  /** Where logs and diaries are, when something was wrong. */
  readonly folder: string | null;
}

/** Makes films while all that they need is killed at random, and looks at what became of them. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  const studio = await besiegedStudio(folder, options.driver, options.workers);
  let violations: readonly string[] = [];
  try {
    const { figures, faults } = await weather(studio, options);
    const orphans = await studio.end();
    violations = [...faults, ...orphans.map((pid) => `process ${pid} was left behind`)];
    const { driver, seed } = options;
    return { driver, seed, figures, violations, folder: violations.length > 0 ? folder : null };
  } finally {
    await studio.close();
    if (violations.length === 0) await rm(folder, { recursive: true, force: true });
  }
}

async function weather(studio: BesiegedStudio, options: StormOptions) {
  const { pool, victims } = studio;
  const random = randomFrom(options.seed);
  const began = performance.now();
  const calm = new AbortController();
  const watching = watchAll(studio, options, random);
  const auditing = auditLedger(pool, calm.signal);
  const { every, strikes: most } = options;
  const striking = strikeAtRandom(victims, { random: randomFrom(options.seed + 1), every, most, signal: calm.signal });
  const { watched, given } = await watching;
  calm.abort();
  const [strikes, audit] = await Promise.all([striking, auditing]);
  const seconds = (performance.now() - began) / 1000;
  await untilStill(pool, options.patience);
  const diaries = await readDiaries(studio.diaries);
  const faults = [
    ...given,
    ...audit.faults,
    ...(await faultsOf({ pool, files: studio.files, watched, diaries })),
    ...studio.falls().map((name) => `a process (${name}) ended by itself`),
  ];
  return { faults, figures: await figuresOf(pool, { watched, strikes, diaries, samples: audit.samples, seconds }) };
}

/** All films, to their ends. `given` are those that their audience had to give up. */
async function watchAll(
  { pool, address }: BesiegedStudio,
  options: StormOptions,
  random: Random,
): Promise<{ readonly watched: readonly Watched[]; readonly given: readonly string[] }> {
  const signal = AbortSignal.timeout(options.patience);
  const people = await Promise.all(
    Array.from({ length: options.people }, (_, number) => newPerson(pool, number, signal)),
  );
  const watched: Watched[] = [];
  const given: string[] = [];
  const watch = async (plan: FilmPlan, index: number) => {
    const person = people[index % people.length];
    if (!person) throw new Error('There is nobody to watch.');
    try {
      watched.push(await watchFilm(plan, { ...person, address, signal }));
    } catch (error) {
      given.push(`film "${plan.title}" was given up: ${error instanceof Error ? error.message : error}`);
    }
  };
  await Promise.all(Array.from({ length: options.films }, (_, index) => planOf(index, options, random)).map(watch));
  return { watched, given };
}

const titles = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Ivy', 'Juniper', 'Larch', 'Maple', 'Oak', 'Pine'];

/** Every fourth film is cancelled in the middle, every second of those gone on with, every third begun by two requests at once. */
function planOf(index: number, { scenes, lines }: StormOptions, random: Random): FilmPlan {
  const name = titles[index % titles.length] ?? '';
  return {
    title: index < titles.length ? name : `${name} ${Math.floor(index / titles.length) + 1}`,
    scenes,
    lines,
    cancelAfter: index % 4 === 3 ? 1_500 + random() * 8_000 : null,
    resume: index % 8 === 3,
    twice: index % 3 === 0,
  };
}

/** Looks at all credits again and again: at no moment is anything wrong with them. */
async function auditLedger(pool: Pool, signal: AbortSignal) {
  const faults = new Set<string>();
  let samples = 0;
  while (!signal.aborted) {
    await delay(500, undefined, { signal }).catch(() => {});
    try {
      for (const fault of await ledgerFaults(pool)) faults.add(`during the storm: ${fault}`);
      samples += 1;
    } catch {
      // The database was just struck.
    }
  }
  return { faults: [...faults], samples };
}

/** Until no job is under way, mails of films among them. What is left then is for the verdict. */
async function untilStill(pool: Pool, patience: number): Promise<void> {
  const until = performance.now() + Math.min(patience, 60_000);
  const busy = z.object({ jobs: z.coerce.number() });
  const sql = "select count(*) as jobs from jobs where status in ('blocked', 'waiting', 'running')";
  while (performance.now() < until && ((await row(pool, busy, sql))?.jobs ?? 0) > 0) await delay(250);
}
