import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@ai-film-studio/studio/db/embedded-postgres.ts';
import { type TcpProxy, tcpProxy } from './tcp-proxy.ts';
import type { Victim } from './victim.ts';

/** The processes that were started by this one. */
async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // The name of the program stands in brackets and may hold anything.
      return Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2]) === parent ? [Number(pid)] : [];
    }),
  );
  return parents.flat();
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone before.
  }
}

/** A PostgreSQL of our own, which stays at its address through its deaths. */
export interface ChaosDatabase extends Victim {
  readonly url: string;
  close(): Promise<void>;
}

export async function chaosDatabase(folder: string): Promise<ChaosDatabase> {
  const proxy = await tcpProxy();
  let running = await open(folder, proxy);
  const url = new URL(running.url);
  url.port = String(proxy.port);
  return {
    name: 'database',
    url: url.href,
    async strike() {
      const lock = await readFile(join(folder, 'cluster/data/postmaster.pid'), 'utf8');
      const postmaster = Number(lock.split('\n')[0]);
      const children = await childrenOf(postmaster);
      for (const pid of [postmaster, ...children]) kill(pid);
      // Those that it was just starting.
      for (const pid of await childrenOf(postmaster)) kill(pid);
      proxy.cut();
      await running.stop();
      running = await open(folder, proxy);
    },
    async close() {
      await proxy.close();
      await running.stop();
    },
  };
}

async function open(folder: string, proxy: TcpProxy): Promise<RunningPostgres> {
  const running = await startPostgres({ folder });
  proxy.lead(Number(new URL(running.url).port));
  return running;
}
