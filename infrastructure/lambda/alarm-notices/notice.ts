import { fieldsOf, listOf, textOf } from './unknown.ts';

/** Where a topic's notices belong: the end of its name. */
export type Severity = 'critical' | 'warning' | 'info';

/** What people are told. */
export interface Notice {
  readonly severity: Severity;
  /** An alarm that rings, one that is over, or something that happened. */
  readonly state: 'rings' | 'over' | 'happened';
  readonly title: string;
  readonly text: string;
  /** Runbook, or null where the message names none. */
  readonly runbook: string | null;
}

/** A message that is none of those that the studio's topics carry. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/**
 * Reads what SNS gives to a function: one record for each message.
 * @throws UnreadableError when it is no event of SNS
 * @example noticesOf(event); // [{ severity: 'critical', state: 'rings', title: 'ai-film-studio-prod-api-errors', … }]
 */
export function noticesOf(event: unknown): readonly Notice[] {
  return listOf(fieldsOf(event).Records).map((record) => {
    const sns = fieldsOf(fieldsOf(record).Sns);
    const [topic, message] = [textOf(sns.TopicArn), textOf(sns.Message)];
    if (!topic || !message) throw new UnreadableError('This is no message of SNS: it has no topic or no text.');
    return noticeOf(severityOf(topic), textOf(sns.Subject), message);
  });
}

function severityOf(topic: string): Severity {
  const severity = topic.slice(topic.lastIndexOf('-') + 1);
  if (severity === 'critical' || severity === 'warning' || severity === 'info') return severity;
  throw new UnreadableError(`The topic ${topic} ends with no severity.`);
}

function noticeOf(severity: Severity, subject: string, message: string): Notice {
  const fields = fieldsOf(parsed(message));
  if (textOf(fields.AlarmName)) return ofAlarm(severity, fields);
  if (textOf(fields.key)) return ofEvent(severity, fields);
  // Budgets write prose.
  return { severity, state: 'happened', title: subject || 'Notice', text: message, runbook: runbookIn(message) };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html: metric and composite alarms have these in common. */
function ofAlarm(severity: Severity, alarm: Readonly<Record<string, unknown>>): Notice {
  const description = textOf(alarm.AlarmDescription);
  const text = [description, textOf(alarm.NewStateReason)].filter((line) => line !== '').join('\n');
  return {
    severity,
    state: textOf(alarm.NewStateValue) === 'OK' ? 'over' : 'rings',
    title: textOf(alarm.AlarmName),
    text,
    runbook: runbookIn(description),
  };
}

/** What is worth reading of each event; EventBridge's rules wrap it as { key, runbook, event }. */
const told: Readonly<Record<string, readonly string[]>> = {
  'deployment-completed': ['eventName', 'reason'],
  'scaling-events': [
    ...['AutoScalingGroupName', 'Cause', 'StatusMessage', 'eventName', 'desiredCount'],
    ...['resourceId', 'oldDesiredCapacity', 'newDesiredCapacity', 'maxCapacity'],
  ],
  'database-maintenance': ['SourceIdentifier', 'Message'],
  'certificate-renewal': ['CommonName', 'DomainName', 'Action', 'DaysToExpiry', 'RenewalStatusReason'],
  'threat-found': ['severity', 'title', 'description', 'region'],
  'compliance-drift': ['configRuleName', 'resourceType', 'resourceId', 'awsRegion'],
};

function ofEvent(severity: Severity, { key, runbook, event }: Readonly<Record<string, unknown>>): Notice {
  const { 'detail-type': type, detail, resources } = fieldsOf(event);
  const details = fieldsOf(detail);
  const lines = (told[textOf(key)] ?? Object.keys(details))
    .map((name) => [name, textOf(details[name])] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  return {
    severity,
    state: 'happened',
    title: `${textOf(key)}: ${textOf(type)}`,
    text: [...listOf(resources).map(textOf), ...lines].join('\n'),
    runbook: textOf(runbook) || null,
  };
}

const runbookIn = (text: string): string | null => /https:\/\/\S+\/runbooks\/\S+\.md/.exec(text)?.[0] ?? null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
