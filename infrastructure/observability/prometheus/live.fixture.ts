import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../free-port.fixture.ts';

/** The real program, with our configuration. */
export interface RunningPrometheus {
  readonly address: string;
  stop(): Promise<void>;
}

/** Asks twice a second, so that a test need not wait for a quarter of a minute. */
export async function quicken(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const quick = text
    .replace(/(scrape|evaluation)_interval: \d+s/g, '$1_interval: 500ms')
    .replace(/scrape_timeout: \d+s/g, 'scrape_timeout: 400ms');
  await writeFile(path, quick);
}

/** @param features of Prometheus 2 that our configuration needs; in 3 the first is always on */
export async function prometheus(
  config: string,
  { agent = false, env = {} }: { readonly agent?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<RunningPrometheus> {
  const port = await freePort();
  const data = join(config, '..', agent ? 'data-agent' : 'data');
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--enable-feature=expand-external-labels${agent ? ',agent' : ''}`,
      ...(agent
        ? [`--storage.agent.path=${data}`]
        : [`--storage.tsdb.path=${data}`, '--web.enable-remote-write-receiver']),
    ],
    { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece) => (said += piece));
  const ended = once(child, 'exit');
  const address = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}: ${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const answerSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** @throws Error with what Prometheus says of an expression that it does not take */
export async function ask({ address }: RunningPrometheus, query: string) {
  const answer = await fetch(`${address}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
  if (!answer.ok) throw new Error(`${query}: ${await answer.text()}`);
  return answerSchema.parse(await answer.json()).data.result;
}
