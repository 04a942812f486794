import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type SmtpServer, smtpServer } from '../../../test/servers/smtp-server.ts';
import { freePort } from '../free-port.fixture.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What Slack and PagerDuty were sent, by the path that it was sent to. */
interface Posted {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RunningAlertmanager {
  readonly posted: Posted[];
  readonly mails: SmtpServer['received'];
  /** Tells it of alerts, as Prometheus does. */
  fire(...alerts: readonly { readonly labels: object; readonly annotations: object }[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The real Alertmanager with our configuration. Changed is where Slack, PagerDuty and the mail server are, and how long it waits for more of the same:
 * a tenth of a second.
 */
export async function alertmanager(): Promise<RunningAlertmanager> {
  const folder = await mkdtemp(join(tmpdir(), 'alertmanager-'));
  await cp(here, folder, { recursive: true });
  const posted: Posted[] = [];
  const hooks = createServer(async (request, response) => {
    posted.push({ path: request.url ?? '', body: (await json(request)) as Posted['body'] });
    response.writeHead(request.url === '/slack' ? 200 : 202, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(hooks, 'listening');
  // A server that listens on a TCP port has an address with that port.
  const hook = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`;
  const mail = await smtpServer();
  await writeFile(join(folder, 'slack_webhook_url'), `${hook}/slack`);
  await writeFile(join(folder, 'pagerduty_routing_key'), 'key-of-pagerduty');
  await writeFile(join(folder, 'smtp_password'), 'password');
  const ours = await readFile(join(folder, 'alertmanager.yml'), 'utf8');
  const changed = ours
    .replaceAll('/run/secrets/', `${folder}/`)
    .replace(/smtp_smarthost: .*/, `smtp_smarthost: ${mail.url.slice('smtp://'.length)}\n  smtp_require_tls: false`)
    .replace('global:', `global:\n  pagerduty_url: ${hook}/pagerduty`)
    .replace(/group_wait: \d+s/g, 'group_wait: 100ms');
  await writeFile(join(folder, 'alertmanager.yml'), changed);
  const port = await freePort();
  const child = spawn(
    'prometheus-alertmanager',
    [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  const address = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`Alertmanager ended with ${child.exitCode}.`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    posted,
    mails: mail.received,
    async fire(...alerts) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${address}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify(alerts) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      hooks.closeAllConnections();
      hooks.close();
      await mail.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
