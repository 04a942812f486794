import { describe, expect, it } from 'vitest';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { queuesHaveDeadLetters, queuesHaveFigures, queuesHaveNames } from './queues.ts';

const figures = {
  visibility_timeout_seconds: 300,
  message_retention_seconds: 345_600,
  max_message_size: 262_144,
  receive_wait_time_seconds: 20,
};
const redrive = (maxReceiveCount: number, target = 'ai-film-studio-dlq-dev') =>
  JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:111111111111:${target}`, maxReceiveCount });
const queue = (name: string, values = {}, unknown = {}) =>
  planned('aws_sqs_queue', { name, ...figures, ...values }, `aws_sqs_queue.${name}`, unknown);
const dead = (name: string, days = 14) =>
  planned('aws_sqs_queue', { name, message_retention_seconds: days * 86_400 }, `aws_sqs_queue.${name}`);
const failing = (destination: object, unknown = {}) =>
  planned(
    'aws_lambda_function_event_invoke_config',
    { function_name: 'ai-film-studio-notices-dev', destination_config: [{ on_failure: [destination] }] },
    undefined,
    { destination_config: [{ on_failure: [unknown] }] },
  );
const letters = (...resources: readonly ReturnType<typeof planned>[]) =>
  queuesHaveDeadLetters.faults(studioOf('dev', resources));

describe('a queue', () => {
  it('buries after three receives, in a queue that is known or will be made', () => {
    const main = queue('ai-film-studio-processing-queue-dev', {}, { redrive_policy: true });
    const other = queue('other', { redrive_policy: redrive(3, 'others-dead') });
    expect(letters(main, dead('ai-film-studio-dlq-dev'), other, dead('others-dead'))).toEqual([]);
  });

  it('of a function’s failures is a dead letter queue itself', () => {
    expect(letters(failing({}, { destination: true }), dead('ai-film-studio-notices-failures-dev'))).toEqual([]);
    expect(letters(failing({ destination: 'arn:aws:sqs:us-east-1:1:lost' }), dead('lost'))).toEqual([]);
    const lambda = planned('aws_lambda_function', {
      dead_letter_config: [{ target_arn: 'arn:aws:sqs:us-east-1:1:lost' }],
    });
    expect(letters(lambda, dead('lost'))).toEqual([]);
  });

  it('of what is no news after minutes needs none', () => {
    const interruptions = queue('ai-film-studio-eks-interruptions-dev', { message_retention_seconds: 300 });
    expect(letters(interruptions)).toEqual([]);
    expect(queuesHaveFigures.faults(studioOf('dev', [interruptions]))).toEqual([]);
  });

  it('without a dead letter queue is found, by whatever name', () => {
    expect(letters(queue('films'), queue('films-dlq'), queue('ai-film-studio-other-failures-dev'))).toEqual([
      'aws_sqs_queue.films has no dead letter queue: redrive_policy',
      'aws_sqs_queue.films-dlq has no dead letter queue: redrive_policy',
      'aws_sqs_queue.ai-film-studio-other-failures-dev has no dead letter queue: redrive_policy',
    ]);
  });

  it('that buries too late is found', () => {
    expect(letters(queue('films', { redrive_policy: redrive(10) }))).toEqual([
      'aws_sqs_queue.films buries after 10 receives, and not after 3',
    ]);
  });

  it('of dead letters that forgets them too soon is found', () => {
    const words = 'does not keep dead letters for 14 days: message_retention_seconds = 1209600';
    expect(letters(dead('ai-film-studio-dlq-dev', 4))).toEqual([`aws_sqs_queue.ai-film-studio-dlq-dev ${words}`]);
    expect(letters(failing({ destination: 'arn:aws:sqs:us-east-1:1:lost' }), dead('lost', 4))).toEqual([
      `aws_sqs_queue.lost ${words}`,
    ]);
  });
});

describe('the figures of a queue', () => {
  const of = (...resources: readonly ReturnType<typeof planned>[]) =>
    queuesHaveFigures.faults(studioOf('dev', resources));

  it('are the document’s; those of dead letters are others', () => {
    expect(of(queue('films'), dead('ai-film-studio-dlq-dev'))).toEqual([]);
  });

  it.each([
    ['visibility_timeout_seconds', 30, 300],
    ['message_retention_seconds', 60, 345_600],
    ['max_message_size', 1_048_576, 262_144],
    ['receive_wait_time_seconds', 0, 20],
    ['receive_wait_time_seconds', null, 20],
  ])('are found where %s is %o', (name, value, asked) => {
    expect(of(queue('films', { [name]: value }))).toEqual([
      `aws_sqs_queue.films has ${name} = ${value}, and not ${asked}`,
    ]);
  });

  it('are found where it is first in, first out', () => {
    expect(of(queue('films', { fifo_queue: true }))).toEqual([
      'aws_sqs_queue.films is a FIFO queue, and not of type Standard',
    ]);
  });
});

describe('the names of queues', () => {
  const types = ['', 'image-', 'video-', 'audio-', 'assembly-', 'notification-'];
  const all = [
    'ai-film-studio-dlq-prod',
    ...types.map((type) => `ai-film-studio-processing-queue-${type}prod`),
    ...types.map((type) => `ai-film-studio-high-priority-queue-${type}prod`),
  ];
  const of = (names: readonly string[]) =>
    queuesHaveNames.faults(
      studioOf(
        'production',
        names.map((name) => queue(name)),
      ),
    );

  it('are those that the program looks for', () => {
    expect(of(all)).toEqual([]);
  });

  it.each(all)('are found where %s is not there', (name) => {
    expect(of(all.filter((one) => one !== name))).toEqual([`${name} is not there: module sqs with by_type makes it`]);
  });
});
