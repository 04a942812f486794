import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf } from '@ai-film-studio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WebhookReceiver, webhookReceiver } from '../../../test/servers/webhook-receiver.ts';
import { ours, sweep } from './leftovers.ts';
import { type Meddling, meddlingProxy, type Passing } from './meddling-proxy.fixture.ts';
import { run } from './run.ts';
import { signIn } from './tester.ts';
import { type TriedStudio, triedStudio } from './tried-studio.fixture.ts';

let studio: TriedStudio;
let receiver: WebhookReceiver;
let folder: string;
beforeAll(async () => {
  [studio, receiver] = [await triedStudio(), await webhookReceiver()];
  folder = await mkdtemp(join(tmpdir(), 'acceptance-test-'));
});
afterAll(async () => {
  await Promise.all([studio.stop(), receiver.close(), rm(folder, { recursive: true, force: true })]);
});

/** Runs the program. @returns its exit code, what it said, and the faults of each step that has some */
async function tried(url: URL, environment: Readonly<Record<string, string>> = {}) {
  const said: string[] = [];
  const files = { report: join(folder, `${randomUUID()}.xml`), summary: join(folder, `${randomUUID()}.md`) };
  const code = await run(
    ['--url', url.href, '--report', files.report],
    { ...process.env, ...studio.environment, ...environment, GITHUB_STEP_SUMMARY: files.summary },
    { say: (line) => said.push(line) },
  );
  const [junit, summary] = [await readFile(files.report, 'utf8'), await readFile(files.summary, 'utf8')];
  const faults = Object.fromEntries(
    [...junit.matchAll(/name="([^"]+)" time="[\d.]+"><failure message="([^"]*)"/g)].map(([, name, fault]) => [
      name,
      fault,
    ]),
  );
  return { code, said: said.join('\n'), junit, summary, faults };
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
  const [projects, keys, hooks] = await Promise.all([
    answerOf(tester.GET('/v1/projects')),
    answerOf(tester.GET('/v1/api-keys')),
    answerOf(tester.GET('/v1/webhooks')),
  ]);
  return [...projects.items, ...keys.items, ...hooks.items];
}

const films = (one: Passing) => one.method === 'POST' && /^\/v1\/projects\/[\w-]+\/films$/.test(one.path);
const plan = (one: Passing) => /\/plan$/.test(one.path);

/** Two films are made, of which one core has to draw every frame. */
const timeout = 900_000;

describe('the acceptance of a studio', () => {
  it('passes, tells how long each step took, and leaves nothing', { timeout }, async () => {
    const { code, said, junit, summary } = await tried(studio.address, { ACCEPTANCE_WEBHOOK_URL: receiver.url });
    expect(said).not.toContain('FAIL');
    expect(code).toBe(0);
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['film.done', 'film.done']);
    expect(said).toMatch(/^ok {2} +\d+\.\d s {2}changed script: only what changed was filmed and paid$/m);
    expect(junit).toMatch(/tests="\d\d" failures="0" skipped="0"/);
    expect(summary).toContain(`## Acceptance of ${studio.address.host}: passed`);
    expect(await left()).toEqual([]);
  });

  it('finds what is wrong, says so, and leaves nothing either', { timeout }, async () => {
    const [drafts, keys] = [new Set<string>(), new Set<string>()];
    const { code, faults } = await triedWith({
      asking(one) {
        const key = String(one.headers['x-api-key'] ?? '');
        if (key) keys.add(key);
        const [tester = ''] = keys;
        // Who asks is not looked at.
        if (key !== tester && /^\/v1\/films\/[\w-]+$/.test(one.path) && one.method === 'GET')
          one.headers['x-api-key'] = tester;
        if (!films(one)) return;
        // What makes an order that is repeated the same order is lost.
        one.headers['idempotency-key'] = randomUUID();
        const order = JSON.parse(one.body);
        if (key !== tester) return;
        drafts.add(order.draftId);
        // Whatever was made is made anew.
        if (order.draftId !== [...drafts][0]) order.settings.seed = (order.settings.seed + 1) % 1_000;
        one.body = JSON.stringify(order);
      },
      answering(one, answer) {
        if (plan(one)) return { ...answer, seconds: Number(answer.seconds) * 2 };
        // Once something was filmed, a credit is gone for nothing.
        const charged = one.path === '/v1/credits' && drafts.size === 1;
        return charged ? { ...answer, available: Number(answer.available) - 1 } : answer;
      },
    });
    expect(code).toBe(1);
    expect(faults['a film is begun, once']).toMatch(/was not known to be the same: The studio answered 409/);
    expect(faults['credits add up']).toMatch(/The film cost \d\.\d\d credits, and the account has \d\.\d\d less/);
    expect(faults['its files are what was ordered']).toMatch(/film\.mp4 lasts [\d.]+ s, and [\d.]+ s were forecast/);
    expect(faults['another user reaches nothing of it']).toBe(
      'The film, asked for by another user, was let through, and should be refused with 404.',
    );
    expect(faults['changed script: only what changed was filmed and paid']).toMatch(
      /Drawn anew were the shots .+, and street-1-\w+ were foreseen.+With one line changed the film cost/,
    );
    expect(await left()).toEqual([]);
  });

  it('stops where it can go no further, and deletes what it has made till then', async () => {
    const { code, faults, said } = await triedWith({ refusing: (one) => (plan(one) ? 500 : undefined) });
    expect(code).toBe(1);
    expect(faults).toEqual({
      'bad input is refused': expect.stringMatching(/A film in a style that there is not was answered 500/),
      'the price is forecast': expect.stringMatching(/^The studio answered 500 no-problem/),
    });
    expect(said).not.toContain('a film is begun');
    expect(await left()).toEqual([]);
  });

  it('stopped while a film is being made, it deletes that too', async () => {
    const [stop, said] = [new AbortController(), [] as string[]];
    const code = await run(['--url', studio.address.href], studio.environment, {
      say(line) {
        said.push(line);
        if (line.includes('a film is begun')) stop.abort(new Error('Stopped by SIGINT.'));
      },
      stop: stop.signal,
    });
    expect(code).toBe(1);
    expect(said.slice(-3).map((line) => line.replace(/\d+\.\d/, '…'))).toEqual([
      expect.stringMatching(/^FAIL .+the film is made, and followed$/),
      expect.stringMatching(/Stopped by SIGINT\.$/),
      expect.stringMatching(/^ok .+what was made is deleted$/),
    ]);
    expect(await left()).toEqual([]);
    expect(await answerOf(studio.tester.GET('/v1/credits'))).toMatchObject({ reserved: 0 });
  });

  it('says whose account is wrong, and makes nothing', async () => {
    const { code, faults } = await tried(studio.address, { ACCEPTANCE_OTHER_PASSWORD: 'another one' });
    expect(code).toBe(1);
    expect(faults).toEqual({ 'two users sign in': expect.stringMatching(/^The studio answered 401/) });
    expect(await left()).toEqual([]);
  });

  it('deletes what a run left that was killed, and nothing of one that may still run', async () => {
    const { ACCEPTANCE_EMAIL: email = '', ACCEPTANCE_PASSWORD: password = '' } = studio.environment;
    const signal = new AbortController().signal;
    const killed = await signIn(studio.address, { email, password }, signal);
    await killed.studio.POST('/v1/projects', { body: { name: ours } });
    await killed.studio.POST('/v1/projects', { body: { name: 'Of somebody else' } });
    const next = await signIn(studio.address, { email, password }, signal);
    const names = async () => (await left()).map((one) => ('name' in one ? one.name : one.id)).sort();
    await sweep(next);
    expect(await names()).toEqual([ours, ours, ours, 'Of somebody else']);
    await sweep(next, Date.now() + 3 * 3_600_000);
    expect(await names()).toEqual(['Of somebody else']);
  });
});
