import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and its certificate in PEM, as Node's TLS takes them. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** Days that it is good for: no task lives as long, and the next one makes its own. */
const life = 365;

/**
 * Makes a key on P-256 and a certificate that it signs itself, for this process alone: nothing of it is written anywhere. It keeps what is sent
 * from being read and says nothing of who we are, and so is for a load balancer that does not ask: AWS's “does not validate these certificates”
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration).
 * Node reads certificates and makes none; a library that does would bring a dozen packages into the image for these lines.
 * @param now when it begins to be good, less an hour: clocks differ
 * @example createServer(selfSigned(new Date()), answer);
 */
export function selfSigned(now: Date): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const from = new Date(now.getTime() - 3_600_000);
  const until = new Date(now.getTime() + life * 86_400_000);
  // TBSCertificate of RFC 5280, section 4.1; issuer and subject are the same.
  const signed = sequence(
    der(0xa0, der(0x02, bytes(2))),
    der(0x02, serialNumber()),
    ecdsaWithSha256,
    name,
    sequence(utcTime(from), utcTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(localhost)),
  );
  const signature = sign('sha256', signed, privateKey);
  const cert = sequence(signed, ecdsaWithSha256, der(0x03, bytes(0), signature));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pemOf(cert) };
}

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

/** Tag, length and content, as X.690 has them; no content here is longer than two bytes can say. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([bytes(tag, ...head), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(der(0x06, bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));

const place = 'localhost';

/** The common name, 2.5.4.3. */
const name = sequence(der(0x31, sequence(der(0x06, bytes(0x55, 0x04, 0x03)), der(0x0c, Buffer.from(place)))));

/** The extension subjectAltName, 2.5.29.17, of one DNS name. */
const localhost = sequence(der(0x06, bytes(0x55, 0x1d, 0x11)), der(0x04, sequence(der(0x82, Buffer.from(place)))));

/** A number is positive and has no byte that it does not need: its first bits are 01. */
function serialNumber(): Buffer {
  const number = randomBytes(16);
  number[0] = ((number[0] ?? 0) & 0x3f) | 0x40;
  return number;
}

/** `270131235959Z`: RFC 5280 wants it so until 2049. */
const utcTime = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

const pemOf = (cert: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${cert.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
