import { readFile } from 'node:fs/promises';
import { configNames, readConfig } from '@ai-film-studio/studio/server/config.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readWorkerConfig } from '../apps/worker/environment.ts';

/** As much of a compose file as is looked at. */
const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      environment: z.record(z.string(), z.string()).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      healthcheck: z.unknown().optional(),
    }),
  ),
});

describe('docker-compose.yml', () => {
  const secret = Buffer.alloc(32, 1).toString('base64');
  const read = async () => {
    const text = await readFile(new URL('../docker-compose.yml', import.meta.url), 'utf8');
    return composeSchema.parse(parse(text.replace(/\$\{SECRET:[^}]*\}/, secret), { merge: true })).services;
  };
  const settings = new Set<string>(configNames);

  it('gives the API and the workers an environment that they take, and names nothing that they do not know', async () => {
    const { api, worker } = await read();
    const expected = { BROKER: 'sqs', STORAGE: 's3', SQS_CREATE: true, S3_FORCE_PATH_STYLE: true };
    expect(readConfig(api?.environment ?? {})).toMatchObject(expected);
    expect(readWorkerConfig(worker?.environment ?? {})).toMatchObject({ ...expected, SPOT: false });
    // The SDK reads these two itself.
    const others = new Set(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'SPOT']);
    for (const name of Object.keys({ ...api?.environment, ...worker?.environment }))
      expect(others.has(name) || settings.has(name), name).toBe(true);
  });

  it('waits for services that it has, and for their health only where it is checked', async () => {
    const services = await read();
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(services).toHaveProperty(name);
        if (condition === 'service_healthy') expect(services[name]).toHaveProperty('healthcheck');
      }
  });
});
