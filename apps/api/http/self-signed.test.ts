import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Identity, selfSigned } from './self-signed.ts';

const hour = 3_600_000;
const partsOf = ({ key, cert }: Identity) => ({ key: createPrivateKey(key), cert: new X509Certificate(cert) });

describe('a certificate of one’s own', () => {
  it('is of its key, on P-256, and signed by it', () => {
    const { key, cert } = partsOf(selfSigned(new Date()));
    expect(cert.checkPrivateKey(key)).toBe(true);
    expect(cert.verify(cert.publicKey)).toBe(true);
    expect(key.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  });

  it('is good from an hour ago for a year, whatever the day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-02'), max: new Date('2048-12-30'), noInvalidDate: true }), (now) => {
        const { cert } = partsOf(selfSigned(now));
        const whole = Math.floor(now.getTime() / 1000) * 1000;
        expect(cert.validFromDate.getTime()).toBe(whole - hour);
        expect(cert.validToDate.getTime()).toBe(whole + 365 * 24 * hour);
      }),
      { numRuns: 50 },
    );
  });

  it('is another each time: key, number and all', () => {
    const made = Array.from({ length: 200 }, () => partsOf(selfSigned(new Date())).cert);
    expect(new Set(made.map(({ fingerprint256 }) => fingerprint256)).size).toBe(made.length);
    expect(new Set(made.map(({ serialNumber }) => serialNumber)).size).toBe(made.length);
    const keys = made.map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'der' }).toString('hex'));
    expect(new Set(keys).size).toBe(made.length);
  });

  it('is taken by whoever trusts it, for localhost, and by nobody else', async () => {
    const identity = selfSigned(new Date());
    const server = createServer(identity, (_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const shake = (servername: string, ca?: string) =>
      new Promise<string>((resolve) => {
        const socket = connect({ host: '127.0.0.1', port, servername, ...(ca ? { ca } : {}) }, () => {
          resolve(socket.authorized ? 'trusted' : 'not trusted');
          socket.destroy();
        });
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      });
    try {
      expect(await shake('localhost', identity.cert)).toBe('trusted');
      expect(await shake('studio.example', identity.cert)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
      expect(await shake('localhost')).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
      expect(await shake('localhost', selfSigned(new Date()).cert)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
