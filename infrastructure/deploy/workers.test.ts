import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { definitionOf, imageOf } from '../../test/servers/aws-deploy/cloud.ts';
import { image, names, openStudio, type Studio } from './studio.fixture.ts';

const [before, after, another] = ['a', 'b', 'c'].map((letter) => image('worker-gpu', letter)) as [
  string,
  string,
  string,
];

let studio: Studio;
const open = async (workers: number, premium: number | null = null) => {
  studio = await openStudio({ workers, premium });
  studio.server.cloud.balancer.rate = 0;
};
beforeEach(() => open(4));
afterEach(() => studio.close());

const deploy = (which: string, ...more: readonly string[]) =>
  studio.deploy('workers', '--env', 'dev', '--image', which, ...more);
const fleet = (name = 'gpu') => {
  const found = studio.server.cloud.services.get(names.fleet(name));
  if (!found) throw new RangeError('There is no fleet.');
  return found;
};
const imagesRunning = (name = 'gpu') => [
  ...new Set(fleet(name).tasks.map((task) => imageOf(studio.server.cloud, task.definition))),
];
const atWork = () => fleet().tasks.filter(({ began }) => studio.server.cloud.now - began >= 30_000).length;

/** The fewest workers at work while something goes on. */
async function fewest(what: Promise<number>): Promise<number> {
  let least = atWork();
  const look = () => {
    least = Math.min(least, atWork());
    studio.at(1, look);
  };
  look();
  await what;
  return least;
}

describe('a deployment of workers', () => {
  it('gives every machine the new version, and half of the fleet works all the while', async () => {
    expect(await fewest(deploy(after))).toBe(2);
    expect(imagesRunning()).toEqual([after]);
    expect(studio.said.at(-1)).toMatch(/has the new version/);
  });

  it('changes the worker and what fetches its models, and leaves ComfyUI as it is', async () => {
    await deploy(after);
    expect(definitionOf(studio.server.cloud, fleet().definition)?.body).toMatchObject({
      containerDefinitions: [
        { name: 'worker', image: after },
        { name: 'models', image: after },
        { name: 'comfyui', image: image('comfyui', 'd') },
      ],
    });
  });

  it('brings ComfyUI along in the same go, when that is new too', async () => {
    expect(await deploy(after, '--image', image('comfyui', 'e'))).toBe(0);
    expect(definitionOf(studio.server.cloud, fleet().definition)?.body).toMatchObject({
      containerDefinitions: [{ image: after }, { image: after }, { image: image('comfyui', 'e') }],
    });
    expect(await deploy(after, '--image', image('comfyui', 'e'))).toBe(0);
    expect(studio.said.at(-1)).toMatch(/runs this image already/);
  });

  it('leaves the service as Terraform has it, so that a machine can be drained', async () => {
    await deploy(after);
    expect(fleet().minimumHealthy).toBe(0);
  });

  it.each([0, 1])('goes to a fleet of %i too', async (workers) => {
    await studio.close();
    await open(workers);
    expect(await deploy(after)).toBe(0);
    expect(imageOf(studio.server.cloud, fleet().definition)).toBe(after);
    expect(fleet().tasks).toHaveLength(workers);
  });

  it('says beforehand what it would do', async () => {
    expect(await deploy(after, '--dry-run')).toBe(0);
    expect(studio.said.at(-1)).toMatch(/4 workers, half of them at a time\n.*watches the new workers for 5 minutes/);
    expect(imagesRunning()).toEqual([before]);
  });
});

describe('a fleet that premium users have for themselves', () => {
  const openBoth = async (premium: number) => {
    await studio.close();
    await open(2, premium);
  };

  it.each([0, 2])('has the version that all others have, with %i workers', async (premium) => {
    await openBoth(premium);
    expect(await deploy(after)).toBe(0);
    expect(imagesRunning()).toEqual([after]);
    expect(imageOf(studio.server.cloud, fleet('premium').definition)).toBe(after);
    expect(fleet('premium').tasks).toHaveLength(premium);
    expect(fleet('premium').minimumHealthy).toBe(0);
  });

  it('is deployed to alone when it is named', async () => {
    await openBoth(2);
    expect(await deploy(after, '--fleet', 'premium')).toBe(0);
    expect([imagesRunning(), imagesRunning('premium')]).toEqual([[before], [after]]);
  });

  it('is spoken of beforehand', async () => {
    await openBoth(1);
    expect(await deploy(after, '--dry-run')).toBe(0);
    expect(studio.said.join('\n')).toMatch(/gpu:\n.*2 workers[\s\S]*premium:\n.*1 workers/);
    expect(imagesRunning('premium')).toEqual([before]);
  });

  it('is taken back with the others by hand, whichever of them is half done', async () => {
    await openBoth(2);
    studio.server.cutOffAfter(2);
    expect(await deploy(after, '--fleet', 'premium')).toBe(3);
    studio.server.cutOffAfter(0);
    expect(await studio.deploy('rollback', '--env', 'dev', '--fleet', 'gpu')).toBe(0);
    for (let waited = 0; waited < 200; waited += 20) await studio.pass(20);
    expect(imagesRunning('premium')).toEqual([before]);
  });
});

describe('a bad version of the workers', () => {
  it('that does not start goes back', async () => {
    studio.server.cloud.behaviours.set(after, { starts: false });
    expect(await deploy(after)).toBe(1);
    await studio.pass(60);
    await studio.pass(60);
    expect(imagesRunning()).toEqual([before]);
    expect(atWork()).toBe(4);
  });

  it('whose health check fails goes back, while half of the fleet has never changed', async () => {
    studio.server.cloud.behaviours.set(after, { unhealthy: true });
    const old = fleet().tasks.map(({ arn }) => arn);
    expect(await deploy(after)).toBe(1);
    expect(studio.said.join('\n')).toMatch(/2 workers fail their health check/);
    expect(fleet().tasks.filter(({ arn }) => old.includes(arn))).toHaveLength(2);
    await studio.pass(60);
    expect(imagesRunning()).toEqual([before]);
    expect(fleet().minimumHealthy).toBe(0);
  });

  it.each([
    'gpu-worker-crashes',
    'dead-letters',
  ])('goes back by the alarm %s, minutes after all have it', async (key) => {
    studio.at(200, () => {
      expect(imagesRunning()).toEqual([after]);
      studio.server.cloud.alarms.set(names.alarm(key), 'ALARM');
    });
    expect(await deploy(after)).toBe(1);
    for (let waited = 0; waited < 120; waited += 15) await studio.pass(15);
    expect(imagesRunning()).toEqual([before]);
  });
});

describe('a process that gives workers out, and is lost', () => {
  const lose = async (changes: number) => {
    studio.server.cutOffAfter(changes);
    expect(await deploy(after)).toBe(3);
    studio.server.cutOffAfter(0);
  };

  it.each([1, 2, 3])('after %i changes: run again, it goes on', async (changes) => {
    await lose(changes);
    expect(await deploy(after)).toBe(changes === 1 ? 0 : 2);
    for (let waited = 0; waited < 200; waited += 20) await studio.pass(20);
    expect(await deploy(after)).toBe(0);
    expect(imagesRunning()).toEqual([after]);
  });

  it('is taken back by the next version, which then comes', async () => {
    await lose(2);
    for (let waited = 0; waited < 200; waited += 20) await studio.pass(20);
    // The half-done one goes back first; while it does, the fleet is not settled.
    expect(await deploy(another)).toBe(2);
    for (let waited = 0; waited < 200; waited += 20) await studio.pass(20);
    expect(imagesRunning()).toEqual([before]);
    expect(await deploy(another)).toBe(0);
    expect(imagesRunning()).toEqual([another]);
  });

  it('is taken back by hand', async () => {
    await lose(2);
    expect(await studio.deploy('rollback', '--env', 'dev', '--fleet', 'gpu')).toBe(0);
    for (let waited = 0; waited < 200; waited += 20) await studio.pass(20);
    expect(imagesRunning()).toEqual([before]);
    expect(await studio.deploy('rollback', '--env', 'dev', '--fleet', 'gpu')).toBe(0);
    expect(studio.said.at(-1)).toBe('Nothing is under way.');
  });
});

describe('deployed workers', () => {
  it('are refused while an alarm rings, and may come despite it', async () => {
    studio.server.cloud.alarms.set(names.alarm('dead-letters'), 'ALARM');
    expect(await deploy(after)).toBe(2);
    expect(await deploy(after, '--despite', 'dead-letters')).toBe(0);
    expect(imagesRunning()).toEqual([after]);
  });
});
