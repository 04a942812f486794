import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

/** The environment does not say what is needed, or not in a way that can be understood. The message names every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const flag = z.stringbool().default(false);
const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Thirty-two bytes, in base64 or hex: encrypts what is secret in the database and signs links. */
const secret = z
  .string()
  .transform((text) => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64 or hex: openssl rand -base64 32');

/** What CloudFront takes of RSA: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html */
const rsaKey = z.string().refine((pem) => {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && asymmetricKeyDetails?.modulusLength === 2048;
  } catch {
    return false;
  }
}, 'must be an RSA key of 2048 bits in PEM: openssl genrsa 2048');

const oauth = { id: z.string().min(1).optional(), secret: z.string().min(1).optional() };

const schema = z
  .object({
    /** Everything of a studio on one machine lies below it. */
    DATA_FOLDER: z.string().min(1).default('.studio'),
    /** Left out, an embedded PostgreSQL runs below DATA_FOLDER. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATABASE_CONNECTIONS: whole(2, 200).default(10),
    /** Replicas of the database, which answer the API's lists. Each names its host; what else is left out comes from PGUSER and its fellows. */
    DATABASE_READ_URLS: list.pipe(
      z.array(
        z.url({ protocol: /^postgres(ql)?$/, hostname: /./, error: 'must be postgres://host/database, with commas' }),
      ),
    ),
    SECRET: secret.optional(),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: whole(0, 65_535).default(8000),
    /** `self-signed`: the API speaks HTTPS with a certificate that it makes at its start, for a load balancer that does not ask whose it is. */
    TLS: z.enum(['off', 'self-signed']).default('off'),
    /** As browsers reach us; links in mails begin with it. */
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    WEB_ORIGINS: list,
    /** As long as there is nobody, the API prints a link that lets the first user in. */
    FIRST_USER: flag,
    /** How many proxies stand before us and may say who asks. */
    PROXIES: whole(0, 10).default(0),
    /** Seconds that a worker has a job without a word from it; so long a dead worker's jobs wait. */
    JOB_LEASE: z.coerce.number().min(1).max(3_600).default(300),
    /** After so many receives a job that failed is dead. */
    JOB_RECEIVES: whole(1, 1_000).default(3),
    BROKER: z.enum(['postgres', 'bullmq', 'sqs']).default('postgres'),
    /** Seconds until a broker is told again of a job that nobody came for; left out, 60 for BullMQ and 900 for SQS. */
    BROKER_PATIENCE: z.coerce.number().min(1).max(86_400).optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    /** Whether REDIS_URL is a node of a cluster. */
    REDIS_CLUSTER: flag,
    /** Before all keys of BullMQ's: studios that share a Redis have one each. The braces keep them in one slot of a cluster. */
    REDIS_PREFIX: z
      .string()
      .regex(/^\{[\w-]{1,60}\}$/, 'a name in braces: {studio}')
      .default('{studio}'),
    SQS_ENDPOINT: z.url().optional(),
    /** The end of the queues' names: ai-film-studio-processing-queue-{environment}. */
    SQS_ENVIRONMENT: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .default('dev'),
    /** A pair of queues for each type of job: for fleets whose workers are of one type each. */
    SQS_BY_TYPE: flag,
    /** Makes the queues when they are not there: for ElasticMQ and tests, never on AWS. */
    SQS_CREATE: flag,
    AWS_REGION: z.string().default('us-east-1'),
    STORAGE: z.enum(['local', 's3']).default('local'),
    S3_BUCKET: z.string().min(3).optional(),
    S3_ENDPOINT: z.url().optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_FORCE_PATH_STYLE: flag,
    /** CloudFront before the bucket, where its keys begin; left out, links to read are S3's own. */
    MEDIA_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** CloudFront's id of the public half of MEDIA_KEY. */
    MEDIA_KEY_ID: z
      .string()
      .regex(/^[A-Z0-9]{8,32}$/, 'the id that CloudFront gave the public key: K2JCJMDEHXQW5F')
      .optional(),
    MEDIA_KEY: rsaKey.optional(),
    /** Megabytes of finished work that a worker keeps beside it. */
    CACHE_MEGABYTES: whole(100, 10_000_000).default(20_000),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().default('AI Film Studio <studio@localhost>'),
    STRIPE_SECRET_KEY: z.string().min(1).optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
    /** Stripe's ids of the recurring prices of the two plans that are paid for. */
    STRIPE_PRICE_STANDARD: z.string().min(1).optional(),
    STRIPE_PRICE_PREMIUM: z.string().min(1).optional(),
    STRIPE_API: z.url().optional(),
    OAUTH_GOOGLE_ID: oauth.id,
    OAUTH_GOOGLE_SECRET: oauth.secret,
    OAUTH_GITHUB_ID: oauth.id,
    OAUTH_GITHUB_SECRET: oauth.secret,
    OAUTH_OIDC_ISSUER: z.url().optional(),
    OAUTH_OIDC_ID: oauth.id,
    OAUTH_OIDC_SECRET: oauth.secret,
    /** All rate limits are multiplied by it. */
    RATE_LIMIT_FACTOR: z.coerce.number().min(0.1).max(1_000_000).default(1),
    METRICS_TOKEN: z.string().min(16).optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** Metrics as CloudWatch's embedded format, in the log. */
    METRICS_EMF: flag,
    /** CloudWatch's namespace of them: environments that share an account have one each. */
    METRICS_NAMESPACE: z
      .string()
      .regex(/^[\w./#:-]{1,255}$/)
      .default('AIFilmStudio'),
    /** Credits that a new user is given when there is no Stripe. */
    LOCAL_CREDITS: whole(0, 1_000_000).default(1_000),
    /** Jobs of the pipeline that run at once on this machine; left out, one a core. */
    JOBS: whole(1, 64).optional(),
  })
  .superRefine((env, context) => {
    const need = (name: string, why: string) =>
      context.addIssue({ code: 'custom', path: [name], message: `is needed ${why}` });
    if (env.DATABASE_READ_URLS.length > 0 && !env.DATABASE_URL) need('DATABASE_URL', 'with DATABASE_READ_URLS');
    if (env.DATABASE_URL && !env.SECRET) need('SECRET', 'where the database is not our own');
    if (env.BROKER === 'bullmq' && !env.REDIS_URL) need('REDIS_URL', 'for BROKER=bullmq');
    if (env.STORAGE === 's3' && !env.S3_BUCKET) need('S3_BUCKET', 'for STORAGE=s3');
    const media = ['MEDIA_URL', 'MEDIA_KEY_ID', 'MEDIA_KEY'] as const;
    const given = media.filter((name) => env[name] !== undefined);
    for (const name of media)
      if (given.length > 0 && env[name] === undefined) need(name, `with ${given.join(' and ')}`);
    if (given.length > 0 && env.STORAGE !== 's3')
      context.addIssue({ code: 'custom', path: given.slice(0, 1), message: 'is for STORAGE=s3 alone' });
    for (const name of ['STRIPE_WEBHOOK_SECRET', 'STRIPE_PRICE_STANDARD', 'STRIPE_PRICE_PREMIUM'] as const)
      if (env.STRIPE_SECRET_KEY && !env[name]) need(name, 'with STRIPE_SECRET_KEY');
    for (const [id, key] of [
      ['OAUTH_GOOGLE_ID', 'OAUTH_GOOGLE_SECRET'],
      ['OAUTH_GITHUB_ID', 'OAUTH_GITHUB_SECRET'],
      ['OAUTH_OIDC_ID', 'OAUTH_OIDC_SECRET'],
    ] as const)
      if (env[id] && !env[key]) need(key, `with ${id}`);
    if (env.OAUTH_OIDC_ID && !env.OAUTH_OIDC_ISSUER) need('OAUTH_OIDC_ISSUER', 'with OAUTH_OIDC_ID');
  });
export type Config = z.output<typeof schema>;

/** What the API's address begins with. */
export const schemeOf = ({ TLS }: Pick<Config, 'TLS'>) => (TLS === 'off' ? 'http' : 'https');

/** All that can be set; docs/server.md says what each is for. */
export const configNames: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the environment once, at the start.
 * @throws ConfigError with every fault in it
 * @example const config = readConfig(process.env);
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is one that is not set: compose files and CI write them so.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`The environment cannot be used:\n${faults.join('\n')}`);
}
