import { z } from 'zod';
import { type Job, jobKinds, keyOf, type Makers } from '../jobs/job.ts';
import { PermanentError } from '../queue/job-errors.ts';
import type { ClaimedJob, Completion } from '../queue/queued-job.ts';
import type { Area, Place } from '../storage/keys.ts';
import { ObjectLostError, type UserStore } from '../storage/user-store.ts';
import type { ChildPool } from './child-pool.ts';
import type { Handler, HandlerContext, Handlers } from './handlers.ts';

/** Names of objects become paths: nothing may lead out of the store. */
const objectSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
  ending: z.string().regex(/^(\.[A-Za-z0-9]{1,16})?$/),
});
const parametersSchema = z.object({
  job: z.object({
    kind: z.string().refine((kind) => jobKinds.includes(kind)),
    request: z.record(z.string(), z.unknown()),
    inputs: z.record(z.string(), objectSchema),
  }),
});

/** The job in a row's parameters. @throws PermanentError when there is none */
export function jobOf(parameters: Readonly<Record<string, unknown>>): Job {
  const parsed = parametersSchema.safeParse(parameters);
  if (!parsed.success) throw new PermanentError(`There is no job in the parameters: ${z.prettifyError(parsed.error)}`);
  // Requests are written by the pipeline and read by the job's own code; what leaves the machine, names of objects, was looked at.
  return parsed.data.job as Job;
}

export interface ChildMaking {
  readonly children: ChildPool;
  readonly storeOf: (place: Place, area: Area) => UserStore;
  readonly makers: Makers;
}

/**
 * Does a job of the pipeline: looks first whether the user has what it makes, else brings its inputs to this machine, runs it in a process
 * and hands in what it made.
 */
export function makeWithChild({ children, storeOf, makers }: ChildMaking): Handler {
  return async (claimed, context) => {
    const { userId, projectId, contentKey } = claimed;
    if (projectId === null) throw new PermanentError('A job of the pipeline is of a project.');
    const job = jobOf(claimed.parameters);
    if (keyOf(job, makers) !== contentKey) return leaveToOtherMakers(claimed);
    const store = storeOf({ userId, projectId }, handedOut.has(job.kind) ? 'final' : 'generated');
    const had = await store.recall(contentKey);
    const came: Completion = had ? { made: false, record: { ...had } } : await make(job, store, children, context);
    return { ...came, ...toldOf(claimed, came) };
  };
}

/** Kinds that make what is handed out. */
const handedOut: ReadonlySet<string> = new Set<Job['kind']>(['assemble', 'package', 'sheet', 'storyboard']);

/** Kinds that show a shot. */
const shows: ReadonlySet<string> = new Set<Job['kind']>(['board', 'clip', 'conform']);

/** What is told of a shot that a film has from now on. `made` is false when the user had it already. */
function toldOf(
  { userId, projectId, filmId, kind, contentKey }: ClaimedJob,
  { record, made }: Completion,
): Pick<Completion, 'events'> {
  if (filmId === null || !record || !shows.has(kind)) return {};
  const data = { shotKey: contentKey, kind, made: made === true };
  return { events: [{ userId, projectId, filmId, type: 'film.shot', data }] };
}

async function make(
  job: Job,
  store: UserStore,
  children: ChildPool,
  { signal, progress }: HandlerContext,
): Promise<Completion> {
  const inputs = await bring(job, store, signal);
  if (!inputs) return nothingMade;
  try {
    const record = await children.run(job, { signal, progress });
    await store.keepOutputs(record, signal);
    return { made: true, record: { ...record } };
  } finally {
    inputs.release();
  }
}

/** `null` when an input is gone. */
async function bring(job: Job, store: UserStore, signal: AbortSignal): Promise<{ release(): void } | null> {
  try {
    return { release: await store.fetchInputs(Object.values(job.inputs), signal) };
  } catch (error) {
    if (error instanceof ObjectLostError) return null;
    throw error;
  }
}

/** Done without a record: the film's director, who waits for it, looks again at what there is and sends what is missing. */
const nothingMade: Completion = { made: false };

/**
 * Under a content key is only ever what its makers make, and the job was planned for others: the studio is being updated, or was. Workers of
 * that version may still be there; when none came, it is planned anew.
 */
function leaveToOtherMakers({ kind, receives, mostReceives }: ClaimedJob): Completion {
  if (receives < mostReceives) throw new Error(`This ${kind} job was planned for workers of another version.`);
  return nothingMade;
}

/** The same handler for every kind of the pipeline. */
export const pipelineHandlers = (making: ChildMaking): Handlers => {
  const handler = makeWithChild(making);
  return Object.fromEntries(jobKinds.map((kind) => [kind, handler]));
};
