import type { PlanName } from '../billing/plans.ts';

/** What an API key or a session may do. Sessions may do all that their user may. */
export const scopes = [
  'account',
  'projects:read',
  'projects:write',
  'films:write',
  'billing',
  'webhooks',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

export const roles = ['user', 'premium', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks: found anew for every request, never taken from the request's body. */
export interface Principal {
  readonly userId: string;
  readonly role: Role;
  /** What they have bought. */
  readonly plan: PlanName;
  readonly via: 'session' | 'api-key';
  /** `null` for an API key. */
  readonly sessionId: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Whether a second factor was shown in this session. The scope `admin` is only there when it was. */
  readonly mfa: boolean;
}
