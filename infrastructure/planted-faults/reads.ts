import type { Fault } from './fault.ts';

/** Found on a real writer and a real replica. */
const read = (name: string, file: string, [find, replace]: readonly [string, string], test: string): Fault => ({
  ...{ layer: 'Database', name, file: `packages/studio/db/${file}`, find, replace },
  check: ['vitest', 'run', 'packages/studio/db/reads.test.ts', '-t', test],
  says: new RegExp(`FAIL.*${test}`),
});

/** Found by what tasks are told in a studio that AWS has given ids to. */
const setting = (name: string, find: string, replace: string): Fault => ({
  ...{ layer: 'Database', name, file: 'infrastructure/terraform/modules/studio/compute.tf', find, replace },
  check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'modules/studio/wires'],
  says: /FAIL.*of the API read lists from the replica, and workers know of none/,
});

/** Reads from replicas: what they show, and who is sent there. */
export const faults: readonly Fault[] = [
  read(
    'a replica shows a list before it has replayed what is committed',
    'replica.ts',
    ['replayed < bytes; pause', 'replayed < 0n; pause'],
    'skip a replica that does not keep up',
  ),
  read(
    'reads share an answer of the writer from before they were asked',
    'reads.ts',
    ['next ??= now.then(begin, begin);\n    return next;', 'return now;'],
    'do not share an answer of the writer',
  ),
  read(
    'a write that a replica refused is sent to the writer',
    'reads.ts',
    ['if (isWrite(error)) throw error;', ''],
    'are no way to write',
  ),
  read(
    'a replica that was promoted is written to',
    'replica.ts',
    ['default_transaction_read_only=on', 'default_transaction_read_only=off'],
    'are no way to write',
  ),
  read(
    'a replica shows another history than the writer’s',
    'replica.ts',
    ['if (replayed.timeline !== timeline)', 'if (false)'],
    'are not answered from a history',
  ),
  read(
    'a replica is behind for a record that is written in part',
    'reads.ts',
    ['if (seen.bytes % page !== 0n) return seen;', 'return seen;'],
    'go to a replica that has all but a record',
  ),
  read(
    'a replica that is busy is taken for one that is away',
    'reads.ts',
    ["if (error instanceof ReplicaBusyError) return 'busy';", ''],
    'are asked of the writer when all connections',
  ),
  read(
    'a lost answer of the writer stops all reads',
    'reads.ts',
    ["'0/0')::text as bytes`,\n  query_timeout: 5_000,", "'0/0')::text as bytes`,"],
    'end when the writer says nothing more',
  ),
  setting(
    'the API is not told that there are replicas',
    'environment            = local.api_settings',
    'environment            = local.settings',
  ),
  setting(
    'CPU workers read from replicas what they are about to change',
    'environment        = local.settings\n    secrets            = local.worker_secrets',
    'environment        = local.api_settings\n    secrets            = local.worker_secrets',
  ),
];
