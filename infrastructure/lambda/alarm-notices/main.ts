import { noticesOf } from './notice.ts';
import { readSecret } from './secret.ts';
import { postToSlack } from './slack.ts';

/** Below the 30 seconds that the function has, so that the log says who was slow. */
const patience = 10_000;

/** @throws Error that names what is missing: Terraform sets it, or Lambda itself */
function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

/**
 * What Lambda calls: tells Slack of each message that the topics of alarms give it.
 * @throws UnreadableError, SecretError, SlackError: Lambda tries again, then keeps the event in the queue of failures
 */
export async function handler(event: unknown): Promise<void> {
  const notices = noticesOf(event);
  const region = setting('AWS_REGION');
  const webhook = await readSecret(
    {
      // The variable that AWS's own SDKs go by.
      endpoint: process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${region}.amazonaws.com`,
      region,
      credentials: {
        accessKeyId: setting('AWS_ACCESS_KEY_ID'),
        secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
        sessionToken: setting('AWS_SESSION_TOKEN'),
      },
      now: () => new Date(),
    },
    setting('SLACK_WEBHOOK_SECRET'),
    AbortSignal.timeout(patience),
  );
  for (const notice of notices) await postToSlack(webhook, notice, AbortSignal.timeout(patience));
}
