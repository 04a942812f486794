import { parseArgs } from 'node:util';
import { z } from 'zod';
import { imageSchema } from './image.ts';
import { strategyNames } from './strategy.ts';

const env = z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, 'dev, sandbox, staging, prod or prod-dr');
const despite = z
  .string()
  .default('')
  .transform((keys) => keys.split(',').filter(Boolean));
/** Only workers take two images: a worker's and ComfyUI's. */
const one = <T extends z.ZodType>(schema: T) => z.tuple([schema]).transform(([only]) => only);
const dry = z.boolean().default(false);
const fleet = z.string().regex(/^[a-z][a-z0-9]*$/, 'gpu, cpu, or a fleet that the studio has besides');

const schemas = {
  backend: z.strictObject({
    command: z.literal('backend'),
    env,
    image: one(imageSchema),
    url: z.url({ protocol: /^https?$/ }).transform((text) => new URL(text)),
    strategy: z.enum(strategyNames).default('blue-green'),
    despite,
    'dry-run': dry,
  }),
  workers: z.strictObject({
    command: z.literal('workers'),
    env,
    image: z.array(imageSchema).min(1),
    fleet: fleet.default('gpu'),
    despite,
    'dry-run': dry,
  }),
  rollback: z.strictObject({ command: z.literal('rollback'), env, fleet: fleet.optional() }),
  promote: z.strictObject({
    command: z.literal('promote'),
    image: one(imageSchema),
    env,
    registry: z.string().regex(/^[\w.:-]+$/, 'a registry without a path'),
  }),
};
const schema = z.discriminatedUnion('command', [schemas.backend, schemas.workers, schemas.rollback, schemas.promote]);

export type Order = z.output<typeof schema>;

export const usage = `npm run deploy -- backend  --env ENV --image REPOSITORY@sha256:… --url https://api.… [--strategy blue-green|canary] [--despite ALARMS] [--dry-run]
npm run deploy -- workers  --env ENV --image REPOSITORY@sha256:… [--image …] [--fleet gpu] [--despite ALARMS] [--dry-run]
npm run deploy -- rollback --env ENV [--fleet gpu]
npm run deploy -- promote  --image REPOSITORY@sha256:… --env ENV --registry REGISTRY`;

/**
 * @throws ZodError or TypeError that says what is wrong with the words given
 * @example orderOf(['rollback', '--env', 'dev']); // { command: 'rollback', env: 'dev' }
 */
export function orderOf(words: readonly string[]): Order {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      env: text,
      image: { ...text, multiple: true },
      url: text,
      strategy: text,
      despite: text,
      fleet: text,
      registry: text,
      'dry-run': { type: 'boolean' },
    },
  });
  if (positionals.length !== 1) throw new TypeError(usage);
  return schema.parse({ ...values, command: positionals[0] });
}
