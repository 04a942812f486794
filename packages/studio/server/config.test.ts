import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, schemeOf } from './config.ts';

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

  it('speaks HTTP unless told, and HTTPS by the one certificate that it can make', () => {
    expect(schemeOf(readConfig({}))).toBe('http');
    expect(schemeOf(readConfig({ TLS: 'off' }))).toBe('http');
    expect(schemeOf(readConfig({ TLS: 'self-signed' }))).toBe('https');
    expect(() => readConfig({ TLS: 'true' })).toThrow(/TLS: .*"off"\|"self-signed"/);
  });

  it('takes replicas by their hosts, with the database that they are replicas of', () => {
    const env = { DATABASE_URL: 'postgres:///studio', SECRET: 'a'.repeat(64) };
    const urls = ['postgres://one/studio', 'postgres://two:5433/studio'];
    expect(readConfig({ ...env, DATABASE_READ_URLS: urls.join(', ') }).DATABASE_READ_URLS).toEqual(urls);
    expect(readConfig(env).DATABASE_READ_URLS).toEqual([]);
    expect(() => readConfig({ DATABASE_READ_URLS: 'postgres://one/studio' })).toThrow(/DATABASE_URL: is needed/);
    for (const wrong of ['replica-1', 'postgres:///studio', 'https://one/studio'])
      expect(() => readConfig({ ...env, DATABASE_READ_URLS: wrong })).toThrow(/DATABASE_READ_URLS.0: must be postgres/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ REDIS_URL: '', PORT: '' }).PORT).toBe(8000);
  });

  it('reads a secret in base64 and in hex', () => {
    const bytes = Buffer.alloc(32, 7);
    for (const text of [bytes.toString('hex'), bytes.toString('base64')])
      expect(readConfig({ SECRET: text }).SECRET?.equals(bytes)).toBe(true);
  });

  describe('of CloudFront before the bucket', () => {
    const pem = (modulusLength: number) =>
      generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const s3 = { STORAGE: 's3', S3_BUCKET: 'films' };
    const media = { MEDIA_URL: 'https://film.example/media', MEDIA_KEY_ID: 'K2JCJMDEHXQW5F', MEDIA_KEY: pem(2048) };

    it('is read with its key', () => {
      const config = readConfig({ ...s3, ...media });
      expect(config).toMatchObject(media);
    });

    it('is all there or not at all', () => {
      expect(() => readConfig({ ...s3, MEDIA_URL: media.MEDIA_URL })).toThrow(
        /MEDIA_KEY_ID: is needed with MEDIA_URL\n\s+MEDIA_KEY: is needed with MEDIA_URL$/,
      );
      expect(() => readConfig({ ...s3, ...media, MEDIA_URL: '' })).toThrow(
        /MEDIA_URL: is needed with MEDIA_KEY_ID and MEDIA_KEY$/,
      );
    });

    it('has a bucket behind it', () => {
      expect(() => readConfig(media)).toThrow(/MEDIA_URL: is for STORAGE=s3 alone$/);
    });

    it('has a key that CloudFront takes, of which no word is told', () => {
      const broken = media.MEDIA_KEY.replace(/\n[^\n]+/, '\n');
      const says = /MEDIA_KEY: must be an RSA key of 2048 bits in PEM: openssl genrsa 2048$/;
      for (const MEDIA_KEY of [pem(1024), broken, 'K2JCJMDEHXQW5F'])
        expect(() => readConfig({ ...s3, ...media, MEDIA_KEY })).toThrow(says);
    });
  });
});
