import { createHash, createHmac } from 'node:crypto';
import { fieldsOf, textOf } from './unknown.ts';

/** The secret can't be read, or nobody has filled it yet. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of a role. */
  readonly sessionToken: string;
}

export interface Secrets {
  /** `https://secretsmanager.us-east-1.amazonaws.com` */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The value of a secret, as it is now: it is read for each notice, so that a new webhook holds at once.
 *
 * One request, signed here. The SDK that Lambda brings along is another one each month and is not there where this is tested.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 * @throws SecretError
 * @example await readSecret(secrets, 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-film-studio/dev/SLACK_WEBHOOK_URL', signal);
 */
export async function readSecret(secrets: Secrets, id: string, signal: AbortSignal): Promise<string> {
  const body = JSON.stringify({ SecretId: id });
  const answer = await fetch(secrets.endpoint, {
    method: 'POST',
    headers: signed(secrets, body),
    body,
    signal,
  }).catch((cause: unknown) => {
    throw new SecretError(`Secrets Manager could not be reached for ${id}.`, { cause });
  });
  const said = await answer.text();
  if (!answer.ok) throw new SecretError(`Secrets Manager gives no ${id} (${answer.status}): ${said.slice(0, 300)}`);
  const value = textOf(fieldsOf(JSON.parse(said)).SecretString).trim();
  if (value === '') throw new SecretError(`${id} is empty: put the webhook's address into it.`);
  return value;
}

/** Signature Version 4. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signed({ endpoint, region, credentials, now }: Secrets, body: string): Record<string, string> {
  const time = now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  // Sorted by name, as the signature wants them.
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(endpoint).host,
    'x-amz-date': time,
    'x-amz-security-token': credentials.sessionToken,
    'x-amz-target': 'secretsmanager.GetSecretValue',
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const scope = `${day}/${region}/secretsmanager/aws4_request`;
  const key = [day, region, 'secretsmanager', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = hmac(Buffer.from(key), `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(request)}`).toString('hex');
  const { host: _, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
