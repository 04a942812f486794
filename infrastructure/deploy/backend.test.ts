import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageOf } from '../../test/servers/aws-deploy/cloud.ts';
import { after, another, before, names, openStudio, type Studio } from './studio.fixture.ts';

let studio: Studio;
beforeEach(async () => {
  studio = await openStudio();
});
afterEach(() => studio.close());

/** Answers to users, smoke tests left out. */
const users = () => studio.server.cloud.balancer.counted.filter(({ smoke }) => !smoke);
const toGreen = () => users().filter(({ colour }) => colour === 'green');
const minutes = () => (studio.server.cloud.now - Date.parse('2026-01-01T00:00:00Z')) / 60_000;
const tagsOf = (colour: 'blue' | 'green') => {
  const { definitions } = studio.server.cloud;
  return Object.fromEntries(definitions.find(({ arn }) => arn === studio.service(colour).definition)?.tags ?? []);
};

/** The share that the new version had of the answers, one look after the other, each share once. */
function shares(): number[] {
  const all = [...Map.groupBy(users(), ({ at }) => at).values()].map(
    (some) => (100 * some.filter(({ colour }) => colour === 'green').length) / some.length,
  );
  return all.filter((share, index) => share !== all[index - 1]);
}

function expectGreenToBeLive(): void {
  const { weights } = studio.server.cloud.balancer;
  expect(weights).toEqual({ blue: 0, green: 100 });
  expect(imageOf(studio.server.cloud, studio.service('green').definition)).toBe(after);
  expect([studio.service('blue').desired, studio.service('green').desired]).toEqual([0, 2]);
  expect(studio.scalable('blue')).toMatchObject({ min: 0, max: 0, held: { ScheduledScalingSuspended: true } });
  expect(studio.scalable('green')).toMatchObject({
    min: 2,
    max: 10,
    held: { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false },
  });
  expect(tagsOf('green')['studio-deployment:state']).toBe('live');
}

function expectBlueToBeLive(): void {
  expect(studio.server.cloud.balancer.weights).toEqual({ blue: 100, green: 0 });
  expect(imageOf(studio.server.cloud, studio.service('blue').definition)).toBe(before);
  expect([studio.service('blue').desired, studio.service('green').desired]).toEqual([2, 0]);
  expect(studio.scalable('green')).toMatchObject({ min: 0, max: 0, held: { ScheduledScalingSuspended: true } });
  expect(studio.scalable('blue')).toMatchObject({
    min: 2,
    max: 10,
    held: { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false, ScheduledScalingSuspended: false },
  });
}

describe('a deployment of the API', () => {
  it('blue-green gives the new version 10, 50 and all of the traffic, and no user sees an error', async () => {
    expect(await studio.backend(after)).toBe(0);
    expect(shares()).toEqual([0, 10, 50, 100]);
    expect(users().filter(({ status }) => status !== 200)).toEqual([]);
    expectGreenToBeLive();
    expect(minutes()).toBeGreaterThan(20);
  });

  it('canary gives it 5, 25, 50 and all, a quarter of an hour each', async () => {
    expect(await studio.backend(after, '--strategy', 'canary')).toBe(0);
    expect(shares()).toEqual([0, 5, 25, 50, 100]);
    expectGreenToBeLive();
    expect(minutes()).toBeGreaterThan(60);
    expect(minutes()).toBeLessThan(65);
  });

  it('back and forth: the next goes to blue, with the bounds that the autoscaler has by then', async () => {
    await studio.backend(after);
    Object.assign(studio.server.cloud.scalable.get(`service/${names.cluster}/${names.service('green')}`) ?? {}, {
      min: 3,
    });
    studio.service('green').desired = 4;
    await studio.pass(15);
    await studio.pass(60);
    expect(await studio.backend(another)).toBe(0);
    expect(studio.server.cloud.balancer.weights).toEqual({ blue: 100, green: 0 });
    expect(studio.service('blue').desired).toBe(4);
    expect(studio.scalable('blue')).toMatchObject({ min: 3, max: 10 });
  });

  it('takes along what Terraform changed in the task definition since', async () => {
    const { definitions, account } = studio.server.cloud;
    const arn = `arn:aws:ecs:us-east-1:${account}:task-definition/${names.backend}:2`;
    const body = { family: names.backend, cpu: '2048', containerDefinitions: [{ name: 'backend', image: before }] };
    definitions.push({ arn, family: names.backend, body, tags: new Map() });
    expect(await studio.backend(before)).toBe(0);
    const live = definitions.find((one) => one.arn === studio.service('green').definition);
    expect(live?.body).toMatchObject({ cpu: '2048', containerDefinitions: [{ image: before }] });
  });

  it('has nothing to do for the image that is live', async () => {
    expect(await studio.backend(before)).toBe(0);
    expect(studio.server.calls.filter((call) => /Update|Register|Modify/.test(call))).toEqual([]);
  });

  it('no colour becomes smaller while it may have to take all traffic at once', async () => {
    studio.at(400, () => {
      expect(studio.server.cloud.balancer.weights.green).toBeGreaterThan(0);
      for (const colour of ['blue', 'green'] as const)
        expect(studio.scalable(colour), colour).toMatchObject({ max: 10, held: { DynamicScalingInSuspended: true } });
    });
    expect(await studio.backend(after)).toBe(0);
    expect.assertions(4);
  });
});

describe('a bad version of the API', () => {
  it('that answers errors rings the alarm, and has no more requests at all', async () => {
    studio.server.cloud.behaviours.set(after, { errors: 100 });
    studio.server.cloud.balancer.rate = 60;
    expect(await studio.backend(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/api-errors rings/);
    expectBlueToBeLive();
    expect(tagsOf('green')['studio-deployment:state']).toBe('rolled-back');
    const seen = toGreen().length;
    expect(seen).toBeGreaterThan(0);
    expect(seen / users().length).toBeLessThan(0.1);
    await studio.pass(600);
    expect(toGreen()).toHaveLength(seen);
  });

  it('that answers too few errors for the alarm is found by its own target group', async () => {
    studio.server.cloud.behaviours.set(after, { errors: 5 });
    studio.server.cloud.balancer.rate = 200;
    expect(await studio.backend(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/\d+ of \d+ answers of the new version were errors/);
    expectBlueToBeLive();
    expect(shares()).toEqual([0, 10]);
  });

  it('that is slow is taken back', async () => {
    studio.server.cloud.behaviours.set(after, { seconds: 3 });
    studio.server.cloud.balancer.rate = 200;
    expect(await studio.backend(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/answers in 3\.0 s, the old one in 0\.1 s/);
    expectBlueToBeLive();
  });

  it('that fails the smoke test never meets a user', async () => {
    studio.server.cloud.behaviours.set(after, { ready: false });
    expect(await studio.backend(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/smoke test failed: \/ready answered 503/);
    expect(toGreen()).toEqual([]);
    expectBlueToBeLive();
  });

  it('that does not start is given up by ECS, and never meets a user', async () => {
    studio.server.cloud.behaviours.set(after, { starts: false });
    expect(await studio.backend(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/circuit breaker/);
    expect(toGreen()).toEqual([]);
    expectBlueToBeLive();
  });

  it('whose tasks die under traffic is taken back', async () => {
    // Four, of which one is left.
    await studio.close();
    studio = await openStudio({ tasks: 4 });
    studio.at(300, () => {
      const green = studio.service('green');
      green.tasks = green.tasks
        .slice(0, 1)
        .concat(green.tasks.slice(1).map((task) => ({ ...task, began: task.began + 1e9 })));
    });
    expect(await studio.backend(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/only 1 of 4 targets are healthy/);
    expect(studio.server.cloud.balancer.weights).toEqual({ blue: 100, green: 0 });
  });

  it.each([
    'slo-fast-burn',
    'backend-task-failures',
  ])('is taken back by the alarm %s, while all of the traffic is its', async (key) => {
    studio.at(900, () => {
      expect(studio.server.cloud.balancer.weights.green).toBe(100);
      studio.server.cloud.alarms.set(names.alarm(key), 'ALARM');
    });
    expect(await studio.backend(after)).toBe(1);
    expectBlueToBeLive();
    expect(users().filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('a deployment is refused', () => {
  it('while an alarm rings, unless it is to mend that', async () => {
    studio.server.cloud.alarms.set(names.alarm('slo-fast-burn'), 'ALARM');
    expect(await studio.backend(after)).toBe(2);
    expect(studio.said.join('\n')).toMatch(/--despite slo-fast-burn/);
    expect(await studio.backend(after, '--despite', 'slo-fast-burn')).toBe(0);
    expectGreenToBeLive();
  });

  it('while another one is under way', async () => {
    let second: Promise<number> | null = null;
    studio.at(200, () => {
      second = studio.backend(another);
    });
    expect(await studio.backend(after)).toBe(0);
    expect(await second).toBe(2);
    expect(studio.said.join('\n')).toMatch(/Another deployment is under way/);
    expectGreenToBeLive();
  });

  it('while ECS changes the live colour for somebody else', async () => {
    studio.service('blue').rollout = { since: studio.server.cloud.now, before: studio.service('blue').definition };
    expect(await studio.backend(after)).toBe(2);
    expect(studio.said.join('\n')).toMatch(/is itself being changed/);
  });

  it('when traffic is split and nobody says why', async () => {
    Object.assign(studio.server.cloud.balancer.weights, { blue: 70, green: 30 });
    expect(await studio.backend(after)).toBe(2);
    expect(studio.said.join('\n')).toMatch(/blue 70 and green 30 percent/);
  });

  it('when an alarm is not there: nobody would watch', async () => {
    studio.server.cloud.alarms.delete(names.alarm('api-errors'));
    expect(await studio.backend(after)).toBe(3);
    expect(studio.said.join('\n')).toMatch(/no alarm ai-film-studio-dev-api-errors/);
    expect(studio.service('green').desired).toBe(0);
  });

  it.each([
    ['two images', ['--image', another]],
    ['an address that is none of the web', ['--url', 'ftp://studio.example']],
    ['a strategy that nobody knows', ['--strategy', 'all-at-once']],
  ])('for %s', async (_, words) => {
    expect(await studio.backend(after, ...words)).toBe(2);
    expect(studio.server.calls.filter((call) => /Update|Modify/.test(call))).toEqual([]);
  });
});

describe('an image', () => {
  it.each([
    ['named by a tag', 'registry.example/backend:latest', 2],
    ['of something else', after.replace('backend', 'worker'), 3],
  ])('%s is refused', async (_, which, code) => {
    expect(await studio.backend(which)).toBe(code);
    expect(studio.server.calls.filter((call) => /Update|Modify/.test(call))).toEqual([]);
  });
});

describe('another who deploys', () => {
  it('is not undone: who was overtaken stops, and touches nothing', async () => {
    studio.at(400, () => {
      studio.service('green').definition = studio.server.cloud.definitions[0]?.arn ?? '';
    });
    expect(await studio.backend(after)).toBe(3);
    expect(studio.said.at(-1)).toMatch(/somebody else deploys/);
  });

  it('rolls back what is under way, and who was at it finds out', async () => {
    let asked: Promise<number> | null = null;
    studio.at(500, () => {
      asked = studio.deploy('rollback', '--env', 'dev');
    });
    expect(await studio.backend(after)).toBe(1);
    expect(await asked).toBe(0);
    expectBlueToBeLive();
  });

  it('has its rollback held, though this process moves traffic in the very same moment', async () => {
    studio.at(500, () => {
      const made = studio.server.cloud.definitions.at(-1);
      made?.tags.set('studio-deployment:state', 'rolled-back').set('studio-deployment:why', 'somebody asked for it');
      studio.service('green').desired = 0;
    });
    expect(await studio.backend(after)).toBe(1);
    expectBlueToBeLive();
  });
});

describe('a dry run', () => {
  it('says the steps and their times, and changes nothing', async () => {
    expect(await studio.backend(after, '--strategy', 'canary', '--dry-run')).toBe(0);
    expect(studio.said.at(-1)).toMatch(
      /\+ {2}3 min {2}gives green 5 percent .* 15 minutes\n\+ 18 min .* 25 percent .*\n\+ 33 min .* 50 percent .*\n\+ 48 min .* 100 percent .*\n\+ 63 min .* lets blue go/,
    );
    expect(studio.server.calls.filter((call) => /Update|Register|Modify|Tag/.test(call.split(':')[1] ?? ''))).toEqual(
      [],
    );
  });
});
