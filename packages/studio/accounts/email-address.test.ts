import { describe, expect, it } from 'vitest';
import { emailSchema } from './email-address.ts';

describe('an e-mail address', () => {
  it.each([
    ['  Ada@Example.ORG ', 'ada@example.org'],
    ['ada+films@example.org', 'ada+films@example.org'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ])('%j is spelled %j', (written, normal) => {
    expect(emailSchema.parse(written)).toBe(normal);
    expect(emailSchema.parse(normal)).toBe(normal);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'a@b@example.org',
    'ada@exa mple.org',
    'ada\r\nBcc: x@example.org',
    `${'a'.repeat(250)}@example.org`,
  ])('%j is none', (written) => {
    expect(emailSchema.safeParse(written).success).toBe(false);
  });
});
