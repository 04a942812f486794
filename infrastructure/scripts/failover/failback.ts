import type { Blobs } from '@ai-film-studio/studio/storage/blobs.ts';
import { asleepReading, awakeReading, computeOf, sleep, wake } from './compute.ts';
import {
  cutReading,
  describe,
  fenceReading,
  type Instance,
  lagOf,
  madeOfTag,
  promote,
  promotionReading,
  rename,
  replicate,
} from './database.ts';
import { hasEverything, type LagPoint, replayedUntil } from './lag.ts';
import type { Region } from './settings.ts';
import { type Reading, reading, type Step } from './step.ts';
import { switchSteps } from './switch-steps.ts';
import type { World } from './world.ts';

/** Media of both regions. */
export interface Media {
  readonly from: Pick<Blobs, 'list'>;
  readonly to: Pick<Blobs, 'list'>;
}

/** Whether what stands under the primary's name is the replica that a failback made, and not the database of before the disaster. */
const isNew = (instance: Instance, { arn }: Region['database'], fence: string): boolean =>
  instance.tags.get(madeOfTag) === arn && instance.securityGroups.join() !== fence;

/** Seconds by which a replica may be behind when users are asked to wait for it. */
const nearly = 60;

export function catchUpReading(points: readonly LagPoint[], now: number): Reading {
  const until = replayedUntil(points);
  if (until === null) return reading('under way', 'CloudWatch has no lag of the replica yet');
  const behind = Math.round((now - until) / 1_000);
  // A minute's reading is up to two minutes old before the next one is there.
  return reading(behind <= nearly + 120 ? 'done' : 'under way', `the replica is at most ${behind} s behind`);
}

/** Everything that lies in the one lies in the other, by key and size. */
export async function mediaReading({ from, to }: Media, names: readonly [from: string, to: string]): Promise<Reading> {
  const there = new Map<string, number>();
  for await (const { key, bytes } of to.list('users/')) there.set(key, bytes);
  let missing = 0;
  let all = 0;
  for await (const { key, bytes } of from.list('users/')) {
    all += 1;
    if (there.get(key) !== bytes) missing += 1;
  }
  const says = `${missing} of ${all} objects of ${names[0]} are not in ${names[1]}`;
  return missing === 0
    ? reading('done', says)
    : reading('refused', `${says}: run "aws s3 sync s3://${names[0]} s3://${names[1]}"`);
}

/**
 * Back to us-east-1, planned: first a replica the other way, then a pause in which nobody writes, and the switch only when the replica has
 * surely replayed what the last writer committed. The pause is from `drain` to `route`. The database of before the disaster is kept under
 * another name.
 */
export function failbackSteps(world: World, media: Media): readonly Step[] {
  const { settings, primary, recovery, clock, probe } = world;
  const { primary: to, recovery: from } = settings;
  const { identifier, fence_security_group_id: fence } = to.database;
  let stoppedAt: number | null = null;
  const current = () => describe(primary, identifier);
  const lag = () => lagOf(primary, identifier, clock.now());
  const isWriter = async () => promotionReading(await current(), identifier).state === 'done';

  return [
    {
      name: 'declare',
      deed: 'check that the recovery region has the writer and the old primary is closed',
      budget: 5,
      async read() {
        const writer = promotionReading(await describe(recovery, from.database.identifier), from.database.identifier);
        if (writer.state !== 'done') return reading('refused', writer.says);
        const instance = await current();
        if (instance && isNew(instance, from.database, fence))
          return reading('done', `${identifier} was replaced already`);
        const open = [fenceReading(instance, fence), cutReading(instance)].find(({ state }) => state !== 'done');
        if (!open) return reading('done', writer.says);
        return reading('refused', `${identifier} is not closed (${open.says}): run failover again, it closes it`);
      },
      act: async () => {},
    },
    {
      name: 'retire',
      deed: `rename the old ${identifier}, which keeps it`,
      budget: 10,
      async read() {
        const now = await current();
        if (!now) return reading('done', 'nothing has its name');
        if (isNew(now, from.database, fence)) return reading('done', 'the new one has its name');
        return reading(now.status === 'renaming' ? 'under way' : 'to do', `the old one is ${now.status}`);
      },
      async act() {
        const minute = new Date(clock.now()).toISOString().slice(0, 16).replace(/[-:]/g, '').toLowerCase();
        await rename(primary, identifier, `${identifier}-until-${minute}`);
      },
    },
    {
      name: 'replicate',
      deed: `make ${identifier} a replica of ${from.database.identifier}`,
      budget: 120,
      async read() {
        const now = await current();
        if (!now) return reading('to do', `there is no ${identifier}`);
        const says = `${identifier} is ${now.status}, a replica of ${now.source ?? 'nothing'}`;
        return reading(now.status === 'available' ? 'done' : 'under way', says);
      },
      async act() {
        await replicate(primary, from, to);
      },
    },
    {
      name: 'catch up',
      deed: 'wait until the replica is nearly there',
      budget: 60,
      read: async () =>
        (await isWriter()) ? reading('done', 'it is the writer already') : catchUpReading(await lag(), clock.now()),
      act: async () => {},
    },
    {
      name: 'drain',
      deed: `stop what writes in ${from.region}`,
      budget: 5,
      async read() {
        const now = asleepReading(await computeOf(recovery, from));
        // The first look at which nothing runs is later than the last write, whoever began this.
        if (now.state === 'done') stoppedAt ??= clock.now();
        return now;
      },
      act: () => sleep(recovery, from),
    },
    {
      name: 'last commits',
      deed: 'wait until the replica has replayed something later than the last write',
      budget: 10,
      async read() {
        if (await isWriter()) return reading('done', 'it is the writer already');
        const points = await lag();
        const until = replayedUntil(points);
        const says = until === null ? 'no lag is known' : `it has replayed all until ${new Date(until).toISOString()}`;
        return reading(stoppedAt !== null && hasEverything(points, stoppedAt) ? 'done' : 'under way', says);
      },
      act: async () => {},
    },
    {
      name: 'media',
      deed: 'compare the buckets',
      budget: 10,
      read: () => mediaReading(media, [from.assets_bucket, to.assets_bucket]),
      act: async () => {},
    },
    {
      name: 'promote',
      deed: `make ${identifier} a writer`,
      budget: 15,
      read: async () => promotionReading(await current(), identifier),
      async act() {
        await promote(primary, to.database);
      },
    },
    {
      name: 'activate',
      deed: `raise the services of ${to.region}`,
      budget: 20,
      async read() {
        const answers = await probe({ url: `https://${settings.api_name}/ready`, via: to.load_balancer.dns_name });
        return awakeReading(await computeOf(primary, to), to, answers);
      },
      act: async () => wake(primary, to, await computeOf(primary, to)),
    },
    ...switchSteps(world, from, to),
  ];
}
