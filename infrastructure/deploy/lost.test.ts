import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageOf } from '../../test/servers/aws-deploy/cloud.ts';
import { after, another, before, openStudio, type Studio } from './studio.fixture.ts';

const changing = /:(Register|Update|Modify|Tag)/;

/** Longer than after which a process counts as lost. */
const silence = 200;

let studio: Studio;
beforeEach(async () => {
  studio = await openStudio();
  studio.server.cloud.balancer.rate = 4;
});
afterEach(() => studio.close());

const users = () => studio.server.cloud.balancer.counted.filter(({ smoke }) => !smoke);
const weights = () => studio.server.cloud.balancer.weights;

/** The image that has all the traffic; what else there is sleeps. */
function onlyLive(): string {
  const [live, asleep] = weights().blue === 100 ? (['blue', 'green'] as const) : (['green', 'blue'] as const);
  expect(weights()).toEqual({ [live]: 100, [asleep]: 0 });
  expect([studio.service(live).desired, studio.service(asleep).desired]).toEqual([2, 0]);
  expect(studio.scalable(asleep)).toMatchObject({ min: 0, max: 0, held: { ScheduledScalingSuspended: true } });
  const held = {
    DynamicScalingInSuspended: false,
    DynamicScalingOutSuspended: false,
    ScheduledScalingSuspended: false,
  };
  expect(studio.scalable(live)).toMatchObject({ min: 2, max: 10, held });
  return imageOf(studio.server.cloud, studio.service(live).definition);
}

/** How many calls a whole deployment changes something by. */
async function changes(): Promise<number> {
  const sample = await openStudio();
  sample.server.cloud.balancer.rate = 0;
  await sample.backend(after);
  const count = sample.server.calls.filter((call) => changing.test(call)).length;
  await sample.close();
  return count;
}

const points = Array.from({ length: (await changes()) - 1 }, (_, index) => index + 1);

/** A third of them, and all of those that let the old version go. */
const third = (which: number): readonly number[] =>
  points.filter((point) => point % 3 === which || point > points.length - 4);

/** The process is lost as soon as so many of its calls have changed something; for a while nobody is there. */
async function loseAfter(change: number): Promise<void> {
  studio.server.cutOffAfter(change);
  expect(await studio.backend(after)).toBe(3);
  studio.server.cutOffAfter(0);
  for (let waited = 0; waited < silence; waited += 20) await studio.pass(20);
}

describe('a process that is lost after any change it made', () => {
  it('has enough changes to be lost after', () => expect(points.length).toBeGreaterThan(20));

  it.each(points)('%i: run again, the deployment goes on and ends', async (change) => {
    await loseAfter(change);
    expect(await studio.backend(after)).toBe(0);
    expect(onlyLive()).toBe(after);
    expect(users().filter(({ status }) => status !== 200)).toEqual([]);
  });

  it.each(third(0))('%i: another version is deployed in its place', async (change) => {
    await loseAfter(change);
    expect(await studio.backend(another)).toBe(0);
    expect(onlyLive()).toBe(another);
    expect(users().filter(({ status }) => status !== 200)).toEqual([]);
  });

  it.each(
    points.filter((point) => point % 3 === 1),
  )('%i: a rollback leaves one version live, and the other asleep', async (change) => {
    await loseAfter(change);
    expect(await studio.deploy('rollback', '--env', 'dev')).toBe(0);
    // The last changes let the old version go: then nothing can be taken back.
    const retired = change >= points.length;
    expect(onlyLive()).toBe(retired ? after : before);
    expect(users().filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('is waited for: who comes too early is told when to come', async () => {
    studio.server.cutOffAfter(8);
    await studio.backend(after);
    studio.server.cutOffAfter(0);
    expect(await studio.backend(after)).toBe(2);
    expect(studio.said.at(-1)).toMatch(/run this again in \d+ s/);
  });

  it('goes on with a watch where it was, neither shorter nor from its beginning', async () => {
    // Registered, started, two bounds, the time, the weights.
    studio.server.cutOffAfter(6);
    await studio.backend(after);
    studio.server.cutOffAfter(0);
    expect(weights().green).toBe(10);
    const moved = studio.server.cloud.now;
    while (studio.server.cloud.now < moved + 195_000) await studio.pass(15);
    expect(await studio.backend(after)).toBe(0);
    const half = studio.server.cloud.balancer.counted.filter(({ at, colour }) => at > moved && colour === 'green');
    const share = (from: number, to: number) =>
      half.filter(({ at }) => at > moved + from * 1_000 && at <= moved + to * 1_000).length;
    // Four requests in a quarter of a minute: of those in 300 s a tenth, and from then on half.
    expect(share(0, 300)).toBe(8);
    expect(share(300, 600)).toBe(40);
  });
});

describe('the program itself', () => {
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const start = (...words: readonly string[]) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...words], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: studio.server.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    const output = (async () => {
      const parts: string[] = [];
      for await (const part of child.stdout ?? []) parts.push(String(part));
      return parts.join('');
    })();
    return { child, output };
  };
  const words = () => ['backend', '--env', 'dev', '--image', after, '--url', studio.server.cloud.balancer.address.href];

  it('killed at work by SIGKILL leaves what another process goes on with', async () => {
    studio.server.cloud.now = Date.now();
    const { child } = start(...words());
    while (!studio.server.calls.includes('ecs:UpdateService')) await setTimeout(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await studio.pass(silence + 100);
    expect(await studio.backend(after)).toBe(0);
    expect(onlyLive()).toBe(after);
  });

  it('tells the pipeline by its exit code that it was asked wrongly, and how to ask', async () => {
    const { child, output } = start('backend', '--env', 'dev');
    const [code] = await once(child, 'exit');
    expect(code).toBe(2);
    expect(await output).toMatch(/image[\s\S]*npm run deploy -- backend/);
  });

  it('outlives calls that AWS throttles', async () => {
    studio.server.throttle(2);
    const { child, output } = start(...words(), '--dry-run');
    const [code] = await once(child, 'exit');
    expect(await output).toMatch(/gives green 10 percent/);
    expect(code).toBe(0);
  });
});
