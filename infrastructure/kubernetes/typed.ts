import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Manifest } from './rendered.ts';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Where the types of custom resources come from; those of Kubernetes itself are in kubernetes-models. */
const packages: Readonly<Record<string, string>> = {
  'external-secrets.io': '@kubernetes-models/external-secrets/',
  'karpenter.k8s.aws': '@kubernetes-models/karpenter/',
  'karpenter.sh': '@kubernetes-models/karpenter/',
  'keda.sh': '@kubernetes-models/keda/',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator/',
};

/** The module that has the type of a manifest: `kubernetes-models/apps/v1`. */
export function moduleOf(apiVersion: string): string {
  const [group = ''] = apiVersion.split('/');
  return `${packages[group] ?? 'kubernetes-models/'}${apiVersion}`;
}

/** One line a manifest: an error's line says which it was. */
const program = (manifests: readonly Manifest[]): string =>
  manifests
    .map(
      (manifest, index) =>
        `export const m${index}: import('${moduleOf(manifest.apiVersion)}').I${manifest.kind} = ${JSON.stringify(manifest)};`,
    )
    .join('\n');

/**
 * Has TypeScript hold manifests against the types of the API: it refuses fields that there are not, at any depth, and values of a wrong type. The
 * validators of kubernetes-models let unknown fields pass, as a server without strict validation does.
 * @returns what is wrong with which, by their index
 */
export async function typeErrors(manifests: readonly Manifest[]): Promise<ReadonlyMap<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  try {
    await symlink(modules, join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'manifests.ts'), program(manifests));
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--types',
      '',
      '--pretty',
      'false',
    ];
    const output = await run(process.execPath, [join(modules, 'typescript/bin/tsc'), ...options, 'manifests.ts'], {
      cwd: folder,
      maxBuffer: 1 << 28,
    }).then(
      ({ stdout }) => stdout,
      // What execFile throws carries what the compiler said.
      (error: Error & { stdout?: string }) => error.stdout || Promise.reject(error),
    );
    return new Map(
      [...output.matchAll(/^manifests\.ts\((\d+),\d+\): error (.*(?:\n {2}.*)*)/gm)].map(([, line, message]) => [
        Number(line) - 1,
        message ?? '',
      ]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
