import { describe, expect, it } from 'vitest';
import { settingsOf, whyNot } from './settings.ts';

const accounts = {
  ...{ ACCEPTANCE_EMAIL: 'tester@example.org', ACCEPTANCE_PASSWORD: 'a fox beneath the stage' },
  ...{ ACCEPTANCE_OTHER_EMAIL: 'other@example.org', ACCEPTANCE_OTHER_PASSWORD: 'another fox' },
};
const url = ['--url', 'https://api.sandbox.example.com'];

describe('what is tried', () => {
  it.each([
    ['https://api.sandbox.ai-film-studio.com', null],
    ['https://api.staging.example.com', null],
    ['http://127.0.0.1:8000', null],
    ['http://[::1]:8000', null],
    ['https://api.ai-film-studio.com', /may be production/],
    ['https://sandboxes.example.com', /may be production/],
    ['https://api.example.com/sandbox', /may be production/],
    ['http://api.sandbox.example.com', /without TLS/],
  ])('%s', (address, refusal) => {
    expect(whyNot(new URL(address), false) ?? 'It may be tried.').toMatch(refusal ?? /^It may be tried\.$/);
  });

  it('is production only when that is meant, and never without TLS', () => {
    expect(whyNot(new URL('https://api.ai-film-studio.com'), true)).toBeNull();
    expect(whyNot(new URL('http://api.ai-film-studio.com'), true)).toMatch(/without TLS/);
    expect(() => settingsOf(['--url', 'https://api.ai-film-studio.com'], accounts)).toThrow(/Say --production/);
  });
});

describe('settings', () => {
  it('are the words, the environment, and bounds where nothing is said', () => {
    expect(settingsOf(url, { ...accounts, ACCEPTANCE_WEBHOOK_URL: '' })).toEqual({
      ...{ url: new URL('https://api.sandbox.example.com'), minutes: 20, mostCredits: 10, webhook: null },
      tester: { email: 'tester@example.org', password: 'a fox beneath the stage' },
      other: { email: 'other@example.org', password: 'another fox' },
    });
    const told = settingsOf([...url, '--minutes', '5', '--most-credits', '2.5'], {
      ...accounts,
      ACCEPTANCE_WEBHOOK_URL: 'https://hooks.example.com/a',
    });
    expect(told).toMatchObject({ minutes: 5, mostCredits: 2.5 });
    expect(told.webhook?.href).toBe('https://hooks.example.com/a');
  });

  it.each([
    ['no address', [], accounts, /--url/],
    ['more time than a short test takes', [...url, '--minutes', '600'], accounts, /minutes/],
    ['more credits than a short test takes', [...url, '--most-credits', '5000'], accounts, /most-credits/],
    ['no password', url, { ...accounts, ACCEPTANCE_PASSWORD: '' }, /ACCEPTANCE_PASSWORD/],
    ['a password as an argument', [...url, '--password', 'a fox'], accounts, /--password/],
    ['one account for two', url, { ...accounts, ACCEPTANCE_OTHER_EMAIL: 'tester@example.org' }, /one account/],
  ] as const)('are refused with %s', (_, words, environment, why) => {
    expect(() => settingsOf(words, environment)).toThrow(why);
  });
});
