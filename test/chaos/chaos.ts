import { parseArgs } from 'node:util';
import { z } from 'zod';
import { drivers } from './brokers.ts';
import { tableOf } from './figures.ts';
import { type StormReport, storm } from './storm.ts';

const usage =
  'npm run chaos -- --driver postgres|bullmq|sqs|all --films 12 --minutes 5 --seed N --every 1500 --workers 3';

const whole = z.coerce.number().int().min(1);
const argumentsSchema = z.object({
  driver: z.enum([...drivers, 'all']).default('all'),
  films: whole.default(12),
  /** Minutes after which a film that has not ended never will. */
  minutes: z.coerce.number().positive().default(10),
  seed: whole.default(() => 1 + Math.floor(Math.random() * 1e6)),
  every: whole.default(1_500),
  workers: whole.default(3),
});

const option = { type: 'string' } as const;
const { values } = parseArgs({
  options: { driver: option, films: option, minutes: option, seed: option, every: option, workers: option },
});
const parsed = argumentsSchema.safeParse(values);
if (!parsed.success) {
  console.error(`${z.prettifyError(parsed.error)}\n${usage}`);
  process.exit(2);
}
const { driver, films, minutes, seed, every, workers } = parsed.data;
const reports: StormReport[] = [];
for (const one of drivers.filter((name) => driver === 'all' || driver === name)) {
  console.error(`${one}: a storm over ${films} films, seed ${seed}`);
  const size = { films, scenes: 25, lines: 200, people: Math.max(1, Math.round(films / 3)), workers };
  const pace = { every, strikes: Number.POSITIVE_INFINITY, patience: minutes * 60_000 };
  const report = await storm({ driver: one, seed, ...size, ...pace });
  for (const violation of report.violations) console.error(`  ${violation}`);
  if (report.folder) console.error(`  Its logs are in ${report.folder}`);
  reports.push(report);
}
console.log(JSON.stringify(reports, null, 2));
console.log(tableOf(reports.map(({ driver: name, figures }) => ({ name, figures }))));
const wrong = reports.some(({ violations }) => violations.length > 0);
console.log(
  wrong
    ? `There were violations. The seed was ${seed}.`
    : `Nothing was lost, nothing done twice. The seed was ${seed}.`,
);
process.exitCode = wrong ? 1 : 0;
