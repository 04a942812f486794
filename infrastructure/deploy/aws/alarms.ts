import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Names } from '../names.ts';
import { Missing } from './present.ts';

/**
 * The keys of those alarms that ring.
 * @throws Missing when one of them is not there: nobody would watch
 */
export async function ringing(metrics: CloudWatchClient, names: Names, keys: readonly string[]): Promise<string[]> {
  const AlarmNames = keys.map((key) => names.alarm(key));
  const answer = await metrics.send(
    // Composite alarms are not told unless they are asked for.
    new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  const states = new Map(
    [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])].map((one) => [one.AlarmName, one.StateValue]),
  );
  const missing = AlarmNames.filter((name) => !states.has(name));
  if (missing.length > 0) throw new Missing(`AWS has no alarm ${missing.join(' and ')}: nothing would watch.`);
  return keys.filter((key) => states.get(names.alarm(key)) === 'ALARM');
}
