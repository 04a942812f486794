import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const source = await readFile(new URL('openapi.json', import.meta.url), 'utf8');

const responseSchema = z.looseObject({ content: z.record(z.string(), z.unknown()).optional() });
const operationSchema = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ in: z.string(), name: z.string() }).loose()).default([]),
  responses: z.record(z.string(), responseSchema),
});
const document = z
  .looseObject({
    paths: z.record(z.string(), z.record(z.string(), operationSchema)),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }).loose(),
  })
  .parse(JSON.parse(source));
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
const called = (id: string) => operations.find(({ operationId }) => operationId === id);

/** What a linter of OpenAPI finds wrong with a document. */
async function faultsOf(text: string): Promise<readonly string[]> {
  const config = await createConfig({
    rules: {
      struct: 'error',
      'no-unresolved-refs': 'error',
      'no-unused-components': 'error',
      'no-ambiguous-paths': 'off',
      'no-identical-paths': 'error',
      'path-parameters-defined': 'error',
      'path-declaration-must-exist': 'error',
      'operation-operationId': 'error',
      'operation-operationId-unique': 'error',
      'operation-operationId-url-safe': 'error',
      'operation-parameters-unique': 'error',
      'operation-summary': 'error',
      'operation-2xx-response': 'off',
      'security-defined': 'error',
      'no-invalid-schema-examples': 'error',
    },
  });
  const problems = await lintFromString({ source: text, config });
  return problems.map(({ message, location }) => `${location[0]?.pointer ?? ''}: ${message}`);
}

describe('the OpenAPI document', () => {
  it('is what a linter of OpenAPI 3.1 finds nothing wrong with', async () => {
    expect(await faultsOf(source)).toEqual([]);
  });

  it('would not pass with a reference that points nowhere', async () => {
    const broken = source.replace('#/components/schemas/Film"', '#/components/schemas/Movie"');
    expect((await faultsOf(broken)).join()).toMatch(/Can't resolve \$ref/);
  });

  it('says how each call fails', () => {
    expect(operations.length).toBeGreaterThan(60);
    for (const { responses } of operations)
      expect(Object.keys(responses.default?.content ?? {})).toEqual(['application/problem+json']);
  });

  it('demands an Idempotency-Key of what costs credits, and of nothing else', () => {
    const demanding = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'));
    expect(demanding.map(({ operationId }) => operationId).sort()).toEqual(
      expect.arrayContaining(['beginFilm', 'resumeFilm']),
    );
    expect(called('planFilm')?.parameters.map(({ name }) => name)).not.toContain('Idempotency-Key');
  });

  it('says who may call: anybody, a session, or a key with a scope', () => {
    expect(called('signIn')?.security).toEqual([]);
    expect(called('beginFilm')?.security).toEqual([{ session: [] }, { apiKey: ['films:write'] }]);
    expect(called('listUsers')?.security).toEqual([{ session: [] }]);
  });
});
