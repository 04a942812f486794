import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isMatch } from './event-pattern.fixture.ts';
import { type Planned, planned } from './planned.fixture.ts';

let plan: Planned;
beforeAll(async () => {
  plan = await planned();
});

const ruleSchema = z.object({ event_pattern: z.string().max(2048) });
const rule = (name: string, key: string) => {
  const { event_pattern } = ruleSchema.parse(plan('aws_cloudwatch_event_rule', name).get(key));
  return (event: unknown) => isMatch(z.record(z.string(), z.unknown()).parse(JSON.parse(event_pattern)), event);
};

const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/ai-film-studio-prod';
/** As in https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
const stop = (group: string, detail: Readonly<Record<string, unknown>>) => ({
  source: 'aws.ecs',
  'detail-type': 'ECS Task State Change',
  detail: {
    clusterArn: cluster,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    group: `service:${group}`,
    ...detail,
  },
});
const container = (name: string, exitCode?: number, reason?: string) => ({
  name,
  lastStatus: 'STOPPED',
  ...(exitCode === undefined ? {} : { exitCode }),
  ...(reason ? { reason } : {}),
});
const scaledIn = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
  containers: [container('worker', 0)],
};
const elb =
  'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/blue/1)';

describe('a task of the API that stopped', () => {
  const counts = (detail: Readonly<Record<string, unknown>>, group = 'ai-film-studio-backend-prod-blue') =>
    rule('stopped', 'backend-task-failures')(stop(group, detail));

  it('counts when it ended by itself, whatever its exit code', () => {
    for (const code of [0, 1, 2, 137])
      expect(counts({ stopCode: 'EssentialContainerExited', containers: [container('backend', code)] })).toBe(true);
  });

  it('counts when it never started, or was ill', () => {
    expect(counts({ stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: no such image' })).toBe(
      true,
    );
    expect(counts({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: elb })).toBe(true);
    expect(
      counts({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Task failed container health checks' }),
    ).toBe(true);
  });

  it('does not count when it was told to: by a deployment, scaling, a person or Spot', () => {
    expect(counts(scaledIn)).toBe(false);
    for (const stopCode of ['UserInitiated', 'SpotInterruption', 'TerminationNotice'])
      expect(counts({ stopCode, containers: [container('backend', 143)] })).toBe(false);
  });

  it('counts for both colours, and once: not while it is being taken down, and not of another studio', () => {
    const exited = { stopCode: 'EssentialContainerExited' };
    expect(counts(exited, 'ai-film-studio-backend-prod-green')).toBe(true);
    expect(counts({ ...exited, lastStatus: 'DEPROVISIONING' })).toBe(false);
    expect(counts(exited, 'ai-film-studio-backend-staging-blue')).toBe(false);
    expect(counts({ ...exited, clusterArn: `${cluster}-eu` })).toBe(false);
  });
});

describe('a GPU worker that stopped', () => {
  const crashed = (...containers: readonly object[]) =>
    rule(
      'stopped',
      'gpu-worker-crashes',
    )(stop('ai-film-studio-gpu-workers-prod', { stopCode: 'EssentialContainerExited', containers }));

  it('is no crash when it had nothing to do, however ComfyUI ended after it', () => {
    expect(crashed(container('worker', 0))).toBe(false);
    expect(crashed(container('worker', 0), container('models', 0), container('comfyui', 137))).toBe(false);
    expect(crashed(container('worker', 0), container('comfyui', 143))).toBe(false);
  });

  it('is a crash when worker or ComfyUI ended with an error', () => {
    expect(crashed(container('worker', 1), container('comfyui', 143))).toBe(true);
    expect(crashed(container('worker', 137), container('comfyui', 0))).toBe(true);
    expect(crashed(container('worker', 0), container('comfyui', 139))).toBe(true);
    const killed = container('comfyui', 137, 'OutOfMemoryError: Container killed due to memory usage');
    expect(crashed(container('worker', 0), killed)).toBe(true);
  });

  it('is no crash when its machine was taken away or drained', () => {
    const counts = rule('stopped', 'gpu-worker-crashes');
    expect(counts(stop('ai-film-studio-gpu-workers-prod', scaledIn))).toBe(false);
    expect(counts(stop('ai-film-studio-gpu-workers-prod', { stopCode: 'SpotInterruption' }))).toBe(false);
  });
});

describe('stops', () => {
  it('are counted where the alarms look', () => {
    const filterSchema = z.object({
      log_group_name: z.string(),
      pattern: z.string(),
      metric_transformation: z.tuple([z.object({ namespace: z.string(), name: z.string(), value: z.literal('1') })]),
    });
    const filters = [...plan('aws_cloudwatch_log_metric_filter', 'stopped').values()].map((one) =>
      filterSchema.parse(one),
    );
    expect(filters.map(({ metric_transformation: [{ namespace, name }] }) => `${namespace} ${name}`).sort()).toEqual([
      'AIFilmStudio/prod backend_task_failures',
      'AIFilmStudio/prod gpu_worker_crashes',
    ]);
    // What passed the rule passes the filter: an event as a line.
    for (const { pattern, log_group_name } of filters) {
      expect(pattern).toBe('{ $.detail.lastStatus = "STOPPED" }');
      expect(log_group_name).toMatch(/^\/aws\/events\//);
    }
  });
});

describe('what happened', () => {
  const tells = (key: string, event: unknown) => rule('happened', key)(event);
  const service = `arn:aws:ecs:us-east-1:123456789012:service/ai-film-studio-prod/ai-film-studio-backend-prod-blue`;

  it('a deployment that has ended, well or not, and none that goes on', () => {
    const deployment = (eventName: string, resource = service) => ({
      source: 'aws.ecs',
      'detail-type': 'ECS Deployment State Change',
      resources: [resource],
      detail: { eventType: 'INFO', eventName },
    });
    expect(tells('deployment-completed', deployment('SERVICE_DEPLOYMENT_COMPLETED'))).toBe(true);
    expect(tells('deployment-completed', deployment('SERVICE_DEPLOYMENT_FAILED'))).toBe(true);
    expect(tells('deployment-completed', deployment('SERVICE_DEPLOYMENT_IN_PROGRESS'))).toBe(false);
    const other = service.replaceAll('prod', 'dev');
    expect(tells('deployment-completed', deployment('SERVICE_DEPLOYMENT_COMPLETED', other))).toBe(false);
  });

  it("scaling of the studio's machines and services", () => {
    const machine = (type: string, AutoScalingGroupName = 'ai-film-studio-gpu-workers-prod') => ({
      source: 'aws.autoscaling',
      'detail-type': type,
      detail: { AutoScalingGroupName },
    });
    for (const type of ['Launch Successful', 'Launch Unsuccessful', 'Terminate Successful', 'Terminate Unsuccessful'])
      expect(tells('scaling-events', machine(`EC2 Instance ${type}`)), type).toBe(true);
    expect(tells('scaling-events', machine('EC2 Instance-launch Lifecycle Action'))).toBe(false);
    expect(tells('scaling-events', machine('EC2 Instance Launch Successful', 'another'))).toBe(false);
    expect(
      tells('scaling-events', {
        source: 'aws.application-autoscaling',
        'detail-type': 'Application Auto Scaling Scaling Activity State Change',
        detail: { resourceId: 'service/ai-film-studio-prod/ai-film-studio-backend-prod-blue', scaledToMaximum: true },
      }),
    ).toBe(true);
    const counted = { eventName: 'SERVICE_DESIRED_COUNT_UPDATED' };
    expect(
      tells('scaling-events', {
        source: 'aws.ecs',
        'detail-type': 'ECS Service Action',
        resources: [service],
        detail: counted,
      }),
    ).toBe(true);
  });

  it("maintenance and failover of the studio's databases", () => {
    const event = (SourceIdentifier: string, category: string) => ({
      source: 'aws.rds',
      'detail-type': 'RDS DB Instance Event',
      detail: { EventCategories: [category], SourceIdentifier, Message: 'm' },
    });
    expect(tells('database-maintenance', event('db', 'maintenance'))).toBe(true);
    expect(tells('database-maintenance', event('db-replica-1', 'failover'))).toBe(true);
    expect(tells('database-maintenance', event('db', 'backup'))).toBe(false);
    expect(tells('database-maintenance', event('another', 'maintenance'))).toBe(false);
  });

  it('renewal of certificates, and what hinders it', () => {
    const event = (type: string) => ({
      source: 'aws.acm',
      'detail-type': type,
      resources: ['arn:aws:acm:us-east-1:123456789012:certificate/1'],
    });
    expect(tells('certificate-renewal', event('ACM Certificate Available'))).toBe(true);
    expect(tells('certificate-renewal', event('ACM Certificate Renewal Action Required'))).toBe(true);
    expect(tells('certificate-renewal', event('ACM Certificate Rotated'))).toBe(false);
  });

  it('is given to people with its key and its runbook, as JSON', () => {
    const targets = plan('aws_cloudwatch_event_target', 'happened');
    expect([...targets.keys()].sort()).toEqual([
      ...['certificate-renewal', 'database-maintenance', 'deployment-completed', 'scaling-events'],
    ]);
    const targetSchema = z.object({ input_transformer: z.tuple([z.object({ input_template: z.string() })]) });
    for (const [key, target] of targets) {
      const [{ input_template }] = targetSchema.parse(target).input_transformer;
      const told: unknown = JSON.parse(input_template.replace('<aws.events.event.json>', '{"detail-type":"x"}'));
      expect(told).toEqual({
        key,
        runbook: expect.stringMatching(new RegExp(`^https://.+/${key}\\.md$`)),
        event: { 'detail-type': 'x' },
      });
    }
  });
});

it('no rule is turned off', () => {
  const stateSchema = z.object({ state: z.string().nullish(), is_enabled: z.boolean().nullish() });
  for (const name of ['stopped', 'happened'])
    for (const [key, one] of plan('aws_cloudwatch_event_rule', name)) {
      // Not set, it is on.
      const { state, is_enabled } = stateSchema.parse(one);
      expect([state ?? 'ENABLED', is_enabled ?? true], key).toEqual(['ENABLED', true]);
    }
});
