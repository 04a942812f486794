import { z } from 'zod';
import type { Environment } from '../../plan.ts';
import type { Policy } from '../plan/policy.ts';

// Section 7 has 7, 14 and 30 days; none for sandbox, which has development's. Recovery is production's.
const days: Readonly<Record<Environment, number>> = { dev: 7, sandbox: 7, staging: 14, production: 30, recovery: 30 };
/** The firewall's, of which section 4 says so. */
const firewallDays = 90;

const group = z.object({ name: z.string(), retention_in_days: z.number().default(0) });

export const logsEnd: Policy = {
  name: 'logs are kept for as long as the document says, and no longer',
  faults: ({ environment, of }) =>
    of('aws_cloudwatch_log_group').flatMap(({ address, values }) => {
      const { name, retention_in_days: kept } = group.parse(values);
      const asked = name.startsWith('aws-waf-logs-') ? firewallDays : days[environment];
      return kept === asked
        ? []
        : [`${address} keeps ${name} for ${kept ? `${kept} days` : 'ever'}, and not for ${asked} days`];
    }),
};
