import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The environments that have an overlay, by the overlay's name: what `{env}` stands for. */
const environments = { dev: 'dev', staging: 'staging', production: 'prod' } as const;

const schema = z.array(
  z.strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    /** A chart's name in its repository, or where it lies in a registry. */
    chart: z.string(),
    repository: z.url({ protocol: /^https$/ }).optional(),
    /** One version: a range would install another thing tomorrow. */
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'is one version: 1.2.3'),
    namespace: z.string(),
    /** What a values file cannot say, since it differs by environment. */
    set: z.record(z.string(), z.string()).optional(),
  }),
);
export type Release = z.output<typeof schema>[number];

/** releases.yaml. @throws ZodError that names what is wrong in it */
export async function readReleases(): Promise<readonly Release[]> {
  return schema.parse(parse(await readFile(`${here}releases.yaml`, 'utf8')));
}

/**
 * The command that installs a release, or brings it to its version.
 * @param env what `{env}` stands for: dev, staging, prod
 * @example helmCommand(release, 'dev'); // ['upgrade', '--install', 'keda', 'keda', '--version', '2.20.2', …]
 */
export function helmCommand(
  { name, chart, repository, version, namespace, set }: Release,
  env: string,
): readonly string[] {
  return [
    ...['upgrade', '--install', name, chart, '--version', version],
    ...(repository ? ['--repo', repository] : []),
    ...['--namespace', namespace, '--create-namespace', '--values', `${here}values/${name}.yaml`],
    ...Object.entries(set ?? {}).flatMap(([key, value]) => [
      '--set-string',
      `${key}=${value.replaceAll('{env}', env)}`,
    ]),
    // What does not come up is taken back, and what follows is not begun.
    ...['--atomic', '--timeout', '10m'],
  ];
}

/** `node infrastructure/kubernetes/helm-charts/install.ts staging`: installs all of them into the cluster that kubectl is pointed at. */
async function main([overlay = '']: readonly string[]): Promise<void> {
  const env = Object.entries(environments).find(([name]) => name === overlay)?.[1];
  if (!env) throw new Error(`Which environment? One of ${Object.keys(environments).join(', ')}.`);
  for (const release of await readReleases()) {
    console.log(`${release.name} ${release.version}`);
    execFileSync('helm', helmCommand(release, env), { stdio: 'inherit' });
  }
}

if (import.meta.main) await main(process.argv.slice(2));
