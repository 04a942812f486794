import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs nothing on a machine of one’s own', () => {
    expect(readConfig({})).toMatchObject({ HOST: '127.0.0.1', PORT: 8000, BROKER: 'postgres', STORAGE: 'local' });
  });

  it('names every fault at once', () => {
    const broken = () =>
      readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', BROKER: 'bullmq', STORAGE: 's3', SECRET: 'short' });
    expect(broken).toThrow(ConfigError);
    for (const name of ['PORT', 'DATABASE_URL', 'SECRET']) expect(broken).toThrow(new RegExp(name));
  });

  it('asks for what goes together', () => {
    expect(() =>
      readConfig({ BROKER: 'bullmq', STORAGE: 's3', STRIPE_SECRET_KEY: 'sk', OAUTH_GOOGLE_ID: 'x' }),
    ).toThrow(/REDIS_URL[\s\S]*S3_BUCKET[\s\S]*STRIPE_WEBHOOK_SECRET[\s\S]*OAUTH_GOOGLE_SECRET/);
    expect(() => readConfig({ DATABASE_URL: 'postgres://u@h/d' })).toThrow(/SECRET: is needed/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ REDIS_URL: '', PORT: '' }).PORT).toBe(8000);
  });

  it('reads a secret in base64 and in hex', () => {
    const bytes = Buffer.alloc(32, 7);
    for (const text of [bytes.toString('hex'), bytes.toString('base64')])
      expect(readConfig({ SECRET: text }).SECRET?.equals(bytes)).toBe(true);
  });
});
