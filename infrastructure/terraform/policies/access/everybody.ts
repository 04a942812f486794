import type { Planned } from '../../plan.ts';
import { isGiven, textOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { type Statement, statementsOf } from './statements.ts';

/** What says by whose hand a request comes. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const origins = new Set(
  [
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceOrgID',
    'aws:SourceOwner',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalOrgID',
    'kms:CallerAccount',
  ].map((key) => key.toLowerCase()),
);
// Neither …IfExists nor ForAllValues, which are true of a request that does not say whence it comes, nor anything with Not in it.
const tests = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;

/** Whether a value names somebody: no mere wildcard, and no ARN of any account. Those of buckets have no account: there the name is somebody's. */
function namesSomebody(value: string | null): boolean {
  if (value === null) return true;
  if (/^[*?]*$/.test(value)) return false;
  const [start, , , , account, ...rest] = value.split(':');
  if (start !== 'arn') return true;
  return account ? /^\d{12}$/.test(account) : !/^[*?]*$/.test(rest.join(':'));
}

const isForSomebody = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ test, key, values }) => tests.test(test) && origins.has(key.toLowerCase()) && values.every(namesSomebody),
  );

/** Whether it lets in whoever comes: `"*"`, `{ AWS = "*" }`, or all but those who are named. */
const isForEverybody = ({ principals, allBut }: Statement): boolean =>
  allBut.includes('NotPrincipal') || principals.some(({ id }) => id === '*');

// What may be done through an endpoint, not who may come: who does is in the network already, and his own policies hold.
const isOfEndpoint = ({ address }: Statement) => /(^|\.)aws_vpc_endpoint(_policy)?\./.test(address);

const statementFaults = (studio: Studio) =>
  statementsOf(studio)
    .filter((one) => one.kind === 'resource' && one.allows && !isOfEndpoint(one))
    .filter((one) => isForEverybody(one) && !isForSomebody(one))
    .map(
      ({ address, actions }) =>
        `${address} allows everybody ${actions.join(', ') || 'what it does not name'}: name who, or put a condition on it (aws:SourceAccount or aws:SourceArn)`,
    );

/** A service acts for any account's owner: for a function, whose source it is has to be said. https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-account.html */
const isLentToAnybody = (one: Planned): boolean =>
  textOf(one, 'principal') === '*' ||
  ((textOf(one, 'principal') ?? '').endsWith('.amazonaws.com') &&
    !isGiven(one, 'source_arn') &&
    !isGiven(one, 'source_account'));

export const everybodyIsNobody: Policy = {
  name: 'buckets, queues, topics, keys, secrets, images and functions are for those who are named',
  faults: (studio) => [
    ...statementFaults(studio),
    ...studio
      .of('aws_lambda_permission')
      .filter(isLentToAnybody)
      .map(({ address }) => `${address} lets anybody call its function: name the principal, with source_arn`),
  ],
};
