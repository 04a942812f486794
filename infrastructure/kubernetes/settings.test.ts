import { jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import { configNames, readConfig } from '@ai-film-studio/studio/server/config.ts';
import { defaultConcurrency } from '@ai-film-studio/studio/work/slots.ts';
import type { IContainer } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { readWorkerConfig, workerNames } from '../../apps/worker/environment.ts';
import { all, type Manifest, one, overlays, plainName, pods, renderOverlay } from './rendered.ts';

/** What Terraform's module `secrets` makes, in form. */
const secretValues: Readonly<Record<string, string>> = {
  PGPASSWORD: 'a-password',
  SECRET: Buffer.alloc(32, 7).toString('base64'),
  REDIS_URL: 'rediss://:token@redis.internal:6379',
  METRICS_TOKEN: 'a-token-of-some-length',
};

/** Read by node-postgres: what DATABASE_URL leaves out. */
const postgresNames = ['PGHOST', 'PGUSER', 'PGPASSWORD'];

/** The environment as the container finds it. @throws Error when something that it names is not there */
function environmentOf(manifests: readonly Manifest[], { envFrom, env }: IContainer): Record<string, string> {
  const secretOf = (name: string) =>
    all(manifests, 'ExternalSecret')
      .filter(({ spec }) => spec?.target?.name === name)
      .flatMap(({ spec }) => spec?.data ?? [])
      .map(({ secretKey }) => [secretKey, secretValues[secretKey] ?? ''] as const);
  const given = (envFrom ?? []).flatMap(({ configMapRef, secretRef }) => {
    const found = configMapRef
      ? Object.entries(one(manifests, 'ConfigMap', plainName(configMapRef.name)).data ?? {})
      : secretOf(secretRef?.name ?? '');
    if (found.length === 0) throw new Error(`Nothing comes of ${secretRef?.name}.`);
    return found;
  });
  const own = (env ?? []).map(
    ({ name, value, valueFrom }) => [name, value ?? valueFrom?.fieldRef?.fieldPath ?? ''] as const,
  );
  return Object.fromEntries([...given, ...own]);
}

const megabytes = (size: string): number => Number.parseInt(size, 10) * (size.endsWith('Gi') ? 1024 : 1) * 1.048576;

describe.each(overlays)('in %s', async (overlay) => {
  const env = { dev: 'dev', staging: 'staging', production: 'prod' }[overlay];
  const manifests = await renderOverlay(overlay);
  const containers = pods(manifests).map(({ owner, template }) => {
    const container = template.spec!.containers[0]!;
    return { owner, pod: template.spec!, container, environment: environmentOf(manifests, container) };
  });
  const api = containers.find(({ owner }) => owner === 'Deployment api')!;
  const workers = containers.filter((one) => one !== api);

  it('the API understands its environment, and every name of it', () => {
    const config = readConfig(api.environment);
    expect(config).toMatchObject({ BROKER: 'sqs', SQS_ENVIRONMENT: env, STORAGE: 's3', PROXIES: 1, METRICS_EMF: true });
    expect(config.PUBLIC_URL).toBe(`https://${one(manifests, 'Ingress', 'api').spec?.rules?.[0]?.host}`);
    expect(config.METRICS_NAMESPACE).toBe(`AIFilmStudio/${env}`);
    expect(config.S3_BUCKET).toBe(`ai-film-studio-assets-${env}-000000000000`);
    expect(config.WEB_ORIGINS.every((origin) => new URL(origin).origin === origin)).toBe(true);
    expect(Object.keys(api.environment).filter((name) => ![...configNames, ...postgresNames].includes(name))).toEqual(
      [],
    );
    expect(config.PORT).toBe(api.container.ports?.[0]?.containerPort);
  });

  it('whoever asks the API speaks TLS, as it does: the kubelet, the load balancer, Prometheus', () => {
    expect(readConfig(api.environment).TLS).toBe('self-signed');
    const { startupProbe, readinessProbe, livenessProbe } = api.container;
    for (const probe of [startupProbe, readinessProbe, livenessProbe]) expect(probe?.httpGet?.scheme).toBe('HTTPS');
    const annotations = one(manifests, 'Ingress', 'api').metadata?.annotations ?? {};
    for (const name of ['backend-protocol', 'healthcheck-protocol'])
      expect(annotations[`alb.ingress.kubernetes.io/${name}`], name).toBe('HTTPS');
    for (const { scheme, tlsConfig } of one(manifests, 'ServiceMonitor', 'api').spec.endpoints ?? [])
      expect([scheme, tlsConfig?.insecureSkipVerify]).toEqual(['https', true]);
  });

  it.each(
    workers.map((worker) => [worker.owner, worker] as const),
  )('%s understands its environment, and every name of it', (_, worker) => {
    const config = readWorkerConfig(worker.environment);
    const names = [...configNames, ...workerNames, ...postgresNames];
    expect(Object.keys(worker.environment).filter((name) => !names.includes(name))).toEqual([]);
    expect(config.HEALTH_PORT).toBe(worker.container.ports?.[0]?.containerPort);
    expect(config.SPOT).toBe(false);
    // Redis is the API's: the specification's security groups.
    expect(config.REDIS_URL).toBeUndefined();
    expect(worker.pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(config.SHUTDOWN_SECONDS + 15);
    const data = worker.pod.volumes?.find(({ name }) => name === 'data')?.emptyDir?.sizeLimit;
    expect(config.CACHE_MEGABYTES).toBeLessThan(megabytes(String(data)) / 1.5);
  });

  it('every type of job has workers of its own, as many at once as the specification has it', () => {
    const types = workers.map(({ environment }) => readWorkerConfig(environment).WORKER_TYPES);
    expect(types.map((one) => Object.keys(one)).toSorted()).toEqual(jobTypes.map((type) => [type]).toSorted());
    expect(Object.assign({}, ...types)).toEqual(defaultConcurrency);
    expect(readConfig(api.environment).SQS_BY_TYPE).toBe(true);
  });

  it('secrets are those of this environment, each under the name of its setting', () => {
    for (const { spec } of all(manifests, 'ExternalSecret'))
      for (const { secretKey, remoteRef } of spec?.data ?? [])
        expect(remoteRef.key).toBe(`ai-film-studio/${env}/${secretKey}`);
  });

  it('what is secret is in no ConfigMap', () => {
    const settings = all(manifests, 'ConfigMap').flatMap(({ data }) => Object.keys(data ?? {}));
    expect(settings.filter((name) => /PASSWORD|TOKEN|SECRET|REDIS_URL/.test(name))).toEqual([]);
  });

  it('no service names itself in the environment of a pod', () => {
    expect(containers.map(({ pod }) => pod.enableServiceLinks)).toEqual(containers.map(() => false));
  });
});
