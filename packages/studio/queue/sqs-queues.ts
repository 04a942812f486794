import { CreateQueueCommand, GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type JobType, jobTypes } from './queued-job.ts';

/** Two queues for certain types of job, by their URLs. */
export interface SqsLane {
  readonly types: readonly JobType[];
  readonly main: string;
  readonly high: string;
}

/** The queues of a studio. Fleets of workers of one type each want lanes of their own: else they hand each other what is not theirs. */
export interface SqsQueues {
  readonly lanes: readonly SqsLane[];
  readonly dead: string;
}

/** The specification's: seconds, bytes, receives. Workers shorten a message's visibility when they receive it. */
const attributes = {
  VisibilityTimeout: '300',
  MessageRetentionPeriod: '345600',
  MaximumMessageSize: '262144',
  ReceiveMessageWaitTimeSeconds: '20',
};
const deadRetention = '1209600';

/**
 * Makes the queues where nobody else does (in the cloud Terraform does): for tests, and for a studio of one's own. Those that are there already
 * are used.
 * @param environment the end of their names
 * @param byType a lane for each type of job instead of one for all
 * @param mostReceives before SQS buries a message; the specification's. The job's row counts its own
 */
export async function createQueues(
  client: SQSClient,
  environment: string,
  { byType = false, mostReceives = 3 } = {},
): Promise<SqsQueues> {
  const create = async (name: string, Attributes: Record<string, string>): Promise<string> => {
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    if (!QueueUrl) throw new Error(`SQS made the queue ${name} and gave no address.`);
    return QueueUrl;
  };
  const dead = await create(deadName(environment), { MessageRetentionPeriod: deadRetention });
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['QueueArn'] }),
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: mostReceives });
  const busy = (name: string) => create(name, { ...attributes, RedrivePolicy });
  return lanesOf(environment, byType, dead, busy);
}

/** The queues that Terraform made. @throws the error of SQS when one is not there */
export async function findQueues(client: SQSClient, environment: string, { byType = false } = {}): Promise<SqsQueues> {
  const find = async (name: string): Promise<string> => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    if (!QueueUrl) throw new Error(`SQS gave no address of the queue ${name}.`);
    return QueueUrl;
  };
  return lanesOf(environment, byType, await find(deadName(environment)), find);
}

const deadName = (environment: string) => `ai-film-studio-dlq-${environment}`;

async function lanesOf(
  environment: string,
  byType: boolean,
  dead: string,
  urlOf: (name: string) => Promise<string>,
): Promise<SqsQueues> {
  const lane = async (types: readonly JobType[], ending: string): Promise<SqsLane> => ({
    types,
    main: await urlOf(`ai-film-studio-processing-queue-${ending}`),
    high: await urlOf(`ai-film-studio-high-priority-queue-${ending}`),
  });
  const lanes = byType
    ? await Promise.all(jobTypes.map((type) => lane([type], `${type}-${environment}`)))
    : [await lane(jobTypes, environment)];
  return { lanes, dead };
}
