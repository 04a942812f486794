import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Environment, planOf } from '../../terraform/plan.ts';
import { settingsSchema } from './settings.ts';

type Json = null | boolean | number | string | Json[] | { readonly [name: string]: Json };
const json: z.ZodType<Json> = z.json();
const outputs = z.object({
  output_changes: z.record(z.string(), z.object({ after: json.optional(), after_unknown: json.optional() })),
});

/** What is known only once it is made is an id or a name: here the word itself. */
function filled(after: Json | undefined, unknown: Json | undefined): Json {
  if (unknown === true) return 'unknown';
  if (Array.isArray(after) || Array.isArray(unknown)) {
    const [one, other] = [after, unknown].map((list) => (Array.isArray(list) ? list : []));
    return Array.from({ length: Math.max(one?.length ?? 0, other?.length ?? 0) }, (_, index) =>
      filled(one?.[index], other?.[index]),
    );
  }
  if (isObject(after) || isObject(unknown)) {
    const [one, other] = [isObject(after) ? after : {}, isObject(unknown) ? unknown : {}];
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...names].map((name) => [name, filled(one[name], other[name])]));
  }
  return after ?? null;
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function outputsOf(environment: Environment): Promise<Readonly<Record<string, Json>>> {
  const { output_changes } = outputs.parse(await planOf(environment));
  return Object.fromEntries(
    Object.entries(output_changes).map(([name, { after, after_unknown }]) => [name, filled(after, after_unknown)]),
  );
}

/** Names and kinds of all values, without the values. */
function shape(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (!isObject(value)) return typeof value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, shape(value[name])]),
  );
}

describe('the settings of a failover', () => {
  it('are what the recovery stack’s plan gives out', async () => {
    const { failover } = await outputsOf('recovery');
    const settings = settingsSchema.parse(failover);
    expect(settings).toMatchObject({
      environment: 'prod',
      api_name: 'api.ai-film-studio.com',
      primary: { region: 'us-east-1', cluster: 'ai-film-studio-prod' },
      recovery: {
        region: 'us-west-2',
        cluster: 'ai-film-studio-prod-dr',
        assets_bucket: 'ai-film-studio-assets-dr-usw2',
      },
    });
    expect(settings.recovery.services.map(({ name }) => name)).toEqual([
      'ai-film-studio-backend-prod-dr-blue',
      'ai-film-studio-backend-prod-dr-green',
    ]);
    expect(settings.recovery.worker_services).toEqual([
      { name: 'ai-film-studio-cpu-workers-prod-dr', tasks: 2, most: 6 },
    ]);
  });

  it('know production by a file that has what production’s plan gives out', async () => {
    const file = new URL('../../terraform/environments/recovery/production.auto.tfvars.json', import.meta.url);
    const written = json.parse(JSON.parse(await readFile(file, 'utf8')));
    const { for_recovery, failover_region } = await outputsOf('production');
    const given = { production: for_recovery ?? null, primary: failover_region ?? null };
    // Secrets are by name: which there are is production's choice.
    expect(shape(written)).toEqual(shape(given));
  });
});
