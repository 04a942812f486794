import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));

/** A copy of this folder as it would lie in /etc/prometheus, with the targets of one place. */
export interface Installed {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The places that there are targets for: docker-compose, the central Prometheus on ECS, and agents beside the API and on GPU machines. */
export const places = ['compose', 'ecs', 'ecs-api', 'ecs-gpu'] as const;

export async function installed(place: (typeof places)[number], metricsToken = 'token'): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  await cp(here, folder, { recursive: true });
  await cp(join(here, 'targets', place), join(folder, 'targets'), { recursive: true });
  await mkdir(join(folder, 'secrets'));
  await writeFile(join(folder, 'secrets/metrics_token'), metricsToken);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Runs promtool. @returns what it said @throws Error with what it said, when it found something wrong */
export async function promtool(args: readonly string[], cwd = here): Promise<string> {
  const { stdout, stderr } = await run('promtool', [...args], { cwd, maxBuffer: 1 << 24 }).catch((error) => {
    throw new Error(`promtool ${args.join(' ')}:\n${error.stdout}${error.stderr}`, { cause: error });
  });
  return stdout + stderr;
}
