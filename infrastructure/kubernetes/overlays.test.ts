import { describe, expect, it } from 'vitest';
import { type Manifest, type Overlay, overlays, plainName, renderOverlay } from './rendered.ts';

/** What may differ between two environments, and why. All else is tried in one as it will be in the next. */
const mayDiffer: Readonly<Record<string, RegExp>> = {
  'how many API pods': /^HorizontalPodAutoscaler api spec\.(min|max)Replicas$/,
  'how many workers': /^Scaled(Job|Object) worker-\w+ spec\.(min|max)ReplicaCount$/,
  'how many GPU nodes': /^NodePool gpu-[\w-]+ spec\.limits\.nvidia\.com\/gpu$/,
  'what an API pod asks for': /^Deployment api spec\.template\.spec\.containers\.0\.resources\.requests\.cpu$/,
  'the image': /^\w+ [\w-]+ spec\..*\.containers\.0\.image$/,
  'the generated name of settings': /^\w+ [\w-]+ (spec\..*\.configMapRef\.name|metadata\.name)$/,
  'the names of the environment':
    /^ConfigMap studio data\.(SQS_ENVIRONMENT|METRICS_NAMESPACE|PGHOST|S3_BUCKET|PUBLIC_URL)$/,
  'the settings of the API': /^ConfigMap studio-api data\.(WEB_ORIGINS|REDIS_CLUSTER)$/,
  'the names of secrets': /^ExternalSecret studio-(api|worker) spec\.data\.\d+\.remoteRef\.key$/,
  'the host': /^Ingress api spec\.(tls\.0\.hosts\.0|rules\.0\.host)$/,
  'the load balancer’s neighbours':
    /^Ingress api metadata\.annotations\.alb\.ingress\.kubernetes\.io\/(load-balancer-name|load-balancer-attributes|security-groups|subnets|wafv2-acl-name)$/,
  'the subnets': /^NetworkPolicy (api|workers) spec\.(ingress|egress)\.\d+\.(from|to)\.\d+\.ipBlock\.cidr$/,
  'where GPU nodes are made':
    /^EC2NodeClass gpu spec\.(instanceProfile|tags\.(Name|Environment)|subnetSelectorTerms\.0\.tags\.Name|securityGroupSelectorTerms\.0\.tags\.aws:eks:cluster-name|securityGroupSelectorTerms\.1\.name)$/,
};

/** Every value of an overlay, by the way to it: `Deployment api spec.template.…`. */
function valuesOf(manifests: readonly Manifest[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const walk = (way: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
      for (const [key, inner] of Object.entries(value))
        walk(/ \S+ /.test(way) ? `${way}.${key}` : `${way}${key}`, inner);
    else values.set(way, JSON.stringify(value));
  };
  for (const manifest of manifests)
    for (const [key, value] of Object.entries(manifest))
      walk(`${manifest.kind} ${plainName(manifest.metadata.name)} ${key}`, value);
  return values;
}

/** The ways at which two overlays are not the same. */
function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((way) => one.get(way) !== other.get(way));
}

describe('the overlays', async () => {
  const values = Object.fromEntries(
    await Promise.all(overlays.map(async (overlay) => [overlay, valuesOf(await renderOverlay(overlay))] as const)),
  ) as Record<Overlay, ReadonlyMap<string, string>>;
  const pairs = [
    ['dev', 'staging'],
    ['staging', 'production'],
    ['dev', 'production'],
  ] as const;

  it.each(pairs)('%s and %s differ only where they may', (one, other) => {
    const found = differences(values[one], values[other]);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((way) => !Object.values(mayDiffer).some((pattern) => pattern.test(way)))).toEqual([]);
  });

  it('nothing may differ that never does', () => {
    const found = pairs.flatMap(([one, other]) => differences(values[one], values[other]));
    expect(Object.keys(mayDiffer).filter((why) => !found.some((way) => mayDiffer[why]?.test(way)))).toEqual([]);
  });

  it('no two environments share a name, a network or a bucket', () => {
    for (const [one, other] of pairs)
      for (const way of [
        'ConfigMap studio data.SQS_ENVIRONMENT',
        'ConfigMap studio data.PGHOST',
        'ConfigMap studio data.S3_BUCKET',
        'Ingress api spec.rules.0.host',
        'NetworkPolicy workers spec.egress.1.to.0.ipBlock.cidr',
        'ExternalSecret studio-api spec.data.0.remoteRef.key',
      ]) {
        expect(values[one].get(way), way).toBeDefined();
        expect(values[one].get(way), way).not.toBe(values[other].get(way));
      }
  });
});
