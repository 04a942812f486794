import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { terraform } from '../terraform/terraform.ts';
import { readReleases } from './helm-charts/install.ts';
import { all, one, renderOverlay } from './rendered.ts';

const module = fileURLToPath(new URL('../terraform/modules/eks', import.meta.url));

/** What is said in the module and here, and has to be the same. */
const shared = z.object({
  cluster: z.string(),
  version: z.string(),
  interruptions: z.string(),
  profile: z.string(),
  /** `keda/keda-operator` */
  identities: z.array(z.string()),
});
/** On one line: the console evaluates line by line. */
const expression = `jsonencode({ ${[
  'cluster = local.cluster',
  'version = var.kubernetes_version',
  'interruptions = local.interruptions',
  'profile = local.node_roles.gpu',
  'identities = [for it in local.identities : join("/", [it.namespace, it.service_account])]',
].join(', ')} })`;

const arn = (what: string) => `arn:aws:${what}`;
const variables = {
  env: 'staging',
  region: 'us-east-1',
  account_id: '111122223333',
  subnet_ids: ['subnet-a', 'subnet-b'],
  node_security_group_ids: ['sg-a'],
  admin_role_arns: [arn('iam::111122223333:role/operator')],
  kms_key_arn: arn('kms:us-east-1:111122223333:key/a'),
  log_retention_days: 14,
  log_group_arns: [arn('logs:us-east-1:111122223333:log-group:/ecs/a:*')],
  queue_arns: [arn('sqs:us-east-1:111122223333:a')],
  workload_policies: { api: '{"Statement":[]}', worker: '{"Statement":[]}' },
};

/** What Terraform makes of an expression within the module. */
async function inModule(): Promise<z.output<typeof shared>> {
  const folder = await mkdtemp(join(tmpdir(), 'eks-'));
  try {
    await writeFile(join(folder, 'vars.json'), JSON.stringify(variables));
    // Of this run alone: the module's own tests may run at the same time.
    process.env.TF_DATA_DIR = join(folder, 'data');
    const started = await terraform(module, ['init', '-backend=false']);
    if (!started.passed) throw new Error(started.output);
    const output = await new Promise<string>((resolve, reject) => {
      const args = [`-chdir=${module}`, 'console', '-no-color', `-var-file=${join(folder, 'vars.json')}`];
      const console = execFile(process.env.TERRAFORM ?? 'terraform', args, (error, said) =>
        error ? reject(error) : resolve(said),
      );
      console.stdin?.end(`${expression}\n`);
    });
    // Terraform prints text in quotes, and this text is JSON.
    return shared.parse(JSON.parse(z.string().parse(JSON.parse(output))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the cluster that Terraform makes is the one that is meant here', async () => {
  const made = await inModule();
  const manifests = await renderOverlay('staging');
  const releases = await readReleases();
  const valuesOf = async (name: string) =>
    parse(await readFile(new URL(`helm-charts/values/${name}.yaml`, import.meta.url), 'utf8'));
  const set = (name: string) =>
    Object.fromEntries(
      Object.entries(releases.find((release) => release.name === name)?.set ?? {}).map(([key, value]) => [
        key,
        value.replaceAll('{env}', 'staging'),
      ]),
    );

  it('every service account that has a role is one that is installed, and the other way round', async () => {
    const accounts = await Promise.all(
      ['aws-load-balancer-controller', 'external-secrets', 'fluent-bit', 'karpenter'].map(async (name) => {
        const namespace = releases.find((release) => release.name === name)?.namespace;
        return `${namespace}/${(await valuesOf(name)).serviceAccount.name}`;
      }),
    );
    const studio = all(manifests, 'ServiceAccount').map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`);
    const autoscaler = `kube-system/${(await valuesOf('cluster-autoscaler')).rbac.serviceAccount.name}`;
    const keda = `keda/${(await valuesOf('keda')).serviceAccount.operator.name}`;
    expect([...made.identities].sort()).toEqual([...accounts, ...studio, autoscaler, keda].sort());
  });

  it('charts are told its name, and Karpenter the queue of interruptions', () => {
    expect(set('cluster-autoscaler')['autoDiscovery.clusterName']).toBe(made.cluster);
    expect(set('aws-load-balancer-controller').clusterName).toBe(made.cluster);
    expect(set('karpenter')).toEqual({
      'settings.clusterName': made.cluster,
      'settings.interruptionQueue': made.interruptions,
    });
  });

  it('GPU nodes take the profile that is made for them, and join this cluster', () => {
    const { spec } = one(manifests, 'EC2NodeClass', 'gpu');
    expect(spec?.instanceProfile).toBe(made.profile);
    expect(spec?.securityGroupSelectorTerms[0]?.tags).toEqual({ 'aws:eks:cluster-name': made.cluster });
  });

  it('what goes by the version of Kubernetes is of its version', async () => {
    expect((await valuesOf('cluster-autoscaler')).image.tag).toMatch(new RegExp(`^v${made.version}\\.`));
    expect(
      one(manifests, 'Namespace', 'ai-film-studio').metadata?.labels?.['pod-security.kubernetes.io/enforce-version'],
    ).toBe(`v${made.version}`);
  });
});
