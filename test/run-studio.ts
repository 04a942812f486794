import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { z } from 'zod';

/** The real program in a process of its own, in a folder of its own. */

// A film takes a minute where two cores are shared with others: too long is only what hangs.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const program = fileURLToPath(new URL('../apps/cli/bin/studio.js', import.meta.url));

/** How a process ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Its own process group, so that it can be killed with all that it started. */
  readonly detached?: boolean;
  /** A command that the program is run by: `['unshare', '-Urm']`. */
  readonly under?: readonly string[];
}

export function startStudio(args: readonly string[], { cwd, env = {}, under = [], ...options }: RunOptions): Running {
  const [command = '', ...rest] = [...under, process.execPath, program, ...args];
  const { FFMPEG_PATH: _, ...inherited } = process.env;
  const child = spawn(command, rest, {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

export const studio = (args: readonly string[], options: RunOptions): Promise<Ended> =>
  startStudio(args, options).ended;

/** The same, but anything other than success is an error that shows what was said. */
export async function studioDone(args: readonly string[], options: RunOptions): Promise<Ended> {
  const ended = await studio(args, options);
  if (ended.code !== 0) throw new Error(`studio ${args.join(' ')} ended with ${ended.code}: ${ended.stderr}`);
  return ended;
}

export interface TestFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** An empty folder outside the repository, with copies of some of `test/scripts`. */
export async function testFolder(...scripts: readonly string[]): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'studio-test-'));
  for (const script of scripts)
    await copyFile(new URL(`scripts/${script}`, import.meta.url), join(path, basename(script)));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

const eventSchema = z.looseObject({ event: z.string() });
export type Event = z.infer<typeof eventSchema>;

/** What a run with `--json` printed, each line an event. */
export const eventsOf = ({ stdout }: Ended): readonly Event[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => eventSchema.parse(JSON.parse(line)));

const filmedSchema = z.object({
  film: z.string(),
  folder: z.string(),
  frames: z.number(),
  shots: z.number(),
  drawn: z.number(),
  downgrades: z.number(),
});

/** Films a script with `--json` and returns the result. */
export async function film(script: string, options: RunOptions, ...more: readonly string[]) {
  const ended = await studioDone(['film', script, '--json', ...more], options);
  return filmedSchema.parse(eventsOf(ended).at(-1));
}

/** All files under a folder, sorted; none when there is no such folder. */
export async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Command lines of the processes that name this path; Linux only. */
export async function processesNaming(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(path)) found.push(command.replaceAll('\0', ' '));
  }
  return found;
}

/** Replaces a passage that is there exactly once. */
export function edited(text: string, before: string, after: string): string {
  if (text.split(before).length !== 2) throw new Error(`"${before}" is not there exactly once.`);
  return text.replace(before, after);
}
