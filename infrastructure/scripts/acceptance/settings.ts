import { parseArgs } from 'node:util';
import { z } from 'zod';

export const usage = `npm run acceptance -- --url https://api.sandbox.… [--minutes 20] [--most-credits 10] [--production]
ACCEPTANCE_EMAIL and ACCEPTANCE_PASSWORD: an account that nobody else uses. ACCEPTANCE_OTHER_EMAIL, ACCEPTANCE_OTHER_PASSWORD: somebody else's.
ACCEPTANCE_WEBHOOK_URL: an address that answers 2xx to whatever the studio sends it; without it webhooks are left out.`;

/** What somebody signs in by. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** What is to be tried, as whom, and how much it may take. */
export interface Settings {
  readonly url: URL;
  readonly minutes: number;
  readonly mostCredits: number;
  /** Who films. */
  readonly tester: Account;
  /** Who must see nothing of it. */
  readonly other: Account;
  readonly webhook: URL | null;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const trial = new Set(['dev', 'sandbox', 'qa', 'staging']);

/**
 * Why an address is not tried; `null` when it may be. Production has no word of its own in its address, so whatever is not plainly made for trying
 * counts as production. Passwords go nowhere in clear text.
 * @example whyNot(new URL('https://api.ai-film-studio.com'), false) // 'api.ai-film-studio.com may be production: …'
 */
export function whyNot({ protocol, hostname }: URL, production: boolean): string | null {
  if (loopback.test(hostname)) return null;
  if (protocol !== 'https:') return `${hostname} is asked without TLS, and a password would be sent: write https.`;
  if (production || hostname.split('.').some((label) => trial.has(label))) return null;
  return `${hostname} may be production: no part of its name is dev, sandbox, qa or staging. Say --production when it is meant.`;
}

const optionsSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: '--url: the address of the API is missing, or is none' }),
  /** Longer than a deployment's session is not a short test any more. */
  minutes: z.coerce.number().positive().max(60).default(20),
  'most-credits': z.coerce.number().positive().max(100).default(10),
  production: z.boolean().default(false),
});

const environmentSchema = z.object({
  ACCEPTANCE_EMAIL: z.email(),
  ACCEPTANCE_PASSWORD: z.string().min(1),
  ACCEPTANCE_OTHER_EMAIL: z.email(),
  ACCEPTANCE_OTHER_PASSWORD: z.string().min(1),
  ACCEPTANCE_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
});

/**
 * Reads the words and the environment. Passwords come by the environment alone: arguments are seen by everybody on the machine.
 * @throws ZodError, TypeError or RangeError that says what is wrong
 * @example settingsOf(['--url', 'https://api.sandbox.example.com'], process.env).minutes // 20
 */
export function settingsOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const text = { type: 'string' } as const;
  const options = {
    url: text,
    minutes: text,
    'most-credits': text,
    production: { type: 'boolean' },
  } as const;
  const wanted = optionsSchema.parse(parseArgs({ args: [...words], options }).values);
  const url = new URL(wanted.url);
  const refusal = whyNot(url, wanted.production);
  if (refusal) throw new RangeError(refusal);
  // A variable that a workflow leaves empty is one that is not there.
  const given = environmentSchema.parse(
    Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value || undefined])),
  );
  if (given.ACCEPTANCE_EMAIL === given.ACCEPTANCE_OTHER_EMAIL)
    throw new RangeError(
      'ACCEPTANCE_EMAIL and ACCEPTANCE_OTHER_EMAIL are one account: the other must be somebody else.',
    );
  return {
    url,
    minutes: wanted.minutes,
    mostCredits: wanted['most-credits'],
    tester: { email: given.ACCEPTANCE_EMAIL, password: given.ACCEPTANCE_PASSWORD },
    other: { email: given.ACCEPTANCE_OTHER_EMAIL, password: given.ACCEPTANCE_OTHER_PASSWORD },
    webhook: given.ACCEPTANCE_WEBHOOK_URL ? new URL(given.ACCEPTANCE_WEBHOOK_URL) : null,
  };
}
