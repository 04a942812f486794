import { awakeReading, computeOf, wake } from './compute.ts';
import {
  cut,
  cutReading,
  describe,
  describeIfReachable,
  fence,
  fenceReading,
  type Instance,
  lagOf,
  promote,
  promotionReading,
} from './database.ts';
import { type LagPoint, secondsLost } from './lag.ts';
import { type Reading, reading, type Step } from './step.ts';
import { switchSteps } from './switch-steps.ts';
import type { World } from './world.ts';

/** What the operator decided before it began. */
export interface Disaster {
  /** When the primary was lost, in milliseconds since 1970. */
  readonly lostAt: number;
  /** Seconds of commits that may be lost: the document's 15 minutes, unless told. */
  readonly acceptLoss: number;
}

/** Whether the replica is fit to become the writer, and what that loses. */
export function declareReading(
  replica: Instance | null,
  points: readonly LagPoint[],
  { lostAt, acceptLoss }: Disaster,
): Reading {
  if (!replica) return reading('refused', 'there is no replica in the recovery region');
  if (!replica.source) return reading('done', 'it was promoted already');
  if (replica.status !== 'available') return reading('refused', `the replica is ${replica.status}`);
  const lost = secondsLost(points, lostAt);
  if (lost === null)
    return reading(
      'refused',
      'CloudWatch has no lag of the replica, so the loss is unknown; restore by PITR instead (docs/runbooks/restore.md)',
    );
  const says = `the replica is available; promoting it loses at most ${lost} s of commits`;
  return lost > acceptLoss
    ? reading('refused', `${says}, and ${acceptLoss} s are accepted (--accept-loss)`)
    : reading('done', says);
}

/**
 * From us-east-1 to us-west-2, in the document's order and with its budgets (60 minutes in all); closing the old database shares the
 * five minutes of the declaration. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html
 * @param activate brings the recovery stack up by Terraform
 */
export function failoverSteps(world: World, disaster: Disaster, activate: () => Promise<void>): readonly Step[] {
  const { settings, primary, recovery, clock, probe } = world;
  const { primary: from, recovery: to } = settings;
  const old = () => describeIfReachable(primary, from.database.identifier);
  let activated = false;
  return [
    {
      name: 'declare',
      deed: 'check the replica and what its promotion loses',
      budget: 3,
      async read() {
        const replica = await describe(recovery, to.database.identifier);
        return declareReading(replica, await lagOf(recovery, to.database.identifier, clock.now()), disaster);
      },
      act: async () => {},
    },
    {
      name: 'fence',
      deed: `close the network to ${from.database.identifier}`,
      budget: 1,
      read: async () => fenceReading(await old(), from.database.fence_security_group_id),
      async act() {
        await fence(primary, from.database);
      },
    },
    {
      name: 'cut',
      deed: `restart ${from.database.identifier}, which ends open connections`,
      budget: 1,
      read: async () => cutReading(await old()),
      act: () => cut(primary, from.database, clock.now()),
    },
    {
      name: 'promote',
      deed: `make ${to.database.identifier} a writer`,
      budget: 15,
      read: async () => promotionReading(await describe(recovery, to.database.identifier), to.database.identifier),
      async act() {
        await promote(recovery, to.database);
      },
    },
    {
      name: 'activate',
      deed: 'apply environments/recovery with active=true and raise its services',
      budget: 20,
      async read() {
        const compute = await computeOf(recovery, to);
        const answers = await probe({ url: `https://${settings.api_name}/ready`, via: to.load_balancer.dns_name });
        const now = awakeReading(compute, to, answers);
        // Terraform says by itself what is missing of the rest, such as secrets and alarms: so it is asked even where tasks run.
        return activated || now.state === 'done' ? now : reading('to do', now.says);
      },
      async act() {
        await activate();
        activated = true;
        await wake(recovery, to, await computeOf(recovery, to));
      },
    },
    ...switchSteps(world, from, to),
  ];
}
