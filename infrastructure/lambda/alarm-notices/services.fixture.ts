import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignatureV4 } from '@smithy/signature-v4';

export interface Service {
  readonly url: string;
  close(): Promise<void>;
}

async function listening(answer: (request: IncomingMessage, body: string, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void answer(request, Buffer.concat(parts).toString(), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections());
  return { url: `http://127.0.0.1:${port}`, close };
}

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'hidden', sessionToken: 'of-the-role' };

class Sha256 {
  private readonly digesting: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    // AWS's signer gives texts and bytes, nothing else.
    this.digesting =
      secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | NodeJS.ArrayBufferView);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.digesting.update(data as string | NodeJS.ArrayBufferView);
  }
  async digest(): Promise<Uint8Array> {
    return this.digesting.digest();
  }
  reset(): void {}
}

/** Secrets Manager's GetSecretValue: whoever has not signed as AWS's own signer would is turned away, as there. */
export async function secretsManager(secrets: Readonly<Record<string, string>>, region: string): Promise<Service> {
  const signer = new SignatureV4({
    service: 'secretsmanager',
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  return listening(async (request, body, response) => {
    const [, named = ''] = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '') ?? [];
    const headers = Object.fromEntries(named.split(';').map((name) => [name, String(request.headers[name])]));
    const signed = await signer.sign(
      { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: '/', headers, body },
      { signingDate: dateOf(String(request.headers['x-amz-date'])) },
    );
    const fail = (type: string) =>
      response.writeHead(400).end(JSON.stringify({ __type: type, Message: 'as Secrets Manager says it' }));
    if (signed.headers.authorization !== request.headers.authorization) return void fail('InvalidSignatureException');
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') return void fail('UnknownOperation');
    const { SecretId } = JSON.parse(body) as { SecretId: string };
    const SecretString = secrets[SecretId];
    if (SecretString === undefined) return void fail('ResourceNotFoundException');
    response.writeHead(200).end(JSON.stringify({ ARN: SecretId, SecretString }));
  });
}

const dateOf = (stamp: string): Date =>
  new Date(stamp.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'));

/** What a webhook of Slack's took. */
export interface Posted {
  readonly text: string;
  readonly attachments: readonly {
    readonly color: string;
    readonly blocks: readonly { readonly text: { readonly text: string } }[];
  }[];
}

/** An incoming webhook: at /services/T/B/x, and `invalid_token` anywhere else, as Slack answers. */
export async function slack(): Promise<Service & { readonly posted: readonly Posted[]; status: number }> {
  const posted: Posted[] = [];
  const state = { status: 200 };
  const service = await listening(async (request, body, response) => {
    if (request.url !== '/services/T/B/x') return void response.writeHead(403).end('invalid_token');
    if (state.status !== 200) return void response.writeHead(state.status).end('no_service');
    const message = JSON.parse(body) as Posted;
    if (!message.text) return void response.writeHead(400).end('no_text');
    posted.push(message);
    response.writeHead(200).end('ok');
  });
  return Object.assign(state, { ...service, posted });
}
