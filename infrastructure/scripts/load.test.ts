import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedStudio, servedStudio } from '../../test/security/served-studio.fixture.ts';
import { broken, figuresOf, percentile } from './load/figures.ts';
import { readStages, whyNot } from './load/stage.ts';
import { main } from './load.ts';

describe('a load test', () => {
  let studio: ServedStudio;
  let key: string;
  const said: string[] = [];
  const run = (given: string | null, ...args: string[]) => {
    said.length = 0;
    return main(args, given, (text) => void said.push(text));
  };

  beforeAll(async () => {
    studio = await servedStudio({ environment: { RATE_LIMIT_FACTOR: '10000' } });
    const somebody = await studio.somebody();
    const made = await somebody.ask('POST', '/v1/api-keys', {
      body: { name: 'load', scopes: ['projects:read', 'billing'] },
    });
    key = String(made.body.key);
  });
  afterAll(() => studio.close());

  it('reads as a person does, stage by stage, and is content', async () => {
    expect(await run(key, '--address', studio.address, '--stages', '2x1,4x1', '--p95', '5000')).toBe(0);
    const rows = said[0]?.split('\n').slice(2) ?? [];
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/^\| 4 \| 1 \| [1-9]\d* \| [\d.]+ \| [\d.]+ \| [\d.]+ \| 0\.00 % \| 0\.00 % \|$/);
  });

  it('fails when answers are slower than they may be', async () => {
    expect(await run(key, '--address', studio.address, '--stages', '4x1', '--p95', '0.001')).toBe(1);
    expect(said.at(-1)).toMatch(/4 connections: p95 is \d+ ms, above 0\.001/);
  });

  it('fails when the key is not taken, since then it measures refusals', async () => {
    expect(await run('wrong', '--address', studio.address, '--stages', '1x1', '--p95', '5000')).toBe(1);
    expect(said.at(-1)).toMatch(/refused for another reason than their number/);
  });

  it('fails when the server does', async () => {
    const server = createServer((_, answer) => answer.writeHead(503).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    expect(await run(null, '--address', `http://127.0.0.1:${port}`, '--stages', '1x1')).toBe(1);
    expect(said.at(-1)).toMatch(/100\.00 % failed, more than 1\.00 %/);
    server.closeAllConnections();
    server.close();
  });

  it('goes to this machine alone unless told', async () => {
    expect(whyNot(new URL('http://127.0.0.1:8000'), false)).toBeNull();
    expect(whyNot(new URL('http://127.0.0.1.evil.example'), false)).not.toBeNull();
    expect(whyNot(new URL('https://api.studio.example'), true)).toBeNull();
    expect(await run(null, '--address', 'https://api.studio.example')).toBe(2);
    expect(said.at(-1)).toMatch(/not this machine: say --allow-remote/);
  });

  it('is bounded', () => {
    expect(readStages('5x10, 20x30')).toEqual([
      { connections: 5, seconds: 10 },
      { connections: 20, seconds: 30 },
    ]);
    for (const wrong of ['', '5', '0x10', '5x0', '501x10', '5x1801', '5x1000,5x1000'])
      expect(() => readStages(wrong)).toThrow(RangeError);
  });

  it('counts what failed, what was too many and what was refused apart', () => {
    const answers = [200, 200, 200, 429, 500, 0, 401, 200, 200, 200].map((status, index) => ({
      status,
      milliseconds: index + 1,
    }));
    const figures = figuresOf({ connections: 1, seconds: 2 }, answers);
    expect(figures).toMatchObject({ perSecond: 5, failed: 0.2, tooMany: 0.1, refused: 0.1, p50: 5, p95: 10 });
    expect(broken([figuresOf({ connections: 1, seconds: 1 }, [])], { p95: 1, failed: 0 })).toEqual([
      '1 connections: nothing was answered',
    ]);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
  });
});
