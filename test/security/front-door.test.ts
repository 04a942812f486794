import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedStudio, servedStudio } from './served-studio.fixture.ts';

describe('where links lead on a server without a web app', () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await servedStudio();
  });
  afterAll(() => studio.close());

  it('is a page that says what to do, in which nothing runs', async () => {
    for (const path of ['/', '/sign-in', '/verify', '/reset-password']) {
      const { status, headers, text } = await studio.ask('GET', path);
      expect([path, status, headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
      expect(text).not.toMatch(/<script/);
    }
  });
});
