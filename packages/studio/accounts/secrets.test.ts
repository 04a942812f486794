import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { open, SealError, seal } from './secrets.ts';

describe('what is sealed', () => {
  const secret = randomBytes(32);

  it('is opened under the same secret for the same purpose only', () => {
    const sealed = seal(secret, 'totp 1', 'JBSWY3DPEHPK3PXP');
    expect(open(secret, 'totp 1', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(() => open(secret, 'totp 2', sealed)).toThrow(SealError);
    expect(() => open(randomBytes(32), 'totp 1', sealed)).toThrow(SealError);
  });

  it('shows any bit that was changed, and any that is missing', () => {
    const sealed = seal(secret, 'key', 'private');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => open(secret, 'key', changed)).toThrow(SealError);
      expect(() => open(secret, 'key', sealed.subarray(0, at))).toThrow(SealError);
    }
  });

  it('looks different each time and does not hold its text', () => {
    const [one, other] = [seal(secret, 'key', 'private'), seal(secret, 'key', 'private')];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('private')).toBe(false);
  });
});
