import { logsEnd } from './logs.ts';
import type { Policy } from './policy.ts';

/** All of them, held against every environment's plan by policies.test.ts. */
export const policies: readonly Policy[] = [logsEnd];
