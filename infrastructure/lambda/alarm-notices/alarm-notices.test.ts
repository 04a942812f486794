import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from './main.ts';
import { type Notice, noticesOf, UnreadableError } from './notice.ts';
import { readSecret, SecretError } from './secret.ts';
import { credentials, type Posted, secretsManager, slack } from './services.fixture.ts';
import { postToSlack, SlackError, slackMessage } from './slack.ts';

const topic = (severity: string) => `arn:aws:sns:us-east-1:123456789012:ai-film-studio-prod-${severity}`;
const sns = (severity: string, message: unknown, Subject?: string) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: {
        TopicArn: topic(severity),
        ...(Subject ? { Subject } : {}),
        Message: typeof message === 'string' ? message : JSON.stringify(message),
      },
    },
  ],
});
const runbook = 'https://github.com/AI-Empower-HQ-360/ai-film-studio/blob/main/docs/runbooks/alarms/database-cpu.md';
const alarm = {
  AlarmName: 'ai-film-studio-prod-database-cpu',
  AlarmDescription: `The database is above 90 % CPU for 5 minutes. ${runbook}`,
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  OldStateValue: 'OK',
  NewStateReason: 'Threshold Crossed: 5 datapoints were greater than the threshold (90.0).',
  Region: 'US East (N. Virginia)',
};
const only = (event: unknown): Notice => {
  const [notice, ...more] = noticesOf(event);
  expect(more).toEqual([]);
  return notice!;
};

describe('a notice', () => {
  it('of an alarm says which, why and where its runbook is', () => {
    expect(only(sns('critical', alarm))).toEqual({
      severity: 'critical',
      state: 'rings',
      title: 'ai-film-studio-prod-database-cpu',
      text: `${alarm.AlarmDescription}\n${alarm.NewStateReason}`,
      runbook,
    });
  });

  it('of an alarm that is over says so', () => {
    expect(only(sns('warning', { ...alarm, NewStateValue: 'OK' }))).toMatchObject({
      severity: 'warning',
      state: 'over',
    });
  });

  it('of an event has what is worth reading of it', () => {
    const event = {
      'detail-type': 'ECS Deployment State Change',
      resources: ['arn:aws:ecs:us-east-1:123456789012:service/ai-film-studio-prod/ai-film-studio-backend-prod-green'],
      detail: {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
        deploymentId: 'ecs-svc/1',
        reason: 'ECS deployment ecs-svc/1 completed.',
      },
    };
    expect(only(sns('info', { key: 'deployment-completed', runbook, event }))).toEqual({
      severity: 'info',
      state: 'happened',
      title: 'deployment-completed: ECS Deployment State Change',
      text: `${event.resources[0]}\neventName: SERVICE_DEPLOYMENT_COMPLETED\nreason: ECS deployment ecs-svc/1 completed.`,
      runbook,
    });
  });

  it('of a budget is its prose', () => {
    expect(only(sns('warning', 'AWS Budget Notification. Budget Name: x', 'AWS Budgets: x'))).toMatchObject({
      state: 'happened',
      title: 'AWS Budgets: x',
      text: 'AWS Budget Notification. Budget Name: x',
      runbook: null,
    });
  });

  it('is never made of what is no message of the topics', () => {
    expect(() => noticesOf(sns('unheard', alarm))).toThrow(UnreadableError);
    expect(() => noticesOf({ Records: [{ s3: {} }] })).toThrow(UnreadableError);
  });
});

describe("Slack's message", () => {
  const notice = only(sns('critical', alarm));
  const shown = (message: Posted) => message.attachments[0]!.blocks.map(({ text }) => text.text);

  it('shows the severity in words and in colour, and links the runbook', () => {
    const message = slackMessage(notice);
    expect(message.text).toBe('Critical: ai-film-studio-prod-database-cpu rings');
    expect(shown(message).at(-1)).toBe(`<${runbook}|Runbook>`);
    const colours = (['rings', 'over'] as const).map(
      (state) => slackMessage({ ...notice, state }).attachments[0]!.color,
    );
    expect(new Set(colours).size).toBe(2);
  });

  it('pings nobody through a text that somebody chose', () => {
    const message = slackMessage({ ...notice, title: '<!channel>', text: 'a & <@U1>', runbook: null });
    expect(message.text).not.toMatch(/[<>]/);
    expect(shown(message)).toEqual(['*Critical: &lt;!channel&gt; rings*', 'a &amp; &lt;@U1&gt;']);
  });

  it('is never longer than Slack takes', () => {
    for (const text of shown(slackMessage({ ...notice, text: 'x'.repeat(10_000) })))
      expect(text.length).toBeLessThanOrEqual(3000);
  });
});

describe('the function', () => {
  let channel: Awaited<ReturnType<typeof slack>>;
  let manager: Awaited<ReturnType<typeof secretsManager>>;
  beforeAll(async () => {
    channel = await slack();
    const secrets = { webhook: `${channel.url}/services/T/B/x\n`, empty: ' ', old: `${channel.url}/services/T/B/gone` };
    manager = await secretsManager(secrets, 'us-east-1');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([channel.close(), manager.close()]);
  });
  beforeEach(() => {
    channel.status = 200;
    const environment = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.url,
      SLACK_WEBHOOK_SECRET: 'webhook',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  });

  it("reads the webhook by a request that is signed as AWS's own signer does, and posts to it", async () => {
    await handler(sns('critical', alarm));
    expect(channel.posted.map(({ text }) => text)).toEqual(['Critical: ai-film-studio-prod-database-cpu rings']);
  });

  it('posts each message of an event, in their order', async () => {
    const before = channel.posted.length;
    const [first, second] = [sns('critical', alarm), sns('warning', { ...alarm, NewStateValue: 'OK' })];
    await handler({ Records: [...first.Records, ...second.Records] });
    expect(channel.posted.slice(before).map(({ text }) => text)).toEqual([
      'Critical: ai-film-studio-prod-database-cpu rings',
      'Warning: ai-film-studio-prod-database-cpu is over',
    ]);
  });

  it('fails when Secrets Manager does not believe who it is, so that Lambda tries again', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    await expect(handler(sns('critical', alarm))).rejects.toThrow('InvalidSignatureException');
  });

  it('says which secret is not there or not filled', async () => {
    vi.stubEnv('SLACK_WEBHOOK_SECRET', 'unknown');
    await expect(handler(sns('critical', alarm))).rejects.toThrow(/no unknown \(400\): .*ResourceNotFoundException/);
    vi.stubEnv('SLACK_WEBHOOK_SECRET', 'empty');
    await expect(handler(sns('critical', alarm))).rejects.toThrow('empty is empty');
  });

  it("fails with Slack's word, and without the address that is a password", async () => {
    vi.stubEnv('SLACK_WEBHOOK_SECRET', 'old');
    const failure: unknown = await handler(sns('critical', alarm)).catch((error: unknown) => error);
    expect(String(failure)).toBe('SlackError: Slack answered 403: invalid_token');
    vi.stubEnv('SLACK_WEBHOOK_SECRET', 'webhook');
    channel.status = 503;
    await expect(handler(sns('critical', alarm))).rejects.toThrow('Slack answered 503: no_service');
  });

  it('names the setting that it lacks', async () => {
    vi.stubEnv('SLACK_WEBHOOK_SECRET', undefined);
    await expect(handler(sns('critical', alarm))).rejects.toThrow('SLACK_WEBHOOK_SECRET is not set');
  });
});

describe('who can not be reached', () => {
  const soon = () => AbortSignal.timeout(10_000);

  it('is Slack: it is not taken for told, and the address stays out of the error', async () => {
    const channel = await slack();
    await channel.close();
    const failure: unknown = await postToSlack(
      `${channel.url}/services/T/B/x`,
      only(sns('critical', alarm)),
      soon(),
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SlackError);
    expect(String(failure)).toBe('SlackError: Slack could not be reached.');
  });

  it('is Secrets Manager: the error says for which secret', async () => {
    const manager = await secretsManager({ webhook: 'https://example.com' }, 'us-east-1');
    await manager.close();
    const secrets = { endpoint: manager.url, region: 'us-east-1', credentials, now: () => new Date() };
    const read = readSecret(secrets, 'webhook', soon());
    await expect(read).rejects.toThrow(SecretError);
    await expect(read).rejects.toThrow('Secrets Manager could not be reached for webhook.');
  });
});
