import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newBucket } from '@ai-film-studio/studio/storage/s3.fixture.ts';
import { awsRecoveryServer } from '../../../test/servers/aws-recovery-server.ts';

/** An object that a region's store has acknowledged. */
export interface Stored {
  readonly key: string;
  readonly at: number;
}

/** A store in each region, and what carries objects from the first to the second. */
export interface TwoStores {
  readonly endpoint: string;
  readonly bucket: string;
  /** Stores a small object in the first region. */
  put(key: string): Promise<void>;
  readonly acknowledged: readonly Stored[];
  /** The first region is gone: what was not carried over never is. */
  lose(): Promise<void>;
  /** What the second region has. */
  keys(): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

const noAws = () => ({
  ...{
    regions: new Map(),
    records: [],
    looksUntilInSync: 0,
    pace: { promotion: 0, creation: 0, deployment: 0, dns: 0 },
  },
  distribution: { config: '', version: 1, looksUntilDeployed: 0 },
});

/** The S3 of the environment, or a small one: each region's own. */
async function openStore() {
  process.env.S3_ACCESS_KEY_ID ??= 'test';
  process.env.S3_SECRET_ACCESS_KEY ??= 'test';
  const given = process.env.S3_ENDPOINT;
  const server = given ? null : await awsRecoveryServer(noAws());
  const endpoint = given ?? server?.endpoint ?? '';
  const bucket = await newBucket(endpoint);
  const close = async () => {
    const keys: string[] = [];
    for await (const { key } of bucket.blobs.list('users/')) keys.push(key);
    await bucket.blobs.delete(keys);
    await bucket.close();
    await server?.close();
  };
  return { ...bucket, endpoint, close };
}

/** @param distance milliseconds that an object is under way at least */
export async function twoStores(distance: number): Promise<TwoStores> {
  const [first, second] = [await openStore(), await openStore()];
  const folder = await mkdtemp(join(tmpdir(), 'game-day-objects-'));
  const source = join(folder, 'source');
  await writeFile(source, 'a frame');
  const acknowledged: Stored[] = [];
  let lost = false;
  let next = 0;

  /** Takes one object after another, in the order in which they came. */
  async function carry(carried: string): Promise<void> {
    while (!lost) {
      const one = acknowledged[next];
      const wait = one ? one.at + distance - Date.now() : 5;
      if (!one || wait > 0) {
        await delay(Math.max(1, wait));
        continue;
      }
      next += 1;
      await first.blobs.fetchTo(one.key, carried);
      if (!lost) await second.blobs.put(one.key, carried, { contentType: 'image/jpeg' });
    }
  }
  const replicating = Promise.all(Array.from({ length: 8 }, (_, index) => carry(join(folder, `carried-${index}`))));

  return {
    ...{ endpoint: second.endpoint, bucket: second.bucket, acknowledged },
    async put(key) {
      await first.blobs.put(key, source, { contentType: 'image/jpeg' });
      acknowledged.push({ key, at: Date.now() });
    },
    async lose() {
      lost = true;
      await replicating;
    },
    async keys() {
      const keys = new Set<string>();
      for await (const { key } of second.blobs.list('users/')) keys.add(key);
      return keys;
    },
    async close() {
      lost = true;
      await replicating;
      await Promise.all([first.close(), second.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where a worker puts what it made. */
export const keyFor = (userId: string, projectId: string): string =>
  `users/${userId}/projects/${projectId}/generated/${randomUUID()}.jpg`;
