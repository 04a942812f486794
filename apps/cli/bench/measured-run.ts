import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/** What a command cost. */
export interface Run {
  readonly seconds: number;
  /** Highest memory of the command and all its children together (proportional set size); `null` where the system does not tell. */
  readonly peakBytes: number | null;
  readonly stdout: string;
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const text = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8');
    found.push(...text.split(' ').filter(Boolean).map(Number));
  }
  return found;
}

async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
}

const commandOf = (pid: number) => readFile(`/proc/${pid}/cmdline`, 'utf8');

/**
 * A process may end while it is looked at. A child that has its parent's program and arguments is about to become another: until then all its
 * memory is its parent's, and would be counted twice.
 */
async function treeMemory(pid: number): Promise<number> {
  try {
    const own = await commandOf(pid);
    const parts = (await childrenOf(pid)).map(async (child) =>
      (await commandOf(child).catch(() => own)) === own ? 0 : treeMemory(child),
    );
    return (await Promise.all(parts)).reduce((sum, part) => sum + part, await memoryOf(pid));
  } catch {
    return 0;
  }
}

/** Milliseconds. Looking holds a process up; memory grows in seconds. */
const watchEvery = 500;

/** Runs a command and measures it. @throws Error with what it said when it fails. */
export async function measuredRun(command: string, args: readonly string[], cwd: string): Promise<Run> {
  const began = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr, peak] = ['', '', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const watch = setInterval(async () => {
    if (child.pid !== undefined) peak = Math.max(peak, await treeMemory(child.pid));
  }, watchEvery);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  clearInterval(watch);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr}`);
  return { seconds: (performance.now() - began) / 1000, peakBytes: peak > 0 ? peak : null, stdout };
}
