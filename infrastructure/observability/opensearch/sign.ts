import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** A request as it is sent, the body whole. */
export interface Call {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Adds what lets a request in. */
export type Sign = (call: Call) => Promise<Call>;

/** A domain that lets everybody in: one's own machine. */
export const unsigned: Sign = async (call) => call;

class Sha256 {
  private readonly digesting: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = ArrayBuffer.isView(secret)
      ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
      : secret;
    this.digesting =
      key === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof key === 'string' ? key : new Uint8Array(key));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.digesting.update(
      typeof data === 'string'
        ? data
        : ArrayBuffer.isView(data)
          ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
          : new Uint8Array(data),
    );
  }
  async digest(): Promise<Uint8Array> {
    return this.digesting.digest();
  }
  reset(): void {}
}

/** Signs as somebody of the AWS account: domains let roles in, not passwords. */
export function signedBy(
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'],
  region: string,
): Sign {
  const signer = new SignatureV4({ service: 'es', region, credentials, sha256: Sha256 });
  return async (call) => {
    const { method, url, headers, body } = call;
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port ? { port: Number(url.port) } : {}),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      ...(body ? { body } : {}),
    });
    return { ...call, headers: signed.headers };
  };
}
