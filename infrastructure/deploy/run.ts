import { z } from 'zod';
import { type Order, orderOf, usage } from './arguments.ts';
import type { Aws } from './aws/clients.ts';
import { describeService, findService } from './aws/services.ts';
import { begin, unfinished } from './backend/begin.ts';
import { deployBackend, rollBackBackend, type Tools } from './backend/deploy.ts';
import { observe } from './backend/observe.ts';
import type { Clock } from './clock.ts';
import { other } from './colour.ts';
import { Overtaken, Refused, RolledBack } from './errors.ts';
import { namesOf } from './names.ts';
import { promote } from './promote.ts';
import { backendTimetable, workersTimetable, written } from './timetable.ts';
import { deployWorkers, rollBackWorkers } from './workers/deploy.ts';

export interface Surroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** @returns the exit code: 0 done, 1 rolled back, 2 refused or wrongly asked, 3 stopped: run again, it goes on */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    await obey(orderOf(words), surroundings);
    return 0;
  } catch (error) {
    surroundings.log(explained(error));
    if (error instanceof RolledBack) return 1;
    return error instanceof Refused || error instanceof z.ZodError || error instanceof TypeError ? 2 : 3;
  }
}

function explained(error: unknown): string {
  if (error instanceof z.ZodError) return `${z.prettifyError(error)}\n${usage}`;
  if (error instanceof Refused || error instanceof RolledBack || error instanceof Overtaken) return error.message;
  return `Stopped by ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}. Run again, it goes on; rollback takes it back.`;
}

async function obey(order: Order, { aws, clock, signal, log }: Surroundings): Promise<void> {
  if (order.command === 'promote') return log(await promote(order, signal));
  const tools: Tools = { aws, names: namesOf(order.env), clock, signal, log };
  if (order.command === 'rollback') {
    const why = 'somebody asked for it';
    const done = order.fleet ? await rollBackFleets(tools, order.fleet, why) : await rollBackBackend(tools, why);
    return done ? undefined : log('Nothing is under way.');
  }
  if (order.command === 'workers') {
    for (const fleet of await fleetsOf(tools, order.fleet)) {
      if (order['dry-run']) await foreseeWorkers(tools, fleet);
      else await deployWorkers(tools, { ...order, fleet, images: order.image });
    }
    return;
  }
  return order['dry-run'] ? foresee(tools, order) : deployBackend(tools, order);
}

/** `gpu` is all that have a GPU: those of premium users, too, where they have a fleet for themselves. */
async function fleetsOf({ aws, names }: Tools, fleet: string): Promise<readonly string[]> {
  if (fleet !== 'gpu') return [fleet];
  const premium = await findService(aws.ecs, names.cluster, names.fleet('premium'));
  return premium ? ['gpu', 'premium'] : ['gpu'];
}

/** @returns whether anything was under way in one of them */
async function rollBackFleets(tools: Tools, fleet: string, why: string): Promise<boolean> {
  let done = false;
  for (const one of await fleetsOf(tools, fleet)) done = (await rollBackWorkers(tools, one, why)) || done;
  return done;
}

async function foreseeWorkers({ aws, names, log }: Tools, fleet: string): Promise<void> {
  const { runningCount = 0 } = await describeService(aws.ecs, names.cluster, names.fleet(fleet));
  log(`${fleet}:\n${written(workersTimetable(runningCount))}`);
}

async function foresee(
  { aws, names, clock, log }: Tools,
  order: Extract<Order, { command: 'backend' }>,
): Promise<void> {
  const { observed } = await observe(aws, names, clock.now());
  const beginning = begin(observed, { image: order.image, newest: '' });
  const underWay = unfinished(observed);
  if (beginning.how === 'refuse') throw new Refused(beginning.why);
  const to = underWay?.to ?? (observed.weights.blue === 100 ? 'green' : 'blue');
  log(`${beginning.how}:\n${written(backendTimetable(order.strategy, to, observed.services[other(to)].desired))}`);
}
