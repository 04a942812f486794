import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Announcement, Broker, Delivery } from './broker.ts';
import type { Log } from './job-source.ts';
import type { Priority } from './job-state.ts';
import { priorities, rankOf } from './job-state.ts';
import type { Lanes } from './lanes.ts';
import type { JobType } from './queued-job.ts';

/** What a broker's suite brings. */
export interface BrokerParts {
  /** As another process would open it. Deliveries are hidden for at most six seconds without being extended. */
  open(log: Log): Promise<Broker>;
  /** Puts something that no studio made where messages for image workers lie. */
  putJunk(): Promise<void>;
  /** Messages that wait or are being worked on, junk aside. */
  left(): Promise<number>;
  /** Empties it. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const messageNames = {
  image: 'image_generation',
  video: 'video_generation',
  audio: 'audio_generation',
  assembly: 'film_assembly',
  notification: 'notification',
} as const;

let sent = 0;
function announcement(type: JobType, { priority = 'normal' as Priority, parameters = {} } = {}): Announcement {
  const id = randomUUID();
  const now = Date.now();
  sent += 1;
  return {
    type,
    key: `${id}-0`,
    rank: rankOf(now, priority) / 1000 + sent * 1e-6,
    message: {
      job_id: id,
      user_id: randomUUID(),
      project_id: randomUUID(),
      type: messageNames[type],
      parameters,
      priority,
      created_at: new Date(now).toISOString(),
    },
  };
}

const idsOf = (announcements: readonly Announcement[]) => announcements.map(({ message }) => message.job_id);

/** What every carrier of messages must do. @param hidden milliseconds that a delivery is hidden without being extended, at most */
export function brokerContract(make: () => Promise<BrokerParts>, { hidden }: { readonly hidden: number }): void {
  let parts: BrokerParts;
  let broker: Broker;
  const opened: Broker[] = [];
  const warnings: string[] = [];
  const open = async () => {
    const one = await parts.open({ warn: (_details, message) => warnings.push(message) });
    opened.push(one);
    return one;
  };
  beforeAll(async () => {
    parts = await make();
  });
  beforeEach(async () => {
    warnings.length = 0;
    await parts.clear();
    broker = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  afterAll(() => parts.stop());

  /** Waits for the next message however long it takes: the test's own limit ends it. */
  const next = async (by: Broker, types: readonly JobType[] = ['image'], lanes: Lanes = 'both'): Promise<Delivery> => {
    for (;;) {
      const delivery = await by.receive(types, new AbortController().signal, lanes);
      if (delivery) return delivery;
    }
  };

  it('carries each message to one of those who wait for its type', async () => {
    const other = await open();
    const images = Array.from({ length: 6 }, () => announcement('image'));
    const sounds = Array.from({ length: 3 }, () => announcement('audio'));
    await broker.send([...images, ...sounds]);
    const got: string[] = [];
    const work = async (by: Broker) => {
      while (got.length < images.length) {
        const delivery = await by.receive(['image', 'video'], new AbortController().signal);
        if (!delivery) continue;
        got.push(delivery.jobId);
        await delivery.ack();
      }
    };
    await Promise.all([work(broker), work(other)]);
    expect(got.sort()).toEqual(idsOf(images).sort());
    const heard = [];
    for (const _ of sounds) {
      const delivery = await next(other, ['assembly', 'audio']);
      heard.push(delivery.jobId);
      await delivery.ack();
    }
    expect(heard.sort()).toEqual(idsOf(sounds).sort());
    expect(await parts.left()).toBe(0);
  });

  it('wakes one who waits already', async () => {
    const waiting = next(broker);
    const one = announcement('image');
    await (await open()).send([one]);
    expect((await waiting).jobId).toBe(one.message.job_id);
  });

  it('gives the message of a receiver that died to another', async () => {
    const one = announcement('image');
    await broker.send([one]);
    const died = await open();
    expect((await next(died)).jobId).toBe(one.message.job_id);
    await died.close();
    opened.splice(opened.indexOf(died), 1);
    expect((await next(broker)).jobId).toBe(one.message.job_id);
  });

  it('hides a message while it is extended, and forgets it when it is acknowledged', async () => {
    const one = announcement('image');
    await broker.send([one]);
    const delivery = await next(broker);
    const other = await open();
    const enough = new AbortController();
    const begun = Date.now();
    const pulse = setInterval(() => void delivery.extend(), Math.min(broker.pulse, hidden / 3));
    await delivery.extend();
    // Far longer than it is hidden without being extended.
    while (Date.now() - begun < hidden * 1.5) expect(await other.receive(['image'], enough.signal)).toBeNull();
    clearInterval(pulse);
    await delivery.ack();
    expect(await parts.left()).toBe(0);
  });

  it('gives a released message to another, not before its delay is over', async () => {
    await broker.send([announcement('image')]);
    const delivery = await next(broker);
    const released = Date.now();
    await delivery.release(2_000);
    const again = await next(await open());
    expect(again.jobId).toBe(delivery.jobId);
    // SQS counts in whole seconds of its own clock.
    expect(Date.now() - released).toBeGreaterThan(900);
    await again.release(0);
    expect((await next(broker)).jobId).toBe(delivery.jobId);
  });

  it('ends a wait when told', async () => {
    const enough = new AbortController();
    const waiting = broker.receive(['image', 'video'], enough.signal);
    enough.abort();
    expect(await waiting).toBeNull();
    expect(await broker.receive(['image'], enough.signal)).toBeNull();
  });

  it('brings what is urgent first, and the rest in finite time however much is urgent', async () => {
    const low = announcement('image', { priority: 'low' });
    const urgent = announcement('image', { priority: 'high' });
    await broker.send([low]);
    await broker.send([urgent]);
    const first = await next(broker);
    expect(first.jobId).toBe(urgent.message.job_id);
    await first.ack();
    // What is sent an hour later has no head start any more, whatever its priority.
    const later = priorities.high * 600 + 3_000;
    for (let round = 0; ; round++) {
      const more = announcement('image', { priority: 'high' });
      await broker.send([{ ...more, rank: more.rank + later }]);
      const delivery = await next(broker);
      await delivery.ack();
      if (delivery.jobId === low.message.job_id) break;
      expect(round).toBeLessThan(20);
    }
  });

  it('brings to a worker of high priority nothing else, and to one for both what is left', async () => {
    const premium = await open();
    const rest = [announcement('image'), announcement('image', { priority: 'low' }), announcement('video')];
    const urgent = [announcement('image', { priority: 'high' }), announcement('video', { priority: 'high' })];
    await broker.send([...rest, ...urgent]);
    const types = ['image', 'video'] as const;
    const take = async (by: Broker, count: number, lanes: Lanes) => {
      const got: string[] = [];
      while (got.length < count) {
        const delivery = await next(by, types, lanes);
        got.push(delivery.jobId);
        await delivery.ack();
      }
      return got.sort();
    };
    expect(await take(premium, urgent.length, 'high-priority')).toEqual(idsOf(urgent).sort());
    // Until it has waited for as long as it waits: what lies beside is not for it.
    expect(await premium.receive(types, new AbortController().signal, 'high-priority')).toBeNull();
    const late = announcement('video', { priority: 'high' });
    const waiting = take(premium, 1, 'high-priority');
    await broker.send([late]);
    expect(await waiting).toEqual(idsOf([late]));
    expect(await take(broker, rest.length, 'both')).toEqual(idsOf(rest).sort());
    const left = announcement('image', { priority: 'high' });
    await broker.send([left]);
    expect(await take(broker, 1, 'both')).toEqual(idsOf([left]));
    expect(await parts.left()).toBe(0);
  });

  it('gives one that waits for high priority none that comes for another of its process', async () => {
    const enough = new AbortController();
    const premium = broker.receive(['image'], enough.signal, 'high-priority');
    const one = announcement('image');
    const waiting = next(broker);
    await (await open()).send([one]);
    const delivery = await waiting;
    expect(delivery.jobId).toBe(one.message.job_id);
    await delivery.ack();
    enough.abort();
    expect(await premium).toBeNull();
  });

  it('passes over what is not a message of the studio, and says so', async () => {
    await parts.putJunk();
    const one = announcement('image');
    await broker.send([one]);
    expect((await next(broker)).jobId).toBe(one.message.job_id);
    while (warnings.length === 0) {
      const delivery = await broker.receive(['image'], new AbortController().signal);
      if (delivery) expect(delivery.jobId).toBe(one.message.job_id);
    }
    expect(warnings[0]).toMatch('not one of the studio');
  });

  it('carries many large messages at once', async () => {
    const large = Array.from({ length: 12 }, () =>
      announcement('image', { parameters: { text: 'x'.repeat(190_000) } }),
    );
    await broker.send(large);
    const got = new Set<string>();
    while (got.size < large.length) {
      const delivery = await next(broker);
      got.add(delivery.jobId);
      await delivery.ack();
    }
    expect(got).toEqual(new Set(idsOf(large)));
  });
}
