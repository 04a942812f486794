import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { environments, type Planned, plannedResources, planOf, planOfBootstrap, withFilms } from '../plan.ts';
import { everyRoleIsBounded, outOfBounds } from './access/boundary.ts';
import { type Studio, studioOf } from './plan/policy.ts';
import { policies } from './policies.ts';

// What an administrator has applied before any of them: the most that a role of each may do. Planned once, and only when it is asked for.
let planned: Promise<readonly Planned[]> | undefined;
async function boundaryOf({ env }: Studio): Promise<string> {
  planned ??= planOfBootstrap({ account_id: '111111111111', repository: 'ai-film-studio/studio' }).then(
    plannedResources,
  );
  const boundary = (await planned).find(({ values }) => values.name === `ai-film-studio-boundary-${env}`);
  return `${boundary?.values.policy}`;
}

describe.each(environments)('%s', (environment) => {
  let studio: Studio;
  beforeAll(async () => {
    studio = studioOf(environment, await planOf(environment));
  });

  it('is planned whole', () => {
    expect(studio.resources.length).toBeGreaterThan(150);
  });

  it('bounds no role below what it is given', async () => {
    expect(outOfBounds(studio, await boundaryOf(studio))).toEqual([]);
  });

  it.each(policies)('$name', ({ faults }) => {
    expect(faults(studio)).toEqual([]);
  });
});

// Off everywhere, and held to the same: whoever turns it on finds no surprise.
describe('staging, with a search through its logs and films by CloudFront', () => {
  const role = (name: string) => `arn:aws:iam::111111111111:role/${name}`;
  let studio: Studio;
  beforeAll(async () => {
    const log_search = {
      hot: { instance_type: 'r6g.large.search', count: 2, volume_gib: 100 },
      masters: { instance_type: 'm6g.large.search' },
      warm: {},
      master_role_arn: role('logs'),
      reader_role_arns: [role('operators')],
    };
    studio = studioOf('staging', await planOf('staging', { log_search, ...withFilms() }));
  });

  it('shows films by signed links', () => {
    expect(studio.of('aws_cloudfront_key_group')).toHaveLength(1);
  });

  it('has a domain', () => {
    expect(studio.of('aws_opensearch_domain')).toHaveLength(1);
  });

  it.each(policies)('$name', ({ faults }) => {
    expect(faults(studio)).toEqual([]);
  });
});

describe('staging, with a cluster of Kubernetes', () => {
  let studio: Studio;
  beforeAll(async () => {
    const admin_role_arns = ['arn:aws:iam::111111111111:role/operators'];
    studio = studioOf('staging', await planOf('staging', { kubernetes: { admin_role_arns } }));
  });

  it('bounds every role', () => {
    expect(studio.of('aws_iam_role').length).toBeGreaterThan(20);
    expect(everyRoleIsBounded.faults(studio)).toEqual([]);
  });

  it('bounds no role below what it is given', async () => {
    expect(outOfBounds(studio, await boundaryOf(studio))).toEqual([]);
  });
});

describe('dev, sandbox, staging and production', () => {
  // What was tried in one is what runs in the next.
  it.each(['main.tf', 'variables.tf', 'outputs.tf'])('have one and the same %s', async (file) => {
    const texts = await Promise.all(
      environments
        .filter((environment) => environment !== 'recovery')
        .map((environment) => readFile(new URL(`../environments/${environment}/${file}`, import.meta.url), 'utf8')),
    );
    expect(new Set(texts).size).toBe(1);
  });
});

// What the failover program applies: a stack that plans only while it sleeps would be found out in a disaster.
describe('recovery, awake', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const image = (name: string) => `111111111111.dkr.ecr.us-west-2.amazonaws.com/ai-film-studio-${name}-prod@${digest}`;
  let studio: Studio;
  beforeAll(async () => {
    const images = {
      backend: image('backend'),
      worker: image('worker'),
      worker_gpu: image('worker-gpu'),
      comfyui: image('comfyui'),
    };
    studio = studioOf('recovery', await planOf('recovery', { active: true, images }));
  });

  it.each(policies)('$name', ({ faults }) => {
    expect(faults(studio)).toEqual([]);
  });

  it('runs the API and workers on production’s copies', () => {
    expect(studio.of('aws_ecs_service').map(({ values }) => [values.name, values.desired_count])).toEqual(
      expect.arrayContaining([['ai-film-studio-backend-prod-dr-blue', 4]]),
    );
    const families = studio.of('aws_ecs_task_definition').map(({ values }) => values.family);
    expect(families).toContain('ai-film-studio-backend-prod-dr');
  });
});
