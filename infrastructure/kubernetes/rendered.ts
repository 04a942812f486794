import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1';
import type { IEC2NodeClass } from '@kubernetes-models/karpenter/karpenter.k8s.aws/v1';
import type { INodePool } from '@kubernetes-models/karpenter/karpenter.sh/v1';
import type { IScaledJob, IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import type { IPodMonitor, IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { IIngress, INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1';
import type { IConfigMap, INamespace, IPodTemplateSpec, IService, IServiceAccount } from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';

const run = promisify(execFile);

/** What `kubectl kustomize` prints, before anything is known of it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The kinds that the tests look into. */
interface Kinds {
  ConfigMap: IConfigMap;
  Deployment: IDeployment;
  EC2NodeClass: IEC2NodeClass;
  ExternalSecret: IExternalSecret;
  HorizontalPodAutoscaler: IHorizontalPodAutoscaler;
  Ingress: IIngress;
  Namespace: INamespace;
  NetworkPolicy: INetworkPolicy;
  NodePool: INodePool;
  PodDisruptionBudget: IPodDisruptionBudget;
  PodMonitor: IPodMonitor;
  PriorityClass: IPriorityClass;
  ScaledJob: IScaledJob;
  ScaledObject: IScaledObject;
  Service: IService;
  ServiceAccount: IServiceAccount;
  ServiceMonitor: IServiceMonitor;
}

export const overlays = ['dev', 'staging', 'production'] as const;
export type Overlay = (typeof overlays)[number];

/** Renders a folder of this one as a cluster would be given it. @throws what kubectl says is wrong with it */
export async function render(folder: string): Promise<readonly Manifest[]> {
  const { stdout } = await run('kubectl', ['kustomize', fileURLToPath(new URL(folder, import.meta.url))], {
    maxBuffer: 1 << 26,
  });
  return parseAllDocuments(stdout).map((document) => document.toJS());
}

/** An overlay, rendered. */
export const renderOverlay = (overlay: Overlay): Promise<readonly Manifest[]> => render(`overlays/${overlay}`);

/** What an overlay's environment.yaml says. */
export async function environmentFile(overlay: Overlay): Promise<Readonly<Record<string, string>>> {
  const file: IConfigMap = parse(
    await readFile(new URL(`overlays/${overlay}/environment.yaml`, import.meta.url), 'utf8'),
  );
  return file.data ?? {};
}

/** All of a kind. */
export function all<K extends keyof Kinds>(manifests: readonly Manifest[], kind: K): readonly Kinds[K][] {
  // That they are what they say is what manifests.test.ts has the compiler prove.
  return manifests.filter((manifest) => manifest.kind === kind) as readonly unknown[] as readonly Kinds[K][];
}

/** The one of a kind and name; a ConfigMap's name may have kustomize's hash behind it. @throws Error when there is none, or more than one */
export function one<K extends keyof Kinds>(manifests: readonly Manifest[], kind: K, name: string): Kinds[K] {
  const found = all(manifests, kind).filter(({ metadata }) => plainName(metadata?.name) === name);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`There are ${found.length} of ${kind} ${name}, not one.`);
  return only;
}

/** A name without the hash that kustomize puts behind those that it generates. */
export const plainName = (name = ''): string => name.replace(/-[a-z0-9]{10}$/, '');

/** A pod as one of the studio's controllers makes it. */
export interface Pod {
  /** `Deployment api` */
  readonly owner: string;
  readonly template: IPodTemplateSpec;
}

/** All pods that the manifests bring about. */
export function pods(manifests: readonly Manifest[]): readonly Pod[] {
  const deployed = all(manifests, 'Deployment').map(({ metadata, spec }) => ({
    owner: `Deployment ${metadata?.name}`,
    template: spec?.template,
  }));
  const jobs = all(manifests, 'ScaledJob').map(({ metadata, spec }) => ({
    owner: `ScaledJob ${metadata?.name}`,
    template: spec?.jobTargetRef.template,
  }));
  return [...deployed, ...jobs].flatMap(({ owner, template }) => (template ? [{ owner, template }] : []));
}

/** Whether labels are what a selector asks for. */
export const matches = (
  labels: Readonly<Record<string, string>> | undefined,
  selector: { readonly matchLabels?: Readonly<Record<string, string>> } | undefined,
): boolean => Object.entries(selector?.matchLabels ?? {}).every(([name, value]) => labels?.[name] === value);
