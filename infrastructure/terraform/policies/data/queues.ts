import { jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import { blocks, isGiven, isOn, numberOf, textOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';

/** Section 5's figures of a queue of jobs. */
const figures = {
  visibility_timeout_seconds: 300,
  message_retention_seconds: 345_600,
  max_message_size: 262_144,
  receive_wait_time_seconds: 20,
} as const;
const mostReceives = 3;
/** 14 days: SQS's most, and the document's. */
const deadRetention = 1_209_600;

const deadName = (env: string) => `ai-film-studio-dlq-${env}`;
const lanes = ['processing', 'high-priority'] as const;

/** Queues of neither jobs nor dead letters, by the beginnings of their names. */
const exceptions: Readonly<Record<string, string>> = {
  'ai-film-studio-eks-interruptions-':
    'What Karpenter did not read within 5 minutes is no news: the instance is gone. It deletes what it has read.',
};
const isExcepted = (name: string) => Object.keys(exceptions).some((start) => name.startsWith(start));

const redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
const redriveOf = (queue: Planned) => {
  const text = textOf(queue, 'redrive_policy');
  return text ? redrive.parse(JSON.parse(text)) : undefined;
};
const nameIn = (arn: string) => arn.split(':').at(-1) ?? '';

/** What a function's failures go to: known, or by the function's name where the queue is still to be made. */
function failuresOf(config: Planned, env: string): readonly string[] {
  const failures = blocks(config, 'destination_config').flatMap((destination) => blocks(destination, 'on_failure'));
  const name = textOf(config, 'function_name') ?? '';
  return failures.map((failure) => {
    const arn = textOf(failure, 'destination');
    return arn ? nameIn(arn) : `${name.slice(0, -env.length)}failures-${env}`;
  });
}

/** Names of queues that others send to what they could not do. The studio's own is known by its name while no ARN is. */
function deadNames({ env, of }: Studio): ReadonlySet<string> {
  const known = of('aws_sqs_queue').flatMap((queue) => redriveOf(queue)?.deadLetterTargetArn ?? []);
  const direct = of('aws_lambda_function')
    .flatMap((lambda) => blocks(lambda, 'dead_letter_config'))
    .flatMap((letter) => textOf(letter, 'target_arn') ?? []);
  const failures = of('aws_lambda_function_event_invoke_config').flatMap((config) => failuresOf(config, env));
  return new Set([deadName(env), ...failures, ...[...known, ...direct].map(nameIn)]);
}

/** Every queue of jobs and every dead letter; not those that are neither. */
function sorted(studio: Studio): { readonly jobs: readonly Planned[]; readonly dead: readonly Planned[] } {
  const names = deadNames(studio);
  const queues = studio.of('aws_sqs_queue').filter((queue) => !isExcepted(textOf(queue, 'name') ?? ''));
  const isDead = (queue: Planned) => names.has(textOf(queue, 'name') ?? '');
  return { jobs: queues.filter((queue) => !isDead(queue)), dead: queues.filter(isDead) };
}

export const queuesHaveDeadLetters: Policy = {
  name: 'what a queue could not deliver in three receives is buried where somebody looks',
  faults: (studio) => {
    const { jobs, dead } = sorted(studio);
    const faults = jobs.flatMap((queue) => {
      const known = redriveOf(queue);
      if (!known)
        return isGiven(queue, 'redrive_policy') ? [] : [`${queue.address} has no dead letter queue: redrive_policy`];
      return known.maxReceiveCount === mostReceives
        ? []
        : [`${queue.address} buries after ${known.maxReceiveCount} receives, and not after ${mostReceives}`];
    });
    const lost = dead
      .filter((queue) => numberOf(queue, 'message_retention_seconds') !== deadRetention)
      .map(({ address }) => `${address} does not keep dead letters for 14 days: message_retention_seconds = 1209600`);
    return [...faults, ...lost];
  },
};

export const queuesHaveFigures: Policy = {
  name: "queues of jobs have the document's figures",
  faults: (studio) =>
    sorted(studio).jobs.flatMap((queue) => [
      ...Object.entries(figures)
        .filter(([name, asked]) => numberOf(queue, name) !== asked)
        .map(([name, asked]) => `${queue.address} has ${name} = ${numberOf(queue, name) ?? 'null'}, and not ${asked}`),
      ...(isOn(queue, 'fifo_queue') ? [`${queue.address} is a FIFO queue, and not of type Standard`] : []),
    ]),
};

/** Names that the program asks for (packages/studio/queue/sqs-queues.ts), with a lane for all and one for each type of job. */
const askedFor = (env: string): readonly string[] => [
  deadName(env),
  ...lanes.flatMap((lane) =>
    ['', ...jobTypes.map((type) => `${type}-`)].map((type) => `ai-film-studio-${lane}-queue-${type}${env}`),
  ),
];

export const queuesHaveNames: Policy = {
  name: 'the program finds every queue under its name',
  faults: ({ env, of }) => {
    const names = new Set(of('aws_sqs_queue').map((queue) => textOf(queue, 'name')));
    return askedFor(env)
      .filter((name) => !names.has(name))
      .map((name) => `${name} is not there: module sqs with by_type makes it`);
  },
};
