import { type Algorithm, hash, type Options, verify } from '@node-rs/argon2';
import { Refusal } from '../refusal.ts';
import { commonPasswords } from './common-passwords.ts';

/**
 * argon2id with 19 MiB, two passes, one lane: OWASP's first choice for servers
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id).
 * `Algorithm` is an ambient const enum, which has no value at run time: 2 is its Argon2id.
 */
const argon2id: Options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** NIST SP 800-63B-4: length counts, composition rules do not help; the commonest ones are refused. */
export const passwordRules = { leastCharacters: 10, mostBytes: 200 } as const;

/** The same sign may be typed in several ways: NIST SP 800-63B-4 §3.1.1.2 wants it normalised before it is hashed. */
const normalise = (password: string) => password.normalize('NFKC');

const refuse = (code: string, message: string) => new Refusal('invalid', code, message, { field: 'password' });

/** @throws Refusal when the password is not good enough for this account */
export function checkPassword(password: string, email: string): void {
  const word = normalise(password);
  if ([...word].length < passwordRules.leastCharacters)
    throw refuse(
      'password-too-short',
      `A password has at least ${passwordRules.leastCharacters} characters: take a few words.`,
    );
  if (Buffer.byteLength(word) > passwordRules.mostBytes)
    throw refuse('password-too-long', `A password has at most ${passwordRules.mostBytes} bytes.`);
  const lower = word.toLowerCase();
  if (lower.includes(email) || lower === email.slice(0, email.lastIndexOf('@')))
    throw refuse('password-is-email', 'A password is not the e-mail address: take a few words.');
  if (commonPasswords.has(lower) || new Set(lower).size < 3)
    throw refuse('password-common', 'This is one of the passwords that are tried first: take a few words.');
}

export const hashPassword = (password: string): Promise<string> => hash(normalise(password), argon2id);

let dummy: Promise<string> | null = null;
/** Of a password that nobody knows. Made once: it stands for nobody, and no answer depends on it. */
const dummyHash = () => {
  dummy ??= hash(crypto.randomUUID(), argon2id);
  return dummy;
};

/** Takes the same work when there is no hash, so that time does not tell who has an account. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  // Longer ones were never accepted, and hashing megabytes is work that others would wait for.
  if (Buffer.byteLength(password) > 4 * passwordRules.mostBytes) return false;
  const right = await verify(passwordHash ?? (await dummyHash()), normalise(password));
  return right && passwordHash !== null;
}
