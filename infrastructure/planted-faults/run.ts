import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Fault } from './fault.ts';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

/** What a check made of a fault. */
export type Finding = 'found' | 'not found' | 'failed for another reason';

/** All faults of all layers: every file here that exports `faults`. */
export async function allFaults(): Promise<readonly Fault[]> {
  const files = (await readdir(here)).filter(
    (name) => /^[a-z-]+\.ts$/.test(name) && !['fault.ts', 'run.ts'].includes(name),
  );
  const modules = await Promise.all(
    files
      .sort()
      .map(
        async (name): Promise<{ readonly faults: readonly Fault[] }> => import(pathToFileURL(join(here, name)).href),
      ),
  );
  return modules.flatMap(({ faults }) => faults);
}

/** A copy of what git knows or would take, with this machine's `node_modules`. */
async function copyOfProject(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'planted-'));
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 1 << 26,
  });
  const tops = new Set(
    stdout.split('\0').filter((path) => /^(infrastructure|packages|apps|test|docs|\.github|[^/]+$)/.test(path)),
  );
  for (const path of tops) await cp(join(root, path), join(copy, path)).catch(ignoreMissing);
  await linkModules(copy);
  return copy;
}

/** This machine's packages, and the copy's own of our workspace: else a fault in one of ours would not be seen through its name. */
async function linkModules(copy: string): Promise<void> {
  const [theirs, here] = [join(root, 'node_modules'), join(copy, 'node_modules')];
  await mkdir(here);
  for (const name of await readdir(theirs))
    if (name !== '@ai-film-studio') await symlink(join(theirs, name), join(here, name));
  await mkdir(join(here, '@ai-film-studio'));
  for (const name of await readdir(join(theirs, '@ai-film-studio'))) {
    const place = relative(root, await realpath(join(theirs, '@ai-film-studio', name)));
    await symlink(join(copy, place), join(here, '@ai-film-studio', name));
    // A workspace's own packages, where it has versions of its own.
    const own = join(root, place, 'node_modules');
    await symlink(own, join(copy, place, 'node_modules')).catch(ignoreMissing);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  // A tracked file that was deleted and not committed yet.
  if (error.code !== 'ENOENT') throw error;
}

/**
 * Plants each fault in one copy of the project, runs its check there, and takes the fault out again.
 * @throws Error when a fault does not fit its file: then the table of faults is stale
 */
export async function findFaults(
  faults: readonly Fault[],
  onFinding: (fault: Fault, finding: Finding, output: string) => void,
): Promise<void> {
  const copy = await copyOfProject();
  try {
    for (const fault of faults) {
      const path = join(copy, fault.file);
      const sound = await readFile(path, 'utf8');
      if (sound.split(fault.find).length !== 2)
        throw new Error(`${fault.file} has not exactly one "${fault.find}": the fault "${fault.name}" is stale.`);
      await writeFile(
        path,
        sound.replace(fault.find, () => fault.replace),
      );
      const { passed, output } = await check(fault, copy);
      onFinding(fault, passed ? 'not found' : fault.says.test(output) ? 'found' : 'failed for another reason', output);
      await writeFile(path, sound);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function check({ check: [command, ...given] }: Fault, cwd: string): Promise<{ passed: boolean; output: string }> {
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  try {
    const { stdout, stderr } = await run(command, given, {
      cwd,
      maxBuffer: 1 << 26,
      env: { ...process.env, PATH: path },
    });
    return { passed: true, output: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return { passed: false, output: `${stdout}${stderr}${message}` };
  }
}

/** `node infrastructure/planted-faults/run.ts [pattern]`: exit code 1 unless every fault is found. */
async function main(): Promise<void> {
  const pattern = new RegExp(process.argv[2] ?? '.', 'i');
  const chosen = (await allFaults()).filter(({ layer, name }) => pattern.test(`${layer}: ${name}`));
  let found = 0;
  await findFaults(chosen, ({ layer, name }, finding, output) => {
    console.log(`${finding === 'found' ? '✓' : '✗'} ${layer}: ${name} — ${finding}`);
    if (finding === 'found') found += 1;
    else console.log(output.split('\n').slice(-40).join('\n'));
  });
  console.log(`${found} of ${chosen.length} planted faults were found.`);
  if (found < chosen.length || chosen.length === 0) process.exitCode = 1;
}

if (import.meta.main) await main();
