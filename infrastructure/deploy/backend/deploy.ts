import { ringing } from '../aws/alarms.ts';
import { answers } from '../aws/answers.ts';
import type { Aws } from '../aws/clients.ts';
import { smokeHeaders } from '../aws/load-balancer.ts';
import { Missing } from '../aws/present.ts';
import { describeDefinition, note, register, registration } from '../aws/services.ts';
import type { Clock } from '../clock.ts';
import { type Colour, other } from '../colour.ts';
import { Overtaken, Refused, RolledBack } from '../errors.ts';
import type { Names } from '../names.ts';
import { type BackendRecord, heartbeat } from '../record.ts';
import { smokeTest } from '../smoke.ts';
import type { Strategy } from '../strategy.ts';
import { finish, prepare, retire, rollBack, type Scene, shift } from './acts.ts';
import { begin, unfinished } from './begin.ts';
import { type Action, next } from './next.ts';
import { observe } from './observe.ts';
import type { Observed } from './observed.ts';
import { trouble, watchedAlarms } from './trouble.ts';

/** Seconds between two looks at AWS. */
const poll = 15;

export interface Tools {
  readonly aws: Aws;
  readonly names: Names;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export interface BackendOrder {
  readonly image: string;
  readonly strategy: Strategy;
  /** Where the API answers: smoke tests ask there. */
  readonly url: URL;
  /** Alarms that may ring: the deployment is there to mend what they tell of. */
  readonly despite: readonly string[];
}

/** A deployment that was begun, by this process or by one before it. */
interface Begun {
  readonly taskDefinition: string;
  readonly record: BackendRecord;
}

/**
 * Brings a new version of the API up in the colour that sleeps, tests it, moves traffic to it by steps while it is watched, and lets the old one go.
 * Run again after its process was lost, it goes on from what AWS says.
 * @throws Refused when it may not begin; RolledBack when the old version has its traffic back; Overtaken when somebody else works on the same
 * @example await deployBackend(tools, { image, strategy: 'canary', url: new URL('https://api.ai-film-studio.com'), despite: [] });
 */
export async function deployBackend(tools: Tools, order: BackendOrder): Promise<void> {
  const { aws, names, clock, log } = tools;
  const { observed } = await observe(aws, names, clock.now());
  const { definition } = await describeDefinition(aws.ecs, names.backend);
  const beginning = begin(observed, { image: order.image, newest: definition.taskDefinitionArn ?? '' });
  switch (beginning.how) {
    case 'refuse':
      throw new Refused(beginning.why);
    case 'nothing to do':
      return log(beginning.why);
    case 'go on':
      log(
        `Goes on with the deployment to ${beginning.record.to} that was begun at ${new Date(beginning.record.began).toISOString()}.`,
      );
      await drive(tools, order, begunOf(observed, beginning.record));
      // It may have been another version's, that only had to be ended.
      return observed.services[beginning.record.to].image === order.image ? undefined : deployBackend(tools, order);
    case 'roll back first':
      await takeBack(tools, begunOf(observed, beginning.record), beginning.why);
      return deployBackend(tools, order);
    case 'start':
      return drive(tools, order, await start(tools, order, other(beginning.from), observed));
  }
}

/** Takes back what is under way, whoever began it. @returns whether there was anything */
export async function rollBackBackend(tools: Tools, why: string): Promise<boolean> {
  const { observed } = await observe(tools.aws, tools.names, tools.clock.now());
  const record = unfinished(observed);
  if (record) await takeBack(tools, begunOf(observed, record), why);
  return record !== null;
}

const begunOf = ({ services }: Observed, record: BackendRecord): Begun => ({
  record,
  taskDefinition: services[record.to].taskDefinition,
});

async function takeBack(tools: Tools, begun: Begun, why: string): Promise<void> {
  const scene = await look(tools, begun);
  await rollBack(scene, why);
  tools.log(`Rolled back to ${other(begun.record.to)}: ${why}.`);
}

async function start(tools: Tools, order: BackendOrder, to: Colour, observed: Observed): Promise<Begun> {
  const { aws, names, clock, log } = tools;
  const alarms = (await ringing(aws.metrics, names, watchedAlarms)).filter((key) => !order.despite.includes(key));
  if (alarms.length > 0)
    throw new Refused(
      `The alarm ${alarms.join(' and ')} rings already, and could not tell of the new version. To mend it by this deployment: --despite ${alarms.join(',')}.`,
    );
  const now = clock.now();
  const size = Math.max(1, observed.services[other(to)].desired);
  const record: BackendRecord = {
    state: 'under-way',
    to,
    strategy: order.strategy,
    size,
    began: now,
    since: now,
    seen: now,
  };
  const { definition } = await describeDefinition(aws.ecs, names.backend);
  const input = registration(definition, [order.image], record);
  const { listener } = await observe(aws, names, now);
  await headersFor(tools, listener, to);
  const taskDefinition = await register(aws.ecs, input);
  log(`${order.image} goes to ${to} as ${taskDefinition}, ${size} tasks, ${order.strategy}.`);
  await prepare({ aws, names, observed, listener, record, taskDefinition });
  return { record, taskDefinition };
}

async function headersFor(
  { aws }: Tools,
  listener: Scene['listener'],
  to: Colour,
): Promise<Readonly<Record<string, string>>> {
  const headers = await smokeHeaders(aws.balancing, listener, to);
  if (!headers)
    throw new Missing(
      `No rule of ${listener.arn} leads a request with X-Studio-Colour: ${to} to ${listener.groups[to]}.`,
    );
  return headers;
}

/** What is there now. @throws Overtaken when another task definition has taken the place of this deployment's */
async function look({ aws, names, clock }: Tools, { record, taskDefinition }: Begun): Promise<Scene> {
  const { observed, listener } = await observe(aws, names, clock.now());
  const fresh = observed.services[record.to];
  const ours = fresh.taskDefinition === taskDefinition;
  // ECS puts the version before in place of one that it gave up.
  if (!ours && fresh.failed === null)
    throw new Overtaken(
      `${fresh.name} runs ${fresh.taskDefinition}, and not ${taskDefinition}: somebody else deploys.`,
    );
  return { aws, names, observed, listener, taskDefinition, record: (ours && fresh.record) || record };
}

/** Takes one step after another until the deployment has ended. */
async function drive(tools: Tools, order: BackendOrder, begun: Begun): Promise<void> {
  const { aws, clock, signal, log } = tools;
  let smoked = false;
  let last = '';
  for (;;) {
    const scene = await look(tools, begun);
    const { observed, record } = scene;
    const action = next(observed, record, { smoked, trouble: await speaksAgainst(tools, order, scene) });
    // What is waited for is said once for each step, not every quarter of a minute.
    const topic = action.do === 'wait' ? `wait at ${observed.weights[record.to]}` : action.do;
    if (topic !== last) log(said(action, record));
    last = topic;
    switch (action.do) {
      case 'prepare':
        await prepare(scene);
        break;
      case 'smoke test': {
        const fault = await smokeTest(order.url, await headersFor(tools, scene.listener, record.to), tools);
        if (fault !== null) return giveUp(scene, `the smoke test failed: ${fault}`);
        smoked = true;
        break;
      }
      case 'shift':
        await shift(scene, action.weight);
        break;
      case 'retire':
        await retire(scene);
        break;
      case 'finish':
        return finish(scene);
      case 'roll back':
        return giveUp(scene, action.why);
      case 'stop':
        throw new RolledBack(`${other(record.to)} has all traffic: ${action.why}.`);
      case 'wait':
        if (observed.now - record.seen >= heartbeat * 1_000)
          await note(aws.ecs, begun.taskDefinition, { seen: observed.now });
        await clock.sleep(poll, signal);
    }
  }
}

async function giveUp(scene: Scene, why: string): Promise<never> {
  await rollBack(scene, why);
  throw new RolledBack(`${other(scene.record.to)} has all traffic again: ${why}.`);
}

function said(action: Action, { to }: BackendRecord): string {
  if (action.do === 'wait') return `Waits until ${action.until}`;
  if (action.do === 'shift') return `Gives ${action.weight} percent of traffic to ${to}.`;
  if (action.do === 'roll back') return `Rolls back: ${action.why}.`;
  if (action.do === 'stop') return 'Somebody took it back.';
  return {
    prepare: `Starts ${to}.`,
    'smoke test': `Tests ${to}.`,
    retire: `Lets ${other(to)} go.`,
    finish: `${to} is live.`,
  }[action.do];
}

async function speaksAgainst(
  { aws, names }: Tools,
  { despite }: BackendOrder,
  { observed, listener, record }: Scene,
): Promise<string | null> {
  const { to, size, since } = record;
  const alarms = await ringing(aws.metrics, names, watchedAlarms);
  const hasTraffic = observed.weights[to] > 0;
  const { groups, loadBalancer } = listener;
  const heard = hasTraffic
    ? await answers(aws.metrics, { loadBalancer, fresh: groups[to], old: groups[other(to)], since, now: observed.now })
    : { requests: 0, errors: 0, p95: { new: null, old: null } };
  const healthy = hasTraffic ? observed.healthy[to] : size;
  return trouble({ ringing: alarms, healthy, size, answers: heard }, despite);
}
