import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { BuildError, buildah, command } from './command.ts';
import type { Image } from './image.ts';

/** A process of a container, as this machine sees it. */
export interface Process {
  readonly id: number;
  /** The number of the user whose rights it has. */
  readonly user: number;
  /** How it was called. */
  readonly line: string;
}

/** The program of an image at work. */
export interface Running {
  /** All that it wrote until now. */
  readonly output: () => string;
  /** The program, and all that it started. */
  processes(): Promise<readonly Process[]>;
  /**
   * SIGTERM to the program alone, as an orchestrator ends a task. Fulfilled when it is over.
   * @returns its exit code
   * @throws BuildError when it does not end within a minute, or something that it started outlives it: what is left is killed
   */
  stop(): Promise<number | null>;
}

/** An image's files, and its user on this machine's network. */
export interface Container {
  /** Where its files lie here. */
  readonly folder: string;
  /** All files of the image, uncompressed: what a machine needs on its disk. */
  readonly megabytes: number;
  /** Runs a line of shell as the image's user. @returns what it wrote */
  shell(line: string): Promise<string>;
  /** Starts the image's own command with what a task definition would set. */
  start(environment: Readonly<Record<string, string>>): Running;
  remove(): Promise<void>;
}

const isolated = ['--storage-driver', 'vfs', 'run', '--isolation', 'chroot'];

/** @throws BuildError when there is no such image */
export async function openContainer(image: Image): Promise<Container> {
  const name = (await buildah('from', '--pull-never', image.name)).trim();
  const folder = (await buildah('mount', name)).trim();
  const kilobytes = Number((await command('du', ['-sxk', '--apparent-size', folder])).split('\t')[0]);
  return {
    folder,
    megabytes: Math.ceil(kilobytes / 1024),
    shell: (line) => command('buildah', [...isolated, name, '--', 'sh', '-c', line]),
    start(environment) {
      const variables = Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
      return running([...isolated, ...variables, name, '--', ...image.command]);
    },
    async remove() {
      await buildah('rm', name);
    },
  };
}

/** Milliseconds: longer than the API and a worker give to what they have in hand. */
const patience = 60_000;
/** Milliseconds in which those that have ended vanish. */
const margin = 2_000;

function running(given: readonly string[]): Running {
  const child = spawn('buildah', given, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => said.push(part));
  child.stderr.on('data', (part: Buffer) => said.push(part));
  const ended = once(child, 'exit');
  // It leads a group of its own, to which all belongs that comes of it.
  const group = child.pid ?? 0;
  const processes = async () => (await groupOf(group)).filter(({ line }) => !line.startsWith('buildah'));
  return {
    output: () => Buffer.concat(said).toString(),
    processes,
    async stop() {
      // Not the whole group: buildah ends at once when it is told to, and kills what it runs before that could end in order.
      const [program] = await processes();
      if (program) process.kill(program.id, 'SIGTERM');
      await within(patience, ended);
      const left = await leftOf(group);
      if (left.length === 0) return child.exitCode;
      process.kill(-group, 'SIGKILL');
      await ended;
      throw new BuildError(`Told to end, these did not:\n${left.map(({ line }) => line).join('\n')}`);
    },
  };
}

/** Waits for it, but no longer than so many milliseconds. */
async function within(milliseconds: number, awaited: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([awaited, setTimeout(milliseconds, undefined, { signal: over.signal }).catch(() => {})]);
  over.abort();
}

async function leftOf(group: number): Promise<readonly Process[]> {
  const deadline = performance.now() + margin;
  let left = await groupOf(group);
  while (left.length > 0 && performance.now() < deadline) {
    await setTimeout(100);
    left = await groupOf(group);
  }
  return left;
}

/** All processes of a group, the oldest first. */
async function groupOf(group: number): Promise<readonly Process[]> {
  const listed = await command('ps', ['-eo', 'pid=,pgid=,uid=,args=', '--sort', 'start_time,pid']);
  return listed.split('\n').flatMap((row) => {
    const [id, of, user, ...words] = row.trim().split(/\s+/);
    return Number(of) === group ? [{ id: Number(id), user: Number(user), line: words.join(' ') }] : [];
  });
}

/**
 * Asks until there is an answer of 200.
 * @throws BuildError after so many milliseconds, with the last thing that was heard
 */
export async function answers(address: string, patience: number): Promise<Response> {
  const deadline = performance.now() + patience;
  let heard = 'nothing';
  while (performance.now() < deadline) {
    const answer = await fetch(address).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.ok) return answer;
    heard = typeof answer === 'string' ? answer : `${answer.status} ${await answer.text()}`;
    await setTimeout(200);
  }
  throw new BuildError(`${address} did not answer within ${patience} ms: ${heard}`);
}
