import { describe, expect, it } from 'vitest';
import { all, environmentFile, matches, one, overlays, pods, renderOverlay } from './rendered.ts';

describe.each(overlays)('in %s', async (overlay) => {
  const manifests = await renderOverlay(overlay);
  const everyPod = pods(manifests).map(({ owner, template }) => [owner, template] as const);

  it('the namespace lets nothing in that is not restricted', () => {
    expect(one(manifests, 'Namespace', 'ai-film-studio').metadata?.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': expect.stringMatching(/^v1\.\d+$/),
    });
    const elsewhere = manifests.filter(
      ({ kind, metadata }) =>
        metadata.namespace !== 'ai-film-studio' &&
        !['Namespace', 'PriorityClass', 'NodePool', 'EC2NodeClass'].includes(kind),
    );
    expect(elsewhere).toEqual([]);
  });

  it('there are pods', () => {
    expect(everyPod.map(([owner]) => owner).sort()).toEqual([
      'Deployment api',
      'Deployment worker-notification',
      'ScaledJob worker-assembly',
      'ScaledJob worker-audio',
      'ScaledJob worker-image',
      'ScaledJob worker-video',
    ]);
  });

  describe.each(everyPod)('%s', (_, { metadata, spec }) => {
    const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];

    it('is restricted, more than the standard asks', () => {
      expect(spec?.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { securityContext } of containers)
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      expect([spec?.hostNetwork, spec?.hostPID, spec?.hostIPC]).toEqual([undefined, undefined, undefined]);
      for (const volume of spec?.volumes ?? []) expect(Object.keys(volume).sort()).toEqual(['emptyDir', 'name']);
    });

    it('can write where its program writes, and only so much', () => {
      for (const { volumeMounts } of containers)
        expect(volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(expect.arrayContaining(['/tmp', '/data']));
      const volumes = (spec?.volumes ?? []).map(({ emptyDir }) => figure(emptyDir?.sizeLimit));
      const limit = figure(spec?.containers[0]?.resources?.limits?.['ephemeral-storage']);
      // The volumes count as the pod's own storage, and full ones must not have it thrown out.
      expect(volumes.reduce((sum, one) => sum + one, 0)).toBeLessThan(limit);
    });

    it('has an account of its own, and no token for the cluster', () => {
      const account = spec?.serviceAccountName ?? 'default';
      expect(one(manifests, 'ServiceAccount', account).automountServiceAccountToken).toBe(false);
      expect(spec?.automountServiceAccountToken, 'automountServiceAccountToken of the pod').toBe(false);
    });

    it('has an image by its digest', () => {
      for (const { image } of containers)
        expect(image).toMatch(/^[\w.-]+\.amazonaws\.com\/[\w./-]+@sha256:[0-9a-f]{64}$/);
    });

    it('says what it needs, and what it may have', () => {
      for (const { resources } of containers)
        for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
          expect(resources?.requests).toHaveProperty([name]);
          expect(resources?.limits).toHaveProperty([name]);
        }
    });

    it('is asked whether it has begun, lives and is ready, at a port that it has', () => {
      for (const { ports, startupProbe, readinessProbe, livenessProbe } of containers) {
        expect(startupProbe?.httpGet?.path).toBe('/health');
        expect(livenessProbe?.httpGet?.path).toBe('/health');
        expect(readinessProbe?.httpGet?.path).toBe('/ready');
        for (const probe of [startupProbe, readinessProbe, livenessProbe])
          expect(ports?.map(({ name }) => name)).toContain(probe?.httpGet?.port);
      }
    });

    it('has a priority that there is', () => {
      expect(() => one(manifests, 'PriorityClass', spec?.priorityClassName ?? '')).not.toThrow();
    });

    it('counts those like it where it is spread', () => {
      for (const { labelSelector } of spec?.topologySpreadConstraints ?? [])
        expect(matches(metadata?.labels, labelSelector)).toBe(true);
    });
  });

  it('each Deployment has a budget that lets one pod go, and no more', () => {
    const budgets = all(manifests, 'PodDisruptionBudget');
    for (const { metadata, spec } of all(manifests, 'Deployment')) {
      const own = budgets.filter(({ spec: budget }) => matches(spec?.template.metadata?.labels, budget?.selector));
      expect(
        own.map((budget) => budget.spec?.maxUnavailable),
        metadata?.name,
      ).toEqual([1]);
    }
  });

  it('each Deployment selects its own pods, and the service those of the API', () => {
    for (const { spec } of all(manifests, 'Deployment'))
      expect(pods(manifests).filter(({ template }) => matches(template.metadata?.labels, spec?.selector))).toHaveLength(
        1,
      );
    const matchLabels = one(manifests, 'Service', 'api').spec?.selector ?? {};
    expect(
      pods(manifests).flatMap(({ owner, template }) =>
        matches(template.metadata?.labels, { matchLabels }) ? [owner] : [],
      ),
    ).toEqual(['Deployment api']);
  });

  it('Prometheus finds the API and every worker', () => {
    const service = one(manifests, 'Service', 'api');
    const { endpoints, selector } = one(manifests, 'ServiceMonitor', 'api').spec;
    expect(matches(service.metadata?.labels, selector)).toBe(true);
    expect(endpoints?.map(({ port }) => port)).toEqual(service.spec?.ports?.map(({ name }) => name));
    const workers = one(manifests, 'PodMonitor', 'worker').spec;
    // The rules of infrastructure/observability ask for the jobs `api` and `worker`.
    expect(workers.jobLabel).toBe('app.kubernetes.io/name');
    expect(service.metadata?.name).toBe('api');
    const seen = pods(manifests).flatMap(({ owner, template }) =>
      matches(template.metadata?.labels, workers.selector) ? [owner] : [],
    );
    expect(seen).toEqual(everyPod.map(([owner]) => owner).filter((owner) => owner !== 'Deployment api'));
  });

  it('all that is not on GPUs fits on ten t3.medium when there is most of it', () => {
    // Of 2 vCPU and 4 GiB what the node and its daemons leave; and of all nodes what helm-charts/ takes.
    const node = { cpu: 1.6, memory: 2.9 * 2 ** 30 };
    const charts = { cpu: 2.5, memory: 6 * 2 ** 30 };
    const most = (owner: string) => {
      const [kind, name = ''] = owner.split(' ');
      if (kind === 'ScaledJob') return one(manifests, 'ScaledJob', name).spec?.maxReplicaCount ?? 0;
      if (name === 'api') return one(manifests, 'HorizontalPodAutoscaler', name).spec?.maxReplicas ?? 0;
      return one(manifests, 'ScaledObject', name).spec?.maxReplicaCount ?? 0;
    };
    for (const resource of ['cpu', 'memory'] as const) {
      const asked = everyPod
        .filter(([, { spec }]) => !spec?.tolerations)
        .map(
          ([owner, { spec }]) => [most(owner), figure(spec?.containers[0]?.resources?.requests?.[resource])] as const,
        );
      for (const [, each] of asked) expect(each).toBeLessThan(node[resource]);
      expect(
        asked.reduce((sum, [pods, each]) => sum + pods * each, 0),
        resource,
      ).toBeLessThan(10 * node[resource] - charts[resource]);
    }
  });

  it('the API ends after the load balancer has let go of it', () => {
    const api = one(manifests, 'Deployment', 'api').spec?.template.spec;
    const sleep = api?.containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
    expect(sleep).toBeGreaterThanOrEqual(15);
    expect(api?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(sleep + 30);
  });

  it('the API is answered for by TLS alone', () => {
    const { metadata, spec } = one(manifests, 'Ingress', 'api');
    const annotation = (name: string) => metadata?.annotations?.[`alb.ingress.kubernetes.io/${name}`];
    expect(spec?.ingressClassName).toBe('alb');
    expect(spec?.tls?.flatMap(({ hosts }) => hosts)).toEqual(spec?.rules?.map(({ host }) => host));
    expect(annotation('ssl-redirect')).toBe('443');
    expect(annotation('ssl-policy')).toBe('ELBSecurityPolicy-TLS13-1-2-2021-06');
    expect(annotation('healthcheck-path')).toBe('/health');
    expect(annotation('wafv2-acl-name')).toBe(
      { dev: 'none', staging: 'ai-film-studio-staging', production: 'ai-film-studio-prod' }[overlay],
    );
  });

  it('nothing is left that an environment had to fill in', async () => {
    const words = Object.keys(await environmentFile(overlay));
    expect(words).toContain('ENV');
    const left = new RegExp(`\\b(TYPE|${words.join('|')})\\b`);
    expect([...textsIn(manifests)].filter((text) => left.test(text))).toEqual([]);
  });
});

/** A quantity of Kubernetes as a number: `750m` is 0.75. @throws Error when it is none */
function figure(quantity: unknown): number {
  const [, digits, unit = ''] = /^(\d+)(m|Mi|Gi)?$/.exec(String(quantity)) ?? [];
  if (!digits) throw new Error(`${quantity} is no quantity.`);
  return Number(digits) * ({ m: 0.001, Mi: 2 ** 20, Gi: 2 ** 30 }[unit] ?? 1);
}

/** Every text in a value, keys left out. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}
