import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grant, grantOf, linkPath, signLink } from './signed-link.ts';

const secret = 'a secret of thirty-two bytes or so';
const now = 1_000_000_000_000;

const common = {
  key: fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9]{1,8}){0,3}$/),
  until: fc.integer({ min: now / 1000 + 1, max: now / 1000 + 100_000 }),
};
const grants: fc.Arbitrary<Grant> = fc.oneof(
  fc.record(
    { method: fc.constant('GET' as const), ...common, filename: fc.string(), contentType: fc.string() },
    { requiredKeys: ['method', 'key', 'until'] },
  ),
  fc.record({
    ...{ method: fc.constant('PUT' as const), ...common, uploadId: fc.stringMatching(/^[a-f0-9]{4}$/) },
    ...{ part: fc.integer({ min: 1, max: 9999 }), bytes: fc.integer({ min: 1, max: 1e9 }) },
  }),
);

const read = (link: string, method: string, options = { secret, now }) => {
  const [path = '', query = ''] = link.split('?', 2);
  return grantOf(method, path.slice(linkPath.length), new URLSearchParams(query), options);
};

describe('a signed link', () => {
  it('says what was signed, whatever it is', () => {
    fc.assert(
      fc.property(grants, (grant) => {
        expect(read(signLink(grant, secret), grant.method)).toEqual(grant);
      }),
    );
  });

  it('says nothing after its time, to another method, or under another secret', () => {
    fc.assert(
      fc.property(grants, (grant) => {
        const link = signLink(grant, secret);
        expect(read(link, grant.method, { secret, now: grant.until * 1000 })).toBeNull();
        expect(read(link, grant.method, { secret: `${secret}!`, now })).toBeNull();
        for (const method of ['GET', 'PUT', 'DELETE', 'POST', ''])
          if (method !== grant.method) expect(read(link, method)).toBeNull();
      }),
    );
  });

  it('says nothing when a word of it was changed, added, doubled or taken away', () => {
    fc.assert(
      fc.property(grants, fc.nat(), fc.string({ minLength: 1 }), (grant, which, other) => {
        const [path = '', text = ''] = signLink(grant, secret).split('?', 2);
        const tampered = (change: (query: URLSearchParams, name: string) => void) => {
          const query = new URLSearchParams(text);
          const names = [...query.keys()];
          change(query, names[which % names.length] ?? '');
          return read(`${path}?${query}`, grant.method);
        };
        expect(tampered((query, name) => query.set(name, `${query.get(name)}${other}`))).toBeNull();
        expect(tampered((query, name) => query.append(name, query.get(name) ?? ''))).toBeNull();
        expect(tampered((query, name) => query.delete(name))).toBeNull();
        expect(tampered((query) => query.set('extra', other))).toBeNull();
        expect(read(`${path}x?${text}`, grant.method)).toBeNull();
      }),
    );
  });

  it('may be asked for its head where it may be read', () => {
    const link = signLink({ method: 'GET', key: 'a/b', until: now / 1000 + 1 }, secret);
    expect(read(link, 'HEAD')).toMatchObject({ method: 'GET', key: 'a/b' });
  });
});
