import { S3Blobs, s3Client } from '@ai-film-studio/studio/storage/s3-blobs.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failbackSteps } from './failback.ts';
import { failoverSteps } from './failover.ts';
import { noon, settings, type TwoRegions, twoRegions } from './two-regions.fixture.ts';

describe('the failback to us-east-1', () => {
  let regions: TwoRegions;
  beforeEach(async () => {
    regions = await twoRegions();
    await regions.run(failoverSteps(regions.world, { lostAt: noon, acceptLoss: 900 }, async () => {}));
    for (const bucket of [settings.primary.assets_bucket, settings.recovery.assets_bucket])
      regions.aws.buckets.set(bucket, new Map([['users/u/projects/p/final/film.mp4', [Buffer.from('film')]]]));
    // As CloudWatch has it when nobody writes: every fifth minute something is replayed.
    regions.east.lag = (_, now) =>
      Array.from({ length: 30 }, (_, index) => {
        const at = now - (now % 60_000) - index * 60_000;
        return { at, lag: (at / 1_000) % 300 };
      });
  });
  afterEach(() => regions.close());

  const steps = () => {
    const bucket = (name: string) => new S3Blobs(s3Client({ region: 'us-east-1' }), name);
    const media = { from: bucket(settings.recovery.assets_bucket), to: bucket(settings.primary.assets_bucket) };
    return failbackSteps(regions.world, media);
  };
  const run = () => regions.run(steps(), 'failback');
  const changes = () =>
    regions.aws.changes().map((name) => name.replace(/\/.*rrset.*/, 'records').replace(/\/.*config.*/, 'origins'));

  it('keeps the old database, replicates, stops all writers, and only then promotes and leads users back', async () => {
    const before = regions.aws.changes().length;
    await run();
    expect(changes().slice(before)).toEqual([
      'us-east-1 rds ModifyDBInstance',
      'us-east-1 rds CreateDBInstanceReadReplica',
      ...['blue', 'green', 'CPU workers'].flatMap(() => [
        'us-west-2 application-autoscaling RegisterScalableTarget',
        'us-west-2 ecs UpdateService',
      ]),
      'us-west-2 autoscaling UpdateAutoScalingGroup',
      'us-east-1 rds PromoteReadReplica',
      'us-east-1 route53 POST records',
      'us-east-1 cloudfront PUT origins',
    ]);
    expect(regions.east.databases).toMatchObject([
      { identifier: expect.stringMatching(/^studio-prod-until-20261126t\d{4}$/), securityGroups: ['sg-fence'] },
      { identifier: 'studio-prod', source: null, securityGroups: ['sg-database'] },
    ]);
    expect(regions.west.services.every(({ running, max }) => running === 0 && max === 0)).toBe(true);
    expect(regions.aws.state.records.join()).not.toContain('us-west-2');
    expect(regions.aws.state.distribution.config).not.toContain('us-west-2');
  });

  it('waits until the last task of the CPU workers is gone, since they write too', async () => {
    const workers = regions.west.services.find(({ name }) => name === 'cpu-workers-prod-dr');
    Object.assign(workers ?? {}, { running: 9 });
    await run();
    expect(workers).toMatchObject({ desired: 0, running: 0, max: 0 });
    const drained = regions.journal.filter(({ program, step }) => program === 'failback' && step === 'drain');
    // Half a minute a look, and each look sees one task less.
    expect(drained.at(-1)).toMatchObject({
      what: 'done',
      says: expect.stringContaining('cpu-workers-prod-dr runs 0 of 0'),
    });
    expect(drained.at(-1)?.seconds).toBeGreaterThanOrEqual(7 * 30);
  });

  it('does not promote beside CPU workers that do not stop', async () => {
    const workers = regions.west.services.find(({ name }) => name === 'cpu-workers-prod-dr');
    Object.assign(workers ?? {}, { running: 1_000 });
    await expect(run()).rejects.toThrow(/^drain: after 10 minutes: .*cpu-workers-prod-dr runs \d+ of 0/);
    expect(changes()).not.toContain('us-east-1 rds PromoteReadReplica');
  });

  it('promotes only when the replica has replayed something later than the last write', async () => {
    await run();
    const at = (step: string, what: string) =>
      regions.journal.find((one) => one.program === 'failback' && one.step === step && one.what === what);
    const replayed = /all until (\S+)/.exec(at('last commits', 'done')?.says ?? '')?.[1] ?? '';
    const stopped = at('drain', 'done')?.at ?? '';
    expect(Date.parse(replayed)).toBeGreaterThan(Date.parse(stopped));
  });

  it('leaves users where they are when the replica never comes to the last write', async () => {
    const stuck = { at: noon, lag: 1 };
    regions.east.lag = (_, now) => [stuck, { at: now - 60_000, lag: (now - 60_000 - noon) / 1_000 }];
    await expect(run()).rejects.toThrow(/^(catch up|last commits): after \d+ minutes: /);
    expect(changes().filter((name) => name.endsWith('PromoteReadReplica'))).toEqual([
      'us-west-2 rds PromoteReadReplica',
    ]);
    expect(regions.aws.state.records.join()).toContain('us-west-2');
  });

  it('does not switch while media are missing, and says how they come', async () => {
    regions.aws.buckets
      .get(settings.recovery.assets_bucket)
      ?.set('users/u/projects/p/final/new.mp4', [Buffer.from('new')]);
    await expect(run()).rejects.toThrow(
      /1 of 2 objects of assets-prod-dr are not in assets-prod: run "aws s3 sync s3:\/\/assets-prod-dr/,
    );
    regions.aws.buckets
      .get(settings.primary.assets_bucket)
      ?.set('users/u/projects/p/final/new.mp4', [Buffer.from('new')]);
    await run();
    expect(changes().filter((name) => name.endsWith('CreateDBInstanceReadReplica'))).toHaveLength(1);
  });

  it('done again it changes nothing: least of all does it retire the new database', async () => {
    await run();
    const before = regions.aws.changes().length;
    await run();
    expect(regions.aws.changes()).toHaveLength(before);
  });

  it('does not begin while the old database is open', async () => {
    regions.east.databases[0]!.securityGroups = ['sg-database'];
    const before = regions.aws.changes().length;
    await expect(run()).rejects.toThrow(/studio-prod is not closed .*run failover again/);
    expect(regions.aws.changes()).toHaveLength(before);
  });

  it('after a second disaster takes the database that it made for an old one', async () => {
    await run();
    // The recovery region has a replica again, and compute in us-east-1 was never stopped.
    regions.west.databases = regions.west.databases.map((one) => ({ ...one, source: settings.primary.database.arn }));
    const disaster = { lostAt: noon, acceptLoss: 900 };
    regions.west.lag = (_, now) => [{ at: now - 60_000, lag: 1 }];
    await regions.run(failoverSteps(regions.world, disaster, async () => {}));
    await run();
    expect(regions.east.databases.map(({ securityGroups }) => securityGroups[0])).toEqual([
      'sg-fence',
      'sg-fence',
      'sg-database',
    ]);
    expect(regions.aws.state.records.join()).not.toContain('us-west-2');
  });
});
