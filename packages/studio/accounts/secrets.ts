import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';

/** 256 bits of luck in 43 characters of base64url: nobody guesses it. */
export const newSecret = () => randomBytes(32).toString('base64url');

/**
 * How a secret of ours lies in the database. A plain hash is right for it, and a slow one would be wrong: 256 bits of luck cannot be tried
 * out however fast the hash is, and every request would pay for it. Passwords are chosen by people and get argon2id (passwords.ts).
 */
export const hashOf = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** Something sealed was changed, or sealed for something else or under another secret. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

const nonceBytes = 12;
const tagBytes = 16;

/** A key for each purpose: who learns one of them learns no other, and what was sealed as one thing can never be opened as another. */
export const keyFor = (secret: Uint8Array, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `studio ${purpose}`, 32));

/**
 * AES-256-GCM: nonce, tag, bytes.
 * @param purpose what it is and whose, so that it cannot be moved to another row
 */
export function seal(secret: Uint8Array, purpose: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), nonce);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes]);
}

/** @throws SealError */
export function open(secret: Uint8Array, purpose: string, sealed: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, purpose), sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SealError(
      `What was sealed as "${purpose}" cannot be opened: is STUDIO_SECRET the one it was sealed under?`,
      {
        cause,
      },
    );
  }
}
