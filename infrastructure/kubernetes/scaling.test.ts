import { jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import { metricTable } from '@ai-film-studio/studio/telemetry/metric-table.ts';
import type { IScaledJob } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { documentFigures } from '../terraform/policies/document/figure-table.ts';
import { all, one, overlays, renderOverlay } from './rendered.ts';
import { typeErrors } from './typed.ts';
import { withComponents } from './with-components.fixture.ts';

/** The specification's sections 2 and 8: API pods, and workers on GPUs (0 to 5, 1 to 10, 2 to 20). */
const sizes = {
  dev: { api: [1, 2], gpus: [0, 5] },
  staging: { api: [2, 4], gpus: [1, 10] },
  production: { api: [4, 10], gpus: [2, 20] },
} as const;

const gpuTypes = ['image', 'video', 'audio'] as const;
const template = ({ spec }: IScaledJob) => spec?.jobTargetRef.template;
const sum = (figures: readonly (number | undefined)[]) => figures.reduce<number>((all, one) => all + (one ?? 0), 0);

/** A query is in the language, and asks for a metric that the studio has. */
function expectQuery(query: string): void {
  let faults = 0;
  parser.parse(query).iterate({
    enter: ({ type }) => {
      if (type.isError) faults += 1;
    },
  });
  expect(faults, query).toBe(0);
  const names: readonly string[] = Object.values(metricTable).map(({ name }) => name);
  expect(names).toContain(/\w*studio_\w+/.exec(query)?.[0]);
}

describe.each(overlays)('in %s', async (overlay) => {
  const manifests = await renderOverlay(overlay);
  const gpuJobs = gpuTypes.map((type) => one(manifests, 'ScaledJob', `worker-${type}`));

  it('the API is as many as the specification says, at 70 % of a CPU and at the memory that it is held at on Fargate', () => {
    const { spec } = one(manifests, 'HorizontalPodAutoscaler', 'api');
    expect([spec?.minReplicas, spec?.maxReplicas]).toEqual(sizes[overlay].api);
    expect(spec?.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' });
    // Utilization is of what is asked for, and memory is asked for sparingly: its target is of what a pod may have.
    const most = one(manifests, 'Deployment', 'api').spec?.template.spec?.containers[0]?.resources?.limits?.memory;
    expect(most).toBe('2Gi');
    const megabytes = Math.floor((2048 * (documentFigures[overlay].apiMemoryTarget ?? 0)) / 100);
    expect(spec?.metrics?.map(({ resource }) => [resource?.name, resource?.target])).toEqual([
      ['cpu', { type: 'Utilization', averageUtilization: 70 }],
      ['memory', { type: 'AverageValue', averageValue: `${megabytes}Mi` }],
    ]);
    // Else each apply would undo what the autoscaler did.
    expect(one(manifests, 'Deployment', 'api').spec).not.toHaveProperty('replicas');
    expect(one(manifests, 'Deployment', 'worker-notification').spec).not.toHaveProperty('replicas');
  });

  it('workers on GPUs are together as many as the specification says', () => {
    const [least, most] = sizes[overlay].gpus;
    expect(sum(gpuJobs.map(({ spec }) => spec?.minReplicaCount))).toBe(least);
    expect(sum(gpuJobs.map(({ spec }) => spec?.maxReplicaCount))).toBe(most);
    // Either kind of node may have to do for all of them.
    expect(all(manifests, 'NodePool').map(({ spec }) => spec.limits?.['nvidia.com/gpu'])).toEqual([most, most]);
  });

  it('every type is scaled by the seconds of work that wait for it, and for it alone', () => {
    const fleets = [...all(manifests, 'ScaledJob'), ...all(manifests, 'ScaledObject')];
    expect(fleets.map(({ metadata }) => metadata?.name).sort()).toEqual(
      jobTypes.map((type) => `worker-${type}`).sort(),
    );
    for (const { metadata, spec } of fleets) {
      expect(spec?.triggers.map(({ type }) => type)).toEqual(['prometheus']);
      const given = spec?.triggers[0]?.metadata ?? {};
      const type = metadata?.name?.replace('worker-', '');
      expectQuery(given.query ?? '');
      expect(given.query).toBe(`max(studio_queue_backlog_seconds{namespace="ai-film-studio",type="${type}"})`);
      expect(Number(given.threshold)).toBeGreaterThan(0);
      // No figure must not look like no work.
      expect(given.ignoreNullValues).toBe('false');
    }
  });

  it('no rollout, no node autoscaler and no drain stops a worker at work', () => {
    for (const job of all(manifests, 'ScaledJob')) {
      expect(job.spec?.rollout?.strategy).toBe('gradual');
      expect(job.spec?.scalingStrategy?.strategy).toBe('default');
      expect(job.spec?.jobTargetRef).toMatchObject({ parallelism: 1, completions: 1 });
      expect(job.spec?.jobTargetRef).not.toHaveProperty('activeDeadlineSeconds');
      expect(job.spec?.jobTargetRef.backoffLimit).toBeGreaterThan(0);
      expect(template(job)?.metadata?.annotations).toEqual({
        'karpenter.sh/do-not-disrupt': 'true',
        'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
      });
      expect(template(job)?.spec?.containers[0]?.env).toContainEqual({ name: 'IDLE_SHUTDOWN', value: '5' });
    }
    const budget = one(manifests, 'PodDisruptionBudget', 'gpu-workers').spec;
    expect(budget?.minAvailable).toBeGreaterThan(sizes[overlay].gpus[1]);
    for (const job of gpuJobs)
      expect(template(job)?.metadata?.labels).toMatchObject(budget?.selector?.matchLabels ?? {});
  });

  describe.each(gpuJobs.map((job) => [job.metadata?.name, job] as const))('%s', (name, job) => {
    const pod = template(job)?.spec;

    it('has one GPU, and tolerates the nodes that have one', () => {
      expect(pod?.containers[0]?.resources?.limits?.['nvidia.com/gpu']).toBe(1);
      for (const { spec } of all(manifests, 'NodePool'))
        for (const { key } of spec.template.spec.taints ?? [])
          expect(pod?.tolerations).toContainEqual({ key, operator: 'Exists', effect: 'NoSchedule' });
      if (name === 'worker-video') expect(pod?.nodeSelector).toEqual({ 'karpenter.k8s.aws/instance-family': 'g5' });
    });

    it('is spread over the lots of Spot and on demand, seven to three', () => {
      const pools = all(manifests, 'NodePool').map(({ spec }) => {
        const values = (key: string) => spec.template.spec.requirements.find((one) => one.key === key)?.values;
        return [values('karpenter.sh/capacity-type'), values('ai-film-studio.com/lot')];
      });
      expect(Object.fromEntries(pools)).toEqual({
        spot: ['1', '2', '3', '4', '5', '6', '7'],
        'on-demand': ['8', '9', '10'],
      });
      expect(
        pod?.topologySpreadConstraints?.map(({ topologyKey, whenUnsatisfiable }) => [topologyKey, whenUnsatisfiable]),
      ).toEqual([['ai-film-studio.com/lot', 'ScheduleAnyway']]);
    });

    it('ends within what a Spot notice leaves', () => {
      for (const { spec } of all(manifests, 'NodePool')) expect(spec.template.spec.terminationGracePeriod).toBe('2m');
      expect(pod?.terminationGracePeriodSeconds).toBe(120);
    });
  });

  it('GPU nodes go when they are empty, and are changed on Sunday mornings alone', () => {
    for (const { spec } of all(manifests, 'NodePool')) {
      expect(spec.disruption).toMatchObject({ consolidationPolicy: 'WhenEmpty', consolidateAfter: '5m' });
      expect(spec.template.spec.expireAfter).toBe('Never');
      const closed = spec.disruption?.budgets?.find(({ nodes }) => nodes === '0');
      expect(closed).toEqual({
        nodes: '0',
        reasons: ['Drifted', 'Underutilized'],
        schedule: '0 10 * * 0',
        duration: '166h',
      });
      expect(spec.template.spec.nodeClassRef).toEqual({
        group: 'karpenter.k8s.aws',
        kind: 'EC2NodeClass',
        name: 'gpu',
      });
    }
  });

  it('a pod does not reach the credentials of its GPU node, and the disk is encrypted', () => {
    const { spec } = one(manifests, 'EC2NodeClass', 'gpu');
    expect(spec?.metadataOptions).toMatchObject({ httpTokens: 'required', httpPutResponseHopLimit: 1 });
    expect(spec?.blockDeviceMappings?.map(({ ebs }) => ebs?.encrypted)).toEqual([true]);
    expect(spec?.amiSelectorTerms.map(({ alias }) => alias)).toEqual([expect.stringMatching(/^al2023@v\d{8}$/)]);
  });
});

describe('the document’s policy of queue depth', async () => {
  const manifests = await withComponents('staging', 'depth-scaling');
  const jobs = all(manifests, 'ScaledJob');
  /** As KEDA 2.20 counts: what each queue asks for, added and rounded up. A queue that is not above its activation asks for nothing. */
  const workers = (
    triggers: readonly { readonly metadata: Readonly<Record<string, string>> }[],
    depths: readonly number[],
  ) =>
    Math.ceil(
      sum(
        triggers.map(({ metadata }, index) => {
          const depth = depths[index] ?? 0;
          return depth > Number(metadata.activationQueueLength) ? depth / Number(metadata.queueLength) : 0;
        }),
      ),
    );

  it.each([
    [9, 0],
    [10, 1],
    [25, 2],
    [50, 4],
  ])('%i messages are %i workers', (depth, expected) => {
    expect(jobs).toHaveLength(4);
    for (const { spec } of jobs) expect(workers(spec?.triggers ?? [], [depth, 0])).toBe(expected);
  });

  it('counts messages in flight, since workers at work hold theirs, in both queues of the type', () => {
    for (const { metadata, spec } of jobs) {
      const type = metadata?.name?.replace('worker-', '');
      expect(spec?.scalingStrategy?.multipleScalersCalculation).toBe('sum');
      expect(spec?.triggers.map(({ metadata: given }) => [given.queueURL, given.scaleOnInFlight])).toEqual([
        [`ai-film-studio-processing-queue-${type}-staging`, 'true'],
        [`ai-film-studio-high-priority-queue-${type}-staging`, 'true'],
      ]);
      expect(spec?.triggers.map(({ authenticationRef }) => authenticationRef?.name)).toEqual(['keda-aws', 'keda-aws']);
    }
    expect(
      manifests.filter(({ kind }) => kind === 'TriggerAuthentication').map(({ metadata }) => metadata.name),
    ).toEqual(['keda-aws']);
  });

  it('has no field that the API does not know', async () => {
    expect([...(await typeErrors(manifests)).values()]).toEqual([]);
  });
});

describe.each([
  ['seconds of backlog', []],
  ['depth', ['depth-scaling']],
])('workers that premium users have for themselves, beside others that are scaled by %s', async (_policy, others) => {
  const shared = await withComponents('production', ...others);
  const manifests = await withComponents('production', ...others, 'premium-workers');
  const added = all(manifests, 'ScaledJob').filter(({ metadata }) => metadata?.name?.startsWith('worker-premium-'));
  const settingsOf = (job: IScaledJob) =>
    Object.fromEntries(template(job)?.spec?.containers[0]?.env?.map(({ name, value }) => [name, value]) ?? []);

  it('are three fleets more, and nothing else is another than without them', () => {
    expect(added.map(({ metadata }) => metadata?.name).sort()).toEqual(
      gpuTypes.map((type) => `worker-premium-${type}`).sort(),
    );
    const rest = manifests.filter(({ metadata }) => !metadata.name.startsWith('worker-premium-'));
    expect(rest).toEqual(shared);
  });

  it.each(gpuTypes)('of %s are those of all but for whose jobs they take, what they come for, and how many', (type) => {
    const mine = one(manifests, 'ScaledJob', `worker-premium-${type}`);
    const theirs = one(manifests, 'ScaledJob', `worker-${type}`);
    const { LANES, ...rest } = settingsOf(mine);
    expect(LANES).toBe('high-priority');
    expect(rest).toEqual(settingsOf(theirs));
    const bare = (job: IScaledJob) => {
      const pod = template(job);
      const [container] = pod?.spec?.containers ?? [];
      return { ...pod, spec: { ...pod?.spec, containers: [{ ...container, env: [] }] } };
    };
    expect(bare(mine)).toEqual(bare(theirs));
    const given = mine.spec?.triggers[0]?.metadata ?? {};
    expectQuery(given.query ?? '');
    expect(given).toMatchObject({
      query: `max(studio_queue_high_priority_backlog_seconds{namespace="ai-film-studio",type="${type}"})`,
      threshold: '300',
      ignoreNullValues: 'false',
    });
  });

  it('are asleep until something is urgent, and four at most', () => {
    expect(added.map(({ spec }) => spec?.minReplicaCount)).toEqual([0, 0, 0]);
    expect(sum(added.map(({ spec }) => spec?.maxReplicaCount))).toBe(4);
  });

  it('have no field that the API does not know', async () => {
    expect([...(await typeErrors(manifests)).values()]).toEqual([]);
  });
});
