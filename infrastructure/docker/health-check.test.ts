import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningApi, runningApi } from '../observability/running-api.fixture.ts';
import { plannedResources, planText } from '../terraform/plan.ts';

const root = new URL('../../', import.meta.url);
const words = z.array(z.string());

/** What Docker runs in a container of the image, as the Dockerfile has it. */
async function ofImage(): Promise<readonly string[]> {
  const dockerfile = await readFile(new URL('infrastructure/docker/backend.Dockerfile', root), 'utf8');
  return words.parse(JSON.parse(/^HEALTHCHECK .*CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]'));
}

const definitions = z.array(
  z.object({
    healthCheck: z.object({ command: words }),
    environment: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
);

/** What ECS runs in a container of the task, and how the task has the API speak. */
async function ofTask(): Promise<{ readonly command: readonly string[]; readonly tls: string }> {
  const task = plannedResources(await planText(configuration)).find(({ type }) => type === 'aws_ecs_task_definition');
  const [backend] = definitions.parse(JSON.parse(String(task?.values.container_definitions)));
  const [kind, ...command] = backend?.healthCheck.command ?? [];
  if (kind !== 'CMD') throw new Error(`The command of the task is of another kind: ${kind}`);
  return { command, tls: backend?.environment.find(({ name }) => name === 'TLS')?.value ?? '' };
}

describe('what asks a container of the API whether it lives', () => {
  let database: TestDatabase;
  let task: Awaited<ReturnType<typeof ofTask>>;
  let api: RunningApi | null = null;
  beforeAll(async () => {
    task = await ofTask();
    database = await testDatabase();
  });
  afterEach(() => api?.stop());
  afterAll(() => database.stop());

  /** Its exit code, asked at another port: in a container it is always 8000. */
  const run = ([, ...args]: readonly string[], port: number, tls = ''): Promise<number> => {
    expect(args.join(' ')).toContain('port: 8000');
    const given = args.map((arg) => arg.replace('port: 8000', `port: ${port}`));
    const env = { PATH: process.env.PATH, TLS: tls };
    return new Promise((resolve) => {
      execFile(process.execPath, given, { env }, (error) => resolve(error ? Number(error.code) : 0));
    });
  };

  it.each(['', 'off', 'self-signed'])('of the image is content while it does, with TLS=%s', async (tls) => {
    const command = await ofImage();
    api = await runningApi(database.url, tls);
    expect(await run(command, api.port, tls)).toBe(0);
    await api.stop();
    expect(await run(command, api.port, tls)).toBe(1);
  });

  it('of the task on ECS is content while it does, as the task is told to speak', async () => {
    api = await runningApi(database.url, task.tls);
    expect(await run(task.command, api.port)).toBe(0);
    await api.stop();
    expect(await run(task.command, api.port)).toBe(1);
  });

  it('is not content with an API that speaks otherwise than it should, or is not well', async () => {
    const image = await ofImage();
    api = await runningApi(database.url, 'off');
    expect(await run(image, api.port, 'self-signed')).toBe(1);
    expect(await run(task.command, api.port)).toBe(1);
    await api.stop();
    const ill = createServer((_request, response) => response.writeHead(503).end()).listen(api.port, '127.0.0.1');
    await once(ill, 'listening');
    expect(await run(image, api.port)).toBe(1);
    await new Promise((resolve) => ill.close(resolve));
  });
});

const configuration = `
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "ecs" {
  source             = ${JSON.stringify(fileURLToPath(new URL('infrastructure/terraform/modules/ecs', root)))}
  env                = "dev"
  region             = "us-east-1"
  subnet_ids         = ["subnet-a", "subnet-b"]
  security_group_id  = "sg-backend"
  image              = "backend@sha256:${'0'.repeat(64)}"
  min_tasks          = 1
  max_tasks          = 2
  environment        = {}
  secrets            = {}
  execution_role_arn = "arn:aws:iam::123456789012:role/execution"
  task_role_arn      = "arn:aws:iam::123456789012:role/backend"
  log_group_name     = "/ecs/ai-film-studio-backend-dev"

  target_group_arns = {
    blue  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/1"
    green = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/2"
  }
}
`;
