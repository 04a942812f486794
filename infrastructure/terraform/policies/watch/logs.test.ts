import { describe, expect, it } from 'vitest';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { logsEnd } from './logs.ts';

const group = (name: string, days?: number) =>
  planned('aws_cloudwatch_log_group', { name, ...(days && { retention_in_days: days }) });

describe('logs', () => {
  it('of staging are kept for 14 days, the firewall’s for 90', () => {
    const staging = studioOf('staging', [group('/ecs/backend', 14), group('aws-waf-logs-studio', 90)]);
    expect(logsEnd.faults(staging)).toEqual([]);
  });

  it('that nobody ends, or that end too soon, are found', () => {
    const production = studioOf('production', [group('/ecs/backend'), group('/ecs/workers', 7)]);
    expect(logsEnd.faults(production)).toEqual([
      'aws_cloudwatch_log_group.this keeps /ecs/backend for ever, and not for 30 days',
      'aws_cloudwatch_log_group.this keeps /ecs/workers for 7 days, and not for 30 days',
    ]);
  });
});
