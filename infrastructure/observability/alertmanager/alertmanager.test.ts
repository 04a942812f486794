import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { ruleFiles } from '../prometheus/rule-files.ts';
import { alertmanager, type RunningAlertmanager } from './alertmanager.fixture.ts';

const run = promisify(execFile);
const config = fileURLToPath(new URL('alertmanager.yml', import.meta.url));

describe('the configuration of Alertmanager', async () => {
  const text = await readFile(config, 'utf8');

  it('is taken by amtool, with its templates', async () => {
    const { stdout } = await run('amtool', ['check-config', config]);
    expect(stdout).toMatch(/1 templates\s+SUCCESS/);
  });

  it.each([
    ['critical', 'pagerduty,slack'],
    ['warning', 'slack-and-mail'],
    ['info', 'slack'],
    ['none', 'slack'],
  ])('sends what is %s to %s', async (severity, receivers) => {
    const labels = [`severity=${severity}`, 'alertname=Any', 'env=prod'];
    const { stdout } = await run('amtool', ['config', 'routes', 'test', `--config.file=${config}`, ...labels]);
    expect(stdout.trim()).toBe(receivers);
  });

  it('silences, and is silenced by, alerts that there are', async () => {
    const files = await ruleFiles();
    const names = files.flatMap(({ groups }) =>
      groups.flatMap(({ rules }) => rules.flatMap((rule) => ('alert' in rule ? [rule.alert] : []))),
    );
    const { inhibit_rules } = parse(text) as { inhibit_rules: readonly Record<string, readonly string[]>[] };
    const matchers = inhibit_rules.flatMap(({ source_matchers = [], target_matchers = [] }) => [
      ...source_matchers,
      ...target_matchers,
    ]);
    const named = matchers.flatMap((matcher) => /"(.*)"/.exec(matcher)?.[1]?.split('|') ?? []);
    expect(named.length).toBeGreaterThan(8);
    for (const name of named) expect(names).toContain(name);
  });

  it('has no secret in it: each is a file', () => {
    expect(text.match(/\b\w*(?:key|password|url)\w*: \S+/g)?.filter((one) => !one.includes('/run/secrets/'))).toEqual(
      [],
    );
  });
});

// The program itself, with small servers in the place of Slack, PagerDuty and the mail server.
describe('Alertmanager', () => {
  let running: RunningAlertmanager;
  afterEach(() => running.stop());
  const alert = (alertname: string, severity: string, summary: string) => ({
    labels: { alertname, severity, env: 'prod' },
    annotations: { summary, description: 'Why.', runbook_url: 'https://example.org/runbook' },
  });

  it('wakes somebody for what is critical, and shows it in the channel', async () => {
    running = await alertmanager();
    await running.fire(alert('GpuWorkerCrashes', 'critical', 'Workers started again 5 times in an hour.'));
    await vi.waitUntil(() => running.posted.length >= 2, { timeout: 20_000 });
    const [page, message] = ['/pagerduty', '/slack'].map((path) => running.posted.find((one) => one.path === path));
    expect(page?.body).toMatchObject({
      routing_key: 'key-of-pagerduty',
      event_action: 'trigger',
      payload: {
        summary: 'prod GpuWorkerCrashes',
        severity: 'critical',
        custom_details: { runbook: 'https://example.org/runbook', what: expect.stringContaining('5 times in an hour') },
      },
    });
    expect(message?.body).toMatchObject({
      channel: '#ai-film-studio-alerts',
      attachments: [{ title: 'prod GpuWorkerCrashes', title_link: 'https://example.org/runbook', color: 'danger' }],
    });
    expect(running.mails).toEqual([]);
  });

  it('says a warning in the channel and by mail, and wakes nobody', async () => {
    running = await alertmanager();
    await running.fire(alert('QueueAge', 'warning', 'The oldest video job has waited 21m.'));
    await vi.waitUntil(() => running.posted.length > 0 && running.mails.length > 0, { timeout: 20_000 });
    expect(running.posted.map(({ path }) => path)).toEqual(['/slack']);
    const [mail] = running.mails;
    expect(mail?.to).toEqual(['operators@ai-film-studio.com']);
    expect(mail?.data).toContain('Subject: prod QueueAge');
    expect(mail?.data).toContain('has waited 21m.');
    expect(mail?.data).toContain('https://example.org/runbook');
  });

  it('of one cause says only the worst', async () => {
    running = await alertmanager();
    await running.fire(
      alert('DeadLetters', 'critical', '12 jobs are dead.'),
      alert('DeadLettersEarly', 'warning', '12 jobs are dead.'),
      // Comes after them: when it has come, they would have.
      alert('Other', 'warning', 'Something else.'),
    );
    await vi.waitUntil(() => running.mails.length > 0 && running.posted.length >= 3, { timeout: 20_000 });
    await new Promise((done) => setTimeout(done, 500));
    expect(JSON.stringify(running.posted)).not.toContain('DeadLettersEarly');
    expect(running.mails.map(({ data }) => /Subject: (.*)/.exec(data)?.[1])).toEqual(['prod Other']);
  });
});
