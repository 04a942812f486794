import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Running } from './run-studio.ts';
import { startStudio } from './run-studio.ts';

/** A whole studio in a process of its own. */
export interface ServedStudio extends Running {
  /** `http://127.0.0.1:43583` */
  readonly address: string;
  /** The link to sign in by, as long as there is no other way in. */
  readonly link: string | null;
}

/** Starts `studio serve` and waits until it says that it is there. */
export async function serveStudio(cwd: string, env: Readonly<Record<string, string>>): Promise<ServedStudio> {
  const running = startStudio(['serve'], { cwd, env });
  const { stderr } = running.child;
  if (!stderr) throw new Error('Nothing can be heard of the server.');
  let address: string | null = null;
  let link: string | null = null;
  const heard = (async () => {
    for await (const line of createInterface({ input: stderr })) {
      address ??= /^The studio is at (\S+)/.exec(line)?.[1] ?? null;
      link ??= /^Sign in, once, by (\S+)/.exec(line)?.[1] ?? null;
      if (line.startsWith('Its data is below')) return;
    }
  })();
  await Promise.race([heard, running.ended]);
  if (!address) throw new Error(`The server did not begin: ${(await running.ended).stderr}`);
  return { ...running, address, link };
}

/** Ends a server as Ctrl-C does. */
export async function stopStudio({ child, ended }: ServedStudio): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await ended;
}

/** Ends the process of a server at once, as a machine does that has no memory left. */
export async function killStudio({ child }: ServedStudio): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
