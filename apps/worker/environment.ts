import { availableParallelism } from 'node:os';
import { lanesNames } from '@ai-film-studio/studio/queue/lanes.ts';
import { type JobType, jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import { type Config, ConfigError, readConfig } from '@ai-film-studio/studio/server/config.ts';
import { type Concurrency, defaultConcurrency } from '@ai-film-studio/studio/work/slots.ts';
import { z } from 'zod';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** `image,audio` or with figures of one's own `image=2,audio=3`. */
const typesSchema = z.string().transform((text, context): Concurrency => {
  const named: Partial<Record<JobType, number>> = {};
  for (const part of text.split(',').map((one) => one.trim())) {
    const [name, figure, ...more] = part.split('=');
    const type = jobTypes.find((one) => one === name);
    const most = figure === undefined && type ? defaultConcurrency[type] : Number(figure);
    if (!type || more.length > 0 || !Number.isInteger(most) || most < 1 || most > 256)
      context.addIssue({ code: 'custom', message: `"${part}" is no type of job, or no number of them: image=2,audio` });
    else named[type] = most;
  }
  return named;
});

const schema = z.object({
  DATABASE_URL: z.string({ error: 'is needed: a worker has the database of its studio' }),
  /** Which jobs it does, and how many of each at once; left out, all of them as the specification has it. */
  WORKER_TYPES: typesSchema.default(defaultConcurrency),
  /** `high-priority`: a worker that premium users have for themselves, which takes no other jobs. */
  LANES: z.enum(lanesNames).default('both'),
  /** How it calls itself in the rows of its jobs. */
  WORKER_NAME: z.string().min(1).max(200).optional(),
  /** Where finished work lies that it needs again, for this process alone; left out, below DATA_FOLDER. */
  CACHE_FOLDER: z.string().min(1).optional(),
  HEALTH_PORT: whole(0, 65_535).default(8001),
  /** Minutes without a job after which it ends; left out, never. The specification's figure is 5. */
  IDLE_SHUTDOWN: z.coerce.number().positive().optional(),
  /** How long after SIGTERM what runs may end. */
  SHUTDOWN_SECONDS: whole(0, 3_600).default(30),
  /** Whether to listen for the instance being taken away. */
  SPOT: z.stringbool().default(true),
  /** Where instance metadata is served, when it is not EC2's own address. */
  IMDS_ENDPOINT: z.url().optional(),
});
/** All that can be set of a worker besides what the API has too. */
export const workerNames: readonly string[] = Object.keys(schema.shape);
export type WorkerConfig = Config & z.output<typeof schema> & { readonly SECRET: Buffer; readonly cores: number };

/**
 * Reads the environment once, at the start.
 * @throws ConfigError with every fault in it
 */
export function readWorkerConfig(environment: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const own = schema.safeParse(set);
  const shared = readShared(environment);
  const faults = (own.error?.issues ?? []).map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  if (shared instanceof ConfigError) throw new ConfigError([shared.message, ...faults].join('\n'));
  // With a database of another's there is a secret: the shared configuration has seen to it.
  if (!own.success || !shared.SECRET) throw new ConfigError(['The environment cannot be used:', ...faults].join('\n'));
  return { ...shared, ...own.data, SECRET: shared.SECRET, cores: shared.JOBS ?? availableParallelism() };
}

function readShared(environment: Readonly<Record<string, string | undefined>>): Config | ConfigError {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
