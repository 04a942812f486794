import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ClaimedJob } from '../queue/queued-job.ts';
import { studioHandlers } from './studio-handlers.ts';

it('lets whoever directs a film hear when the job is not theirs any more', async () => {
  const stop = new AbortController();
  const heard: AbortSignal[] = [];
  const handlers = studioHandlers({
    pipeline: {},
    direct: async (_film, _job, _trace, signal) => void heard.push(signal),
    notify: async () => {},
  });
  const job: ClaimedJob = {
    ...{ id: randomUUID(), userId: randomUUID(), projectId: randomUUID(), filmId: randomUUID() },
    ...{ type: 'assembly', kind: 'direct', contentKey: null, parameters: {}, receives: 1, mostReceives: 3, token: 1 },
    ...{ traceparent: null, createdAt: new Date() },
  };
  await handlers.direct?.(job, { signal: stop.signal, progress: () => {} });
  stop.abort();
  expect(heard.map(({ aborted }) => aborted)).toEqual([true]);
});
