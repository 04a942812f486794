import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { z } from 'zod';
import { type Answered, broken, figuresOf, type StageFigures, tableOf } from './load/figures.ts';
import { readStages, type Stage, whyNot } from './load/stage.ts';

const usage = `npm run load -- [--address http://127.0.0.1:8000] [--stages 5x10,20x20,50x30] [--p95 300] [--failed 0.01] [--allow-remote]
With LOAD_API_KEY (scopes projects:read and billing) it reads projects, credits and plans as a person does; without, only /health and /v1/plans.`;

/** What is asked, one after another: reading alone, so that nothing is made or spent. */
const paths = {
  anonymous: ['/health', '/v1/plans'],
  known: ['/v1/projects?limit=20', '/v1/credits', '/v1/plans', '/health'],
} as const;

export interface LoadOptions {
  readonly address: URL;
  readonly key: string | null;
  readonly stages: readonly Stage[];
}

/** Loads an address, one stage after another. */
export async function load({ address, key, stages }: LoadOptions): Promise<readonly StageFigures[]> {
  const figures: StageFigures[] = [];
  for (const stage of stages) figures.push(figuresOf(stage, await ask(address, key, stage)));
  return figures;
}

async function ask(address: URL, key: string | null, { connections, seconds }: Stage): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  const headers = key ? { 'x-api-key': key } : {};
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const run = autocannon(
    {
      ...{ url: address.origin, connections, duration: seconds, timeout: 10 },
      requests: (key ? paths.known : paths.anonymous).map((path) => ({ method: 'GET' as const, path, headers })),
    },
    (error: unknown) => (error ? reject(error) : resolve()),
  );
  // Its own histogram has no p95.
  run.on('response', (_client, status, _bytes, milliseconds) => void answers.push({ status, milliseconds }));
  run.on('reqError', () => void answers.push({ status: 0, milliseconds: 0 }));
  await over;
  return answers;
}

const optionsSchema = z.object({
  address: z.url().default('http://127.0.0.1:8000'),
  stages: z.string().default('5x10,20x20,50x30'),
  /** The document's alarm on the API is 1 % for five minutes; its latency has no figure there. */
  p95: z.coerce.number().positive().default(300),
  failed: z.coerce.number().min(0).max(1).default(0.01),
  'allow-remote': z.boolean().default(false),
});

/**
 * The command line.
 * @returns the exit code: 0 when the thresholds held, 1 when not, 2 when it was asked wrongly
 */
export async function main(args: readonly string[], key: string | null, say: (text: string) => void): Promise<number> {
  const text = { type: 'string' } as const;
  const options = {
    address: text,
    stages: text,
    p95: text,
    failed: text,
    'allow-remote': { type: 'boolean' },
  } as const;
  let wanted: z.infer<typeof optionsSchema>;
  let stages: readonly Stage[];
  try {
    wanted = optionsSchema.parse(parseArgs({ args: [...args], options }).values);
    stages = readStages(wanted.stages);
  } catch (error) {
    say(`${error instanceof z.ZodError ? z.prettifyError(error) : error}\n${usage}`);
    return 2;
  }
  const address = new URL(wanted.address);
  const refusal = whyNot(address, wanted['allow-remote']);
  if (refusal) {
    say(refusal);
    return 2;
  }
  const figures = await load({ address, key, stages });
  say(tableOf(figures));
  const faults = broken(figures, wanted);
  for (const fault of faults) say(fault);
  return faults.length > 0 ? 1 : 0;
}

if (import.meta.main)
  process.exitCode = await main(process.argv.slice(2), process.env.LOAD_API_KEY ?? null, (text) => console.log(text));
