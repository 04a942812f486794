import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { S3Blobs, s3Client } from '@ai-film-studio/studio/storage/s3-blobs.ts';
import { z } from 'zod';
import { globalClients, regionClients } from './clients.ts';
import { failbackSteps } from './failback.ts';
import { failoverSteps } from './failover.ts';
import { journalTo, readJournal, tableOf } from './journal.ts';
import { probe } from './probe.ts';
import { rehearse, runSteps, StepFailedError } from './run-steps.ts';
import { activateRecovery, readSettings } from './settings.ts';
import type { Clock, Step } from './step.ts';
import type { World } from './world.ts';

const usage = `npm run failover -- --dry-run
npm run failover -- --confirm <environment> [--lost-at 2026-11-26T10:00:00Z] [--accept-loss 900]
npm run failover -- --back --dry-run | --confirm <environment>
Further: --folder <of the recovery environment>, --journal <file>. The runbooks are docs/runbooks/failover.md and failback.md.`;

const argumentsSchema = z.object({
  back: z.boolean().default(false),
  'dry-run': z.boolean().default(false),
  confirm: z.string().optional(),
  'lost-at': z.iso.datetime({ offset: true }).optional(),
  /** Seconds. The document accepts 15 minutes. */
  'accept-loss': z.coerce.number().int().min(0).default(900),
  folder: z.string().default('infrastructure/terraform/environments/recovery'),
  journal: z.string().default('failover.journal.jsonl'),
});
export type Arguments = z.infer<typeof argumentsSchema>;

/** @throws Error that says how it is called */
export function readArguments(args: readonly string[]): Arguments {
  const [flag, text] = [{ type: 'boolean' }, { type: 'string' }] as const;
  const options = {
    back: flag,
    'dry-run': flag,
    confirm: text,
    'lost-at': text,
    'accept-loss': text,
    folder: text,
    journal: text,
  };
  try {
    return argumentsSchema.parse(parseArgs({ args: [...args], options }).values);
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`${why}\n${usage}`, { cause });
  }
}

/** Why nothing may be changed; `null` when it may. */
export const whyNot = ({ confirm }: Arguments, environment: string): string | null =>
  confirm === environment
    ? null
    : `This switches ${environment} to another region. Look at --dry-run, then say --confirm ${environment}.`;

export const wallClock: Clock = { now: () => Date.now(), sleep: (milliseconds) => setTimeout(milliseconds) };

function stepsOf(world: World, args: Arguments): readonly Step[] {
  const { primary, recovery } = world.settings;
  if (args.back) {
    const bucketOf = ({ region, assets_bucket }: typeof primary) => new S3Blobs(s3Client({ region }), assets_bucket);
    return failbackSteps(world, { from: bucketOf(recovery), to: bucketOf(primary) });
  }
  const lostAt = args['lost-at'] ? Date.parse(args['lost-at']) : world.clock.now();
  return failoverSteps(world, { lostAt, acceptLoss: args['accept-loss'] }, () => activateRecovery(args.folder));
}

/**
 * The command line.
 * @returns the exit code: 0 done, 1 a step failed, 2 it was asked wrongly or not confirmed
 */
export async function main(given: readonly string[], say: (text: string) => void): Promise<number> {
  const args = readArguments(given);
  const settings = await readSettings(args.folder);
  const clients = {
    primary: regionClients(settings.primary.region),
    recovery: regionClients(settings.recovery.region),
    global: globalClients(),
  };
  const world: World = { settings, ...clients, clock: wallClock, probe };
  const steps = stepsOf(world, args);
  if (args['dry-run']) {
    for (const line of await rehearse(steps)) say(line);
    return 0;
  }
  const refusal = whyNot(args, settings.environment);
  if (refusal) {
    say(refusal);
    return 2;
  }
  const keep = journalTo(args.journal);
  const program = args.back ? 'failback' : 'failover';
  try {
    await runSteps(steps, {
      ...{ program, clock: wallClock, pause: 5_000 },
      async write(entry) {
        await keep(entry);
        say(`${entry.at} ${entry.step}: ${entry.what}. ${entry.says}`);
      },
    });
    return 0;
  } catch (error) {
    if (!(error instanceof StepFailedError)) throw error;
    say(error.message);
    return 1;
  } finally {
    say(tableOf(await readJournal(args.journal)));
  }
}

if (import.meta.main) {
  try {
    process.exitCode = await main(process.argv.slice(2), (text) => console.log(text));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
