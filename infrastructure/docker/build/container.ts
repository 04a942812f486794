import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { BuildError, buildah, command } from './command.ts';
import type { Image } from './image.ts';

/** The program of an image at work. */
export interface Running {
  /** All that it wrote until now. */
  readonly output: () => string;
  /** SIGTERM, as an orchestrator ends a task. Fulfilled when it is over. */
  stop(): Promise<void>;
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

function running(given: readonly string[]): Running {
  const child = spawn('buildah', given, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => said.push(part));
  child.stderr.on('data', (part: Buffer) => said.push(part));
  const ended = once(child, 'exit');
  return {
    output: () => Buffer.concat(said).toString(),
    async stop() {
      // The whole group: buildah does not hand signals on to what it runs.
      if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
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
