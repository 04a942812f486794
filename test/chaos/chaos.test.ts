import { describeWith } from '@ai-film-studio/studio/test-services.fixture.ts';
import { describe, expect, it } from 'vitest';
import type { DriverName } from './brokers.ts';
import { storm } from './storm.ts';

/** Two films of some sixty jobs and eight strikes: long enough that most of them hit something at work. */
const small = { films: 2, scenes: 3, lines: 18, people: 1, workers: 2, every: 1_500, strikes: 8, patience: 240_000 };

/** `npm run chaos` is the same for longer. */
const comesWhole = (driver: DriverName, seed: number) =>
  it('leaves films whole, and nothing lost, nothing done or paid twice', { timeout: 420_000 }, async () => {
    const { violations, figures } = await storm({ driver, seed, ...small });
    expect(violations).toEqual([]);
    expect(figures).toMatchObject({ 'films done': small.films, duplicates: 0 });
    expect(figures.completions).toBe(figures['jobs done']);
  });

describe.runIf(process.platform === 'linux')('a storm over workers, API and database', () => {
  comesWhole('postgres', 1);
});

describeWith('REDIS_URL', 'a storm over workers, API, database and BullMQ', () => {
  comesWhole('bullmq', 4);
});

describeWith('SQS_ENDPOINT', 'a storm over workers, API, database and SQS', () => {
  comesWhole('sqs', 6);
});
