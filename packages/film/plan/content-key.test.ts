import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from './content-key.ts';
import { canonicalJson, contentKey } from './content-key.ts';

// The type of fast-check's JSON values is unknown, but JSON is what they are.
const anyJson = fc.jsonValue() as fc.Arbitrary<Json>;

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, shuffled(field)]),
  );
}

test('a key is the SHA-256 of canonical JSON', () => {
  expect(canonicalJson({ b: [1, 'x'], a: null })).toBe('{"a":null,"b":[1,"x"]}');
  expect(contentKey({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

test('the order of fields does not matter', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      expect(contentKey(shuffled(value))).toBe(contentKey(value));
    }),
    { seed: 91 },
  );
});

test('canonical JSON is JSON of the same value', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 92 },
  );
});

test('different values have different keys', () => {
  fc.assert(
    fc.property(anyJson, anyJson, (a, b) => {
      expect(contentKey(a) === contentKey(b)).toBe(canonicalJson(a) === canonicalJson(b));
    }),
    { seed: 93 },
  );
});

test('any change of one field changes the key, wherever it is', () => {
  const record = fc.dictionary(fc.string(), anyJson, { minKeys: 1, maxKeys: 5 });
  fc.assert(
    fc.property(record, fc.nat(), (value, at) => {
      const keys = Object.keys(value);
      const key = keys[at % keys.length] ?? '';
      expect(contentKey({ ...value, [key]: [value[key] ?? null] })).not.toBe(contentKey(value));
    }),
    { seed: 94 },
  );
});

test('the order of a list matters, and a number is not its text', () => {
  expect(contentKey([1, 2])).not.toBe(contentKey([2, 1]));
  expect(contentKey(1)).not.toBe(contentKey('1'));
  expect(contentKey(['a', 'b'])).not.toBe(contentKey(['a,b']));
});

test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1])('%s is refused, also deep inside', (value) => {
  // What a caller without types might pass.
  const wrong = value as unknown as Json;
  expect(() => contentKey(wrong)).toThrow(TypeError);
  expect(() => contentKey({ a: [wrong] })).toThrow(TypeError);
});
