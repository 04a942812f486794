import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failoverSteps } from './failover.ts';
import { tableOf } from './journal.ts';
import { rehearse } from './run-steps.ts';
import { noon, settings, type TwoRegions, twoRegions } from './two-regions.fixture.ts';

describe('the failover to us-west-2', () => {
  let regions: TwoRegions;
  beforeEach(async () => {
    regions = await twoRegions();
  });
  afterEach(() => regions.close());

  const steps = ({ acceptLoss = 900, activate = async () => {} } = {}) =>
    failoverSteps(regions.world, { lostAt: noon, acceptLoss }, activate);
  const outcomes = () =>
    regions.journal
      .filter(({ what }) => what !== 'began' && what !== 'acted')
      .map(({ step, what }) => `${step} ${what}`);

  it('gives the steps the times of the document: 5, 15, 20, 2, 5 and 10 minutes', () => {
    const budgets = steps().map(({ name, budget }) => [name, budget] as const);
    expect(budgets.slice(0, 3).reduce((sum, [, budget]) => sum + budget, 0)).toBe(5);
    expect(budgets.slice(3)).toEqual([
      ['promote', 15],
      ['activate', 20],
      ['route', 2],
      ['origin', 5],
      ['verify', 10],
    ]);
  });

  it('changes nothing at all when it is rehearsed, and says what it reads and would do', async () => {
    const before = structuredClone(regions.aws.state.records);
    const said = await rehearse(steps());
    expect(regions.aws.changes()).toEqual([]);
    expect(regions.aws.state.records).toEqual(before);
    expect(regions.aws.asked.length).toBeGreaterThan(8);
    expect(said.join('\n')).toMatch(
      /declare \(3 min\): nothing to do\. Now: the replica is available; promoting it loses at most 2 s/,
    );
    expect(said.join('\n')).toMatch(
      /promote \(15 min\): would make studio-prod-dr a writer\. Now: studio-prod-dr is available, a replica of/,
    );
    expect(said.join('\n')).toMatch(/activate \(20 min\): would .*Now: backend-prod-dr-blue runs 0 of 0/);
    // The old region answers by the name: that is no proof of the new one.
    expect(said.join('\n')).toMatch(
      /verify \(10 min\): under way\. Now: the load balancer: 503, the API by its name: 200/,
    );
    expect(said.join('\n')).toMatch(/route \(2 min\): would point api\.studio\.example at alb-prod-dr/);
  });

  it('closes the old database, promotes, activates, and leads users over, in this order', async () => {
    let applied = 0;
    await regions.run(steps({ activate: async () => void applied++ }));
    expect(applied).toBe(1);
    expect(
      regions.aws.changes().map((name) => name.replace(/\/.*rrset.*/, 'records').replace(/\/.*config.*/, 'origins')),
    ).toEqual([
      'us-east-1 rds ModifyDBInstance',
      'us-east-1 rds RebootDBInstance',
      'us-east-1 rds AddTagsToResource',
      'us-west-2 rds PromoteReadReplica',
      // Of the API, and of the CPU workers.
      ...[1, 2].flatMap(() => [
        'us-west-2 application-autoscaling RegisterScalableTarget',
        'us-west-2 ecs UpdateService',
      ]),
      'us-west-2 autoscaling UpdateAutoScalingGroup',
      'us-east-1 route53 POST records',
      'us-east-1 cloudfront PUT origins',
    ]);
    expect(regions.east.databases[0]?.securityGroups).toEqual(['sg-fence']);
    expect(regions.west.databases[0]).toMatchObject({ source: null, status: 'available' });
    expect(regions.west.services).toMatchObject([
      { desired: 4, running: 4, min: 4, max: 10 },
      { desired: 0, running: 0 },
      { name: 'cpu-workers-prod-dr', desired: 2, running: 2, min: 2, max: 6 },
    ]);
    expect(regions.west.groups).toMatchObject([{ min: 2, max: 20 }]);
    for (const record of regions.aws.state.records) {
      expect(record).toContain(settings.recovery.load_balancer.dns_name);
      expect(record).toContain('<EvaluateTargetHealth>true');
    }
    const { config } = regions.aws.state.distribution;
    expect(config).toContain(settings.recovery.frontend_bucket_domain);
    expect(config).toContain(settings.recovery.assets_bucket_domain);
    expect(config).not.toContain('us-east-1');
    // What has nothing to do with it stays.
    expect(config).toContain('<OriginAccessControlId>OAC1</OriginAccessControlId>');
    expect(config).toContain('<Comment>The studio</Comment>');
  });

  it('raises CPU workers that sleep, though the API runs already', async () => {
    await regions.run(steps());
    const workers = regions.west.services.find(({ name }) => name === 'cpu-workers-prod-dr');
    Object.assign(workers ?? {}, { desired: 0, running: 0, min: 0, max: 0 });
    const before = regions.aws.changes().length;
    await regions.run(steps());
    expect(workers).toMatchObject({ desired: 2, running: 2, min: 2, max: 6 });
    expect(regions.aws.changes().slice(before)).toEqual([
      'us-west-2 application-autoscaling RegisterScalableTarget',
      'us-west-2 ecs UpdateService',
    ]);
    const active = regions.journal.findLast(({ step, what }) => step === 'activate' && what === 'done');
    expect(active?.says).toContain('cpu-workers-prod-dr runs 2 of 2');
  });

  it('begins where the recovery stack sleeps and has no cluster', async () => {
    const [services, groups] = [regions.west.services, regions.west.groups];
    Object.assign(regions.west, { services: [], groups: [] });
    expect((await rehearse(steps())).join('\n')).toMatch(
      /activate \(20 min\): would .*Now: there is no service of the API/,
    );
    await regions.run(steps({ activate: async () => void Object.assign(regions.west, { services, groups }) }));
    expect(outcomes().at(-4)).toBe('activate done');
  });

  it('writes down how long each step took against its budget', async () => {
    await regions.run(steps());
    const promoted = regions.journal.find(({ step, what }) => step === 'promote' && what === 'done');
    expect(promoted).toMatchObject({ seconds: 60, budgetSeconds: 900, says: 'studio-prod-dr is available, a writer' });
    expect(tableOf(regions.journal)).toContain(
      '| promote | 15.0 min | 1.0 min |  | done: studio-prod-dr is available, a writer |',
    );
  });

  it('goes on where it crashed, and does nothing twice', async () => {
    const crash = steps({ activate: () => Promise.reject(new Error('the laptop was closed')) });
    await expect(regions.run(crash)).rejects.toThrow('activate failed: the laptop was closed');
    expect(regions.aws.state.records.join()).not.toContain('us-west-2');
    await regions.run(steps());
    expect(outcomes().slice(-8)).toEqual([
      'declare already',
      'fence already',
      'cut already',
      'promote already',
      'activate done',
      'route done',
      'origin done',
      'verify already',
    ]);
    const promotions = regions.aws.changes().filter((name) => name.endsWith('PromoteReadReplica'));
    expect(promotions).toHaveLength(1);
    const changes = regions.aws.changes().length;
    await regions.run(steps());
    expect(regions.aws.changes()).toHaveLength(changes);
  });

  it('cuts connections that a crash left open between closing and restarting', async () => {
    regions.east.databases[0]!.securityGroups = ['sg-fence'];
    await regions.run(steps());
    expect(regions.aws.changes()).toContain('us-east-1 rds RebootDBInstance');
  });

  it('rides out throttling', async () => {
    regions.aws.throttle(/DescribeDBInstances|PromoteReadReplica/, 4);
    await regions.run(steps());
    expect(outcomes().at(-1)).toBe('verify already');
  });

  it('refuses to lose more than is accepted, and then has changed nothing', async () => {
    regions.west.lag = (_, now) => [{ at: now - 60_000, lag: 1_200 }];
    await expect(regions.run(steps())).rejects.toThrow(/loses at most 1260 s of commits, and 900 s are accepted/);
    expect(regions.aws.changes()).toEqual([]);
    await regions.run(steps({ acceptLoss: 1_260 }));
    expect(regions.west.databases[0]?.source).toBeNull();
  });

  it('refuses when nobody knows what would be lost', async () => {
    regions.west.lag = () => [{ at: noon, lag: -1 }];
    await expect(regions.run(steps())).rejects.toThrow(/the loss is unknown/);
    expect(regions.aws.changes()).toEqual([]);
  });

  it('gives up a promotion that hangs, before any user was led over', async () => {
    regions.aws.state.pace.promotion = Number.POSITIVE_INFINITY;
    await expect(regions.run(steps())).rejects.toThrow(
      /promote: after 30 minutes: studio-prod-dr is modifying.*run the same command again/,
    );
    expect(outcomes()).toContain('promote late');
    expect(regions.aws.changes().some((name) => /route53|cloudfront|ecs/.test(name))).toBe(false);
  });

  it('waits until a change of DNS is everywhere', async () => {
    regions.aws.state.pace.dns = 3;
    await regions.run(steps());
    const route = regions.journal.filter(({ step }) => step === 'route');
    expect(route.at(-1)).toMatchObject({ what: 'done', seconds: 60 });
    expect(route.at(-1)?.says).toMatch(/the change is INSYNC/);
  });

  it('leaves the second of a pair of failover records as it is', async () => {
    const set = (id: string, role: string, target: string) =>
      `<ResourceRecordSet><Name>api.studio.example.</Name><Type>A</Type><SetIdentifier>${id}</SetIdentifier><Failover>${role}</Failover><AliasTarget><HostedZoneId>Z</HostedZoneId><DNSName>${target}.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget><HealthCheckId>H1</HealthCheckId></ResourceRecordSet>`;
    const { primary, recovery } = settings;
    const second = set('two', 'SECONDARY', recovery.load_balancer.dns_name);
    regions.aws.state.records = [set('one', 'PRIMARY', primary.load_balancer.dns_name), second];
    await regions.run(steps());
    const [kept, first] = regions.aws.state.records;
    expect(kept).toBe(second);
    expect(first).toMatch(/PRIMARY.*us-west-2.*<HealthCheckId>H1/s);
  });

  it('goes on when the old region does not answer, and closes it when it answers again', async () => {
    regions.aws.lose('us-east-1');
    await regions.run(steps());
    expect(regions.journal.find(({ step, what }) => step === 'fence' && what === 'already')?.says).toMatch(
      /does not answer/,
    );
    expect(regions.east.databases[0]?.securityGroups).toEqual(['sg-database']);
    regions.aws.lose(null);
    await regions.run(steps());
    expect(regions.east.databases[0]?.securityGroups).toEqual(['sg-fence']);
    expect(outcomes().slice(-8, -5)).toEqual(['declare already', 'fence done', 'cut done']);
  });
});
