import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerOf } from '@ai-film-studio/client';
import { findBinaries } from '@ai-film-studio/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WebhookReceiver, webhookReceiver } from '../../../test/servers/webhook-receiver.ts';
import { acceptance } from './acceptance.ts';
import { type Meddling, meddlingProxy, type Passing } from './meddling-proxy.fixture.ts';
import { settingsOf } from './settings.ts';
import { ours, signIn, sweep } from './tester.ts';
import { type TriedStudio, triedStudio } from './tried-studio.fixture.ts';

let studio: TriedStudio;
let receiver: WebhookReceiver;
beforeAll(async () => {
  [studio, receiver] = [await triedStudio(), await webhookReceiver()];
});
afterAll(() => Promise.all([studio.stop(), receiver.close()]));

/** Two films are made, of which a busy core has to draw every frame: nothing here is about how long that takes. */
const minutes = 60;
const timeout = (minutes + 5) * 60_000;
const wordsOf = (url: URL) => ['--url', url.href, '--minutes', String(minutes)];

interface Trial {
  readonly webhook?: string;
  readonly stop?: AbortSignal;
  readonly say?: (line: string) => void;
}

/** Tries a studio. @returns the names of the steps, and the faults of each that has some */
async function tried(url: URL, { webhook, stop, say }: Trial = {}) {
  const said: string[] = [];
  const settings = settingsOf(wordsOf(url), { ...studio.environment, ACCEPTANCE_WEBHOOK_URL: webhook });
  const steps = await acceptance(settings, {
    binaries: await findBinaries(process.env),
    say(line) {
      said.push(line);
      say?.(line);
    },
    ...(stop ? { stop } : {}),
  });
  const faulty = steps.filter(({ faults }) => faults.length > 0);
  return {
    said: said.join('\n'),
    names: steps.map(({ name }) => name),
    leftOut: steps.flatMap(({ leftOut }) => leftOut ?? []),
    faults: Object.fromEntries(faulty.map(({ name, faults }) => [name, faults.join('\n')])),
  };
}

/** The same by way of a defect. */
async function triedWith(meddling: Meddling) {
  const proxy = await meddlingProxy(studio.address, meddling);
  try {
    return await tried(proxy.url);
  } finally {
    await proxy.close();
  }
}

/** What a run may leave of itself. */
async function left() {
  const { tester } = studio;
  const [projects, keys, hooks, sessions] = await Promise.all([
    answerOf(tester.GET('/v1/projects')),
    answerOf(tester.GET('/v1/api-keys')),
    answerOf(tester.GET('/v1/webhooks')),
    answerOf(tester.GET('/v1/sessions')),
  ]);
  return [...projects.items, ...keys.items, ...hooks.items, ...sessions.items.filter(({ current }) => !current)];
}

const films = (one: Passing) => one.method === 'POST' && /^\/v1\/projects\/[\w-]+\/films$/.test(one.path);
const plan = (one: Passing) => /\/plan$/.test(one.path);

/** Whom a request is of: of its token, what stays when it is refreshed. */
function askerOf({ headers }: Passing): string | undefined {
  const claims = headers.authorization?.split('.')[1];
  return claims && JSON.parse(Buffer.from(claims, 'base64url').toString()).sub;
}

describe('the acceptance of a studio', () => {
  it('passes, tells how long each step took, and leaves nothing', { timeout }, async () => {
    const { said, names, leftOut, faults } = await tried(studio.address, { webhook: receiver.url });
    expect(faults).toEqual({});
    expect(leftOut).toEqual([]);
    expect(names.at(-1)).toBe('what was made is deleted');
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['film.done', 'film.done']);
    expect(said).toMatch(/^ok {2} +\d+\.\d s {2}changed script: only what changed was filmed and paid$/m);
    expect(await left()).toEqual([]);
  });

  it('finds what is wrong, says so, and leaves nothing either', { timeout }, async () => {
    const drafts = new Set<string>();
    let tester: string | undefined;
    let token: string | undefined;
    let orders = 0;
    const { faults } = await triedWith({
      asking(one) {
        const asker = askerOf(one);
        tester ??= asker;
        if (asker === tester) token = one.headers.authorization ?? token;
        // Who asks is not looked at.
        else if (/^\/v1\/films\/[\w-]+$/.test(one.path) && one.method === 'GET') one.headers.authorization = token;
        if (!films(one) || asker !== tester) return;
        const order = JSON.parse(one.body);
        drafts.add(order.draftId);
        // What makes an order that is repeated the same order is lost.
        if (drafts.size === 1) one.headers['idempotency-key'] = randomUUID();
        // Whatever was made is made anew.
        else order.settings.seed = (order.settings.seed + 1) % 1_000;
        one.body = JSON.stringify(order);
      },
      answering(one, answer) {
        if (plan(one)) return { ...answer, seconds: Number(answer.seconds) * 2 };
        // An order that is repeated begins another film.
        if (films(one) && drafts.size === 2) return { ...answer, id: orders++ === 0 ? answer.id : randomUUID() };
        // Once something was filmed, a credit is gone for nothing.
        const charged = one.path === '/v1/credits' && drafts.size === 1;
        return charged ? { ...answer, available: Number(answer.available) - 1 } : answer;
      },
    });
    expect(faults['a film is begun, once']).toMatch(/was not known to be the same: The studio answered 409/);
    expect(faults['changed script: a film is begun, once']).toMatch(/the same: another film was begun/);
    expect(faults['credits add up']).toMatch(/The film cost \d\.\d\d credits, and the account has \d\.\d\d less/);
    expect(faults['its files are what was ordered']).toMatch(/film\.mp4 lasts [\d.]+ s, and [\d.]+ s were forecast/);
    expect(faults['another user reaches nothing of it']).toBe(
      'The film, asked for by another user, was let through, and should be refused with 404.',
    );
    expect(faults['changed script: only what changed was filmed and paid']).toMatch(
      /Drawn anew were the shots .+, and street-1-\w+ were foreseen.+With one line changed the film cost/s,
    );
    expect(await left()).toEqual([]);
  });

  it('stops where it can go no further, and deletes what it has made till then', async () => {
    const { faults, names } = await triedWith({ refusing: (one) => (plan(one) ? 500 : undefined) });
    expect(faults).toEqual({
      'bad input is refused': expect.stringMatching(/A film in a style that there is not was answered 500/),
      'the price is forecast': expect.stringMatching(/^The studio answered 500 no-problem/),
    });
    expect(names.slice(-2)).toEqual(['the price is forecast', 'what was made is deleted']);
    expect(await left()).toEqual([]);
  });

  it('stopped while a film is being made, it deletes that too', { timeout }, async () => {
    const stop = new AbortController();
    const { faults, names } = await tried(studio.address, {
      say: (line) => line.includes('a film is begun') && stop.abort(new Error('Stopped by SIGINT.')),
      stop: stop.signal,
    });
    expect(faults).toEqual({ 'the film is made, and followed': 'Stopped by SIGINT.' });
    expect(names.at(-1)).toBe('what was made is deleted');
    expect(await left()).toEqual([]);
    expect(await answerOf(studio.tester.GET('/v1/credits'))).toMatchObject({ reserved: 0 });
  });

  it('a token that is over is exchanged once, for all that wait for it', async () => {
    let exchanges = 0;
    const proxy = await meddlingProxy(studio.address, {
      asking(one) {
        if (one.path === '/v1/sessions/refresh') exchanges += 1;
      },
      answering: (one, answer) =>
        one.path === '/v1/sessions' && one.method === 'POST'
          ? { ...answer, accessToken: 'over', accessExpiresAt: new Date().toISOString() }
          : answer,
    });
    try {
      const { ACCEPTANCE_EMAIL: email = '', ACCEPTANCE_PASSWORD: password = '' } = studio.environment;
      const tester = await signIn(proxy.url, { email, password }, new AbortController().signal);
      await Promise.all([tester.studio.GET('/v1/projects'), tester.studio.GET('/v1/credits')]);
      await tester.studio.DELETE('/v1/sessions/current');
      expect(exchanges).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  it('deletes what a run left that was killed, and nothing of one that may still run', async () => {
    const { tester } = studio;
    for (const name of [ours, 'Of somebody else']) {
      await tester.POST('/v1/projects', { body: { name } });
      await tester.POST('/v1/webhooks', { body: { url: receiver.url, description: name } });
    }
    const names = async () => {
      const [projects, hooks] = [
        await answerOf(tester.GET('/v1/projects')),
        await answerOf(tester.GET('/v1/webhooks')),
      ];
      return [...projects.items.map(({ name }) => name), ...hooks.items.map(({ description }) => description)].sort();
    };
    await sweep(tester);
    expect(await names()).toEqual([ours, ours, 'Of somebody else', 'Of somebody else']);
    await sweep(tester, Date.now() + 3 * 3_600_000);
    expect(await names()).toEqual(['Of somebody else', 'Of somebody else']);
  });
});

describe('npm run acceptance', () => {
  /** Runs it. @returns its exit code, and the table it wrote */
  async function ran(words: readonly string[], environment: Readonly<Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'acceptance-test-'));
    const table = join(folder, 'summary.md');
    const env = { ...process.env, ...studio.environment, ...environment, GITHUB_STEP_SUMMARY: table };
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    try {
      const code = await new Promise((ended) => {
        const child = execFile(process.execPath, [main, ...words], { env }, () => ended(child.exitCode));
      });
      return { code, summary: await readFile(table, 'utf8').catch(() => null) };
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('fails with what was found, as a table on the run’s page', async () => {
    const before = await left();
    const { code, summary } = await ran(wordsOf(studio.address), { ACCEPTANCE_OTHER_PASSWORD: 'another one' });
    expect(code).toBe(1);
    expect(summary).toContain(`## Acceptance of ${studio.address.host}: 1 of 3 steps failed`);
    expect(summary).toMatch(/\| two users sign in \| \d+\.\d \| The studio answered 401/);
    expect(await left()).toEqual(before);
  });

  it('fails otherwise when it was asked wrongly, and tries nothing', async () => {
    expect(await ran(['--url', 'https://api.example.com'], {})).toEqual({ code: 2, summary: null });
  });
});
