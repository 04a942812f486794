import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts';

const email = 'ada.lovelace@example.org';

describe('a password', () => {
  it.each([
    ['too short', 'short one', 'password-too-short'],
    ['too short in signs, though not in bytes', '🦊🦊🦊🐻🐻🐻🐰🐰', 'password-too-short'],
    ['too long', 'abc '.repeat(51), 'password-too-long'],
    ['the address', email, 'password-is-email'],
    ['made of the address', `x${email.toUpperCase()}x`, 'password-is-email'],
    ['the name before the @', 'ADA.lovelace', 'password-is-email'],
    ['among the commonest', 'Password123', 'password-common'],
    ['one key held down', 'aaaaaaaaaaaaaaa', 'password-common'],
  ])('is refused when it is %s', (_why, password, code) => {
    expect(() => checkPassword(password, email)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['a fox beneath the stage', 'пароль из слов', '1234567890abc', ' spaces count '])('may be %j', (password) => {
    expect(() => checkPassword(password, email)).not.toThrow();
  });

  it('is kept as argon2id with the parameters that OWASP names, and never twice the same', async () => {
    const [one, other] = await Promise.all([hashPassword('a fox'), hashPassword('a fox')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('is right however its signs were composed, and wrong otherwise', async () => {
    const kept = await hashPassword('caf\u00e9 in the rain');
    expect(await passwordMatches(kept, 'cafe\u0301 in the rain')).toBe(true);
    expect(await passwordMatches(kept, 'cafe in the rain')).toBe(false);
    expect(await passwordMatches(kept, '')).toBe(false);
  });

  it('is never right where there is none', async () => {
    expect(await passwordMatches(null, 'a fox')).toBe(false);
  });
});
