import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { otlpServer } from '../../../test/servers/otlp-server.ts';
import { createLogger } from './logger.ts';
import { noTracing, startTracing, type Tracing } from './tracing.ts';

const lineSchema = z.looseObject({ level: z.string(), time: z.iso.datetime(), service: z.string() });

const open = (tracing: Tracing = noTracing) => {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'api', level: 'info', hashKey: 'k', tracing, to });
  return { logger, text: () => lines.join(''), last: () => lineSchema.parse(JSON.parse(lines.at(-1) ?? '')) };
};

describe('the log', () => {
  it('is lines of JSON with time, level, service and request', () => {
    const { logger, text, last } = open();
    logger.child({ reqId: 'r-1' }).info({ status: 200, route: '/v1/films/:id' }, 'answered');
    expect(last()).toMatchObject({ level: 'info', service: 'api', reqId: 'r-1', status: 200, msg: 'answered' });
    expect(text().endsWith('}\n')).toBe(true);
  });

  it.each(['err', 'error'])('says what went wrong when it is given as %s', (name) => {
    const { logger, last } = open();
    logger.warn({ [name]: new Error('the broker went away') }, 'again');
    expect(last()[name]).toMatchObject({ message: 'the broker went away', stack: expect.any(String) });
  });

  it('holds no secret, however it was logged', () => {
    const jwt = `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`;
    const secrets = [
      'hunter2',
      'k-4711',
      'sess-9',
      jwt,
      'ann.smith',
      'dbpass',
      'sk_live_abcdefgh12345678',
      'f00ba4cookie',
      '123456',
    ];
    const { logger, text } = open();
    logger.info({
      req: { headers: { authorization: `Bearer ${jwt}`, cookie: 'refresh=f00ba4cookie', 'X-API-Key': 'k-4711' } },
      body: [{ password: 'hunter2', deeper: { new_password: 'hunter2', refreshToken: 'k-4711', otp: 123456 } }],
      user: { email: 'ann.smith@example.org', sessionId: 'sess-9' },
    });
    logger.info(`signed in with Bearer ${jwt}\nBearer ${jwt}`);
    logger.warn('GET /v1/oauth/callback?code=k-4711&state=sess-9 by %s', 'Ann.Smith@Example.org');
    logger.error(new Error(`cannot connect to postgres://studio:dbpass@db.internal/studio\nann.smith@example.org`));
    logger.error({
      err: Object.assign(new Error('no'), { config: { secretAccessKey: 'hunter2', url: '/?apiKey=k-4711' } }),
    });
    logger.error({ err: new Error('outer', { cause: new Error('STRIPE_KEY=sk_live_abcdefgh12345678') }) }, 'failed');
    logger.child({ token: 'k-4711' }).info('child');
    for (const line of text().trim().split('\n')) lineSchema.parse(JSON.parse(line));
    for (const secret of secrets) expect(text().toLowerCase()).not.toContain(secret.toLowerCase());
    expect(text()).toContain('signed in with Bearer [hidden]');
    expect(text()).toContain('db.internal/studio');
  });

  it('holds no token that is said in whatever words', () => {
    const token = fc.string({
      minLength: 20,
      maxLength: 40,
      unit: fc.constantFrom(...'abcdefghijABCDEFGHIJ0123456789-_'),
    });
    fc.assert(
      fc.property(token, fc.string(), fc.string({ minLength: 1 }), (secret, before, name) => {
        const { logger, text, last } = open();
        logger.info({ [name]: { accessToken: secret } }, `${before.replaceAll('%', '')} Bearer ${secret}`);
        last();
        expect(text()).not.toContain(secret);
      }),
      { seed: 11 },
    );
  });

  it('knows the same person again without the address', () => {
    const { logger, last } = open();
    const hashOf = (email: string) => {
      logger.info({ to: email }, 'mail sent');
      return last().to;
    };
    const ann = hashOf('ann@example.org');
    expect(ann).toMatch(/^email:[0-9a-f]{12}$/);
    expect(hashOf('Ann@Example.org')).toBe(ann);
    expect(hashOf('bob@example.org')).not.toBe(ann);
  });

  it('leaves alone what is no secret', () => {
    const { logger, last } = open();
    const said = { filmId: '6f1c', route: '/v1/films/:id', ms: 12.5, ok: true, nothing: null, parts: ['a=b', 'x'] };
    logger.info(said, 'the key of a film: 3 @ 24 fps');
    expect(last()).toMatchObject({ ...said, msg: 'the key of a film: 3 @ 24 fps' });
  });

  it('names the trace that a line belongs to', async () => {
    const collector = await otlpServer();
    const tracing = await startTracing({ service: 'api', endpoint: collector.endpoint });
    const { logger, last } = open(tracing);
    logger.info('outside');
    expect(last()).not.toHaveProperty('traceId');
    await tracing.inSpan('request', {}, async () => logger.info('inside'));
    await tracing.stop();
    expect(last().traceId).toBe(collector.spans[0]?.traceId);
    await collector.stop();
  });

  it('is not kept busy by a text that was made for it', () => {
    const { logger, text } = open();
    for (const piece of ['a-', 'eyJ-', 'a@', 'token-', 'x://', 'Bearer ']) logger.info(`${piece.repeat(500_000)}=`);
    expect(text().length).toBeLessThan(100_000);
  });

  it('reaches stdout whole, though the process ends at once or breaks', async () => {
    const program = (end: string) => `
      import { createLogger } from '${new URL('./logger.ts', import.meta.url)}';
      import { noTracing } from '${new URL('./tracing.ts', import.meta.url)}';
      const logger = createLogger({ service: 'api', level: 'info', hashKey: 'k', tracing: noTracing });
      for (let line = 0; line < 500; line++) logger.info({ line }, 'said');
      ${end}`;
    for (const end of ['', 'process.exit(0);', 'throw new Error("broken");']) {
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program(end)], { encoding: 'utf8' });
      const lines = stdout.trim().split('\n');
      expect(lines.map((line) => lineSchema.parse(JSON.parse(line)).line)).toEqual(
        Array.from({ length: 500 }, (_, line) => line),
      );
    }
  });

  it('is never broken by what is logged', () => {
    fc.assert(
      fc.property(fc.object(), fc.string(), (object, message) => {
        const { logger, last } = open();
        logger.info({ object, buffer: Buffer.from('x') }, `${message}@=`);
        expect(last().service).toBe('api');
      }),
      { seed: 12 },
    );
  });
});
