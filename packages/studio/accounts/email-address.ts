import { domainToASCII } from 'node:url';
import { z } from 'zod';

/**
 * One spelling for an address: lower case, the domain in ASCII. Signs that mean something to one provider only (dots, +tags) are left alone:
 * at another they make a different mailbox.
 */
export function normaliseEmail(address: string): string {
  const trimmed = address.trim().normalize('NFC').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  return `${trimmed.slice(0, at)}@${domainToASCII(trimmed.slice(at + 1))}`;
}

/** An address as it comes in, normalised. RFC 5321 has no room for more than 254 characters. */
export const emailSchema = z
  .string()
  .max(254)
  .transform((address) => (address.includes('@') ? normaliseEmail(address) : address))
  .pipe(z.email('This is no e-mail address.').max(254));
