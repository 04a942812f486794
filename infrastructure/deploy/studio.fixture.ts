import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Colour } from '../../test/servers/aws-deploy/balancer.ts';
import { pass, type Service } from '../../test/servers/aws-deploy/cloud.ts';
import { groupArn } from '../../test/servers/aws-deploy/load-balancing.ts';
import { type AwsDeployServer, awsDeployServer } from '../../test/servers/aws-deploy-server.ts';
import type { Aws } from './aws/clients.ts';
import { namesOf } from './names.ts';
import { run } from './run.ts';

export const names = namesOf('dev');
const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

/** @example image('backend', 'b') // the second of the API's images */
export const image = (repository: string, letter: string): string =>
  `${registry}/ai-film-studio-${repository}-dev@sha256:${letter.repeat(64)}`;
export const [before, after, another] = ['a', 'b', 'c'].map((letter) => image('backend', letter)) as [
  string,
  string,
  string,
];

/** A studio as Terraform leaves it, in a small AWS: blue is live with two tasks, green sleeps, and two machines have GPUs. */
export interface Studio {
  readonly server: AwsDeployServer;
  readonly said: string[];
  /** Runs the program with these words. @returns its exit code */
  deploy(...words: readonly string[]): Promise<number>;
  backend(image: string, ...more: readonly string[]): Promise<number>;
  service(colour: Colour): Service;
  scalable(colour: Colour): {
    readonly min: number;
    readonly max: number;
    readonly held: Readonly<Record<string, boolean>>;
  };
  /** What runs in a colour, of tasks that are up. */
  running(colour: Colour): readonly string[];
  pass(seconds: number): Promise<void>;
  /** Something happens as soon as so many seconds have passed. */
  at(seconds: number, happens: () => void): void;
  close(): Promise<void>;
}

/** @param premium workers that premium users have for themselves; null: no such fleet */
export async function openStudio({ tasks = 2, workers = 2, premium = null as number | null } = {}): Promise<Studio> {
  const server = await awsDeployServer();
  const { cloud } = server;
  const family = (name: string, containers: readonly { readonly name: string; readonly image: string }[]): string => {
    const arn = `arn:aws:ecs:us-east-1:${cloud.account}:task-definition/${name}:1`;
    const containerDefinitions = containers.map((one) => ({ ...one, essential: true }));
    cloud.definitions.push({ arn, family: name, body: { family: name, containerDefinitions }, tags: new Map() });
    return arn;
  };
  const service = (name: string, kind: Service['kind'], group: string | null, definition: string, desired: number) =>
    cloud.services.set(name, {
      name,
      kind,
      group,
      definition,
      desired,
      tasks: Array.from({ length: desired }, (_, index) => ({
        arn: `arn:aws:ecs:us-east-1:${cloud.account}:task/${name}/${index}`,
        definition,
        began: 0,
      })),
      minimumHealthy: kind === 'DAEMON' ? 0 : 100,
      rollout: null,
      failed: null,
    });
  const api = family(names.backend, [{ name: 'backend', image: before }]);
  service(names.service('blue'), 'REPLICA', groupArn(cloud, 'blue'), api, tasks);
  service(names.service('green'), 'REPLICA', groupArn(cloud, 'green'), api, 0);
  const id = (colour: Colour) => `service/${names.cluster}/${names.service(colour)}`;
  const held = (schedules: boolean) => ({
    DynamicScalingInSuspended: false,
    DynamicScalingOutSuspended: false,
    ScheduledScalingSuspended: schedules,
  });
  cloud.scalable.set(id('blue'), { min: tasks, max: 10, held: held(false) });
  cloud.scalable.set(id('green'), { min: 0, max: 0, held: held(true) });
  for (const [name, desired] of [
    ['gpu', workers] as const,
    ...(premium === null ? [] : [['premium', premium] as const]),
  ]) {
    const definition = family(names.fleet(name), [
      { name: 'worker', image: image('worker-gpu', 'a') },
      { name: 'models', image: image('worker-gpu', 'a') },
      { name: 'comfyui', image: image('comfyui', 'd') },
    ]);
    service(names.fleet(name), 'DAEMON', null, definition, desired);
  }
  for (const key of ['api-errors', 'slo-fast-burn', 'backend-task-failures', 'gpu-worker-crashes', 'dead-letters'])
    cloud.alarms.set(names.alarm(key), 'OK');

  const said: string[] = [];
  const aws = clients(server.endpoint);
  const happenings: { readonly when: number; readonly happens: () => void }[] = [];
  const passing = async (seconds: number): Promise<void> => {
    await pass(cloud, seconds);
    for (const one of happenings.filter(({ when }) => when <= cloud.now)) {
      happenings.splice(happenings.indexOf(one), 1);
      one.happens();
    }
  };
  const found = <T>(value: T | undefined, name: string): T => {
    if (value === undefined) throw new RangeError(`There is no ${name}.`);
    return value;
  };
  const studio: Studio = {
    server,
    said,
    deploy: (...words) =>
      run(words, {
        aws,
        clock: { now: () => cloud.now, sleep: (seconds) => passing(seconds) },
        signal: new AbortController().signal,
        log: (line) => said.push(line),
      }),
    backend: (which, ...more) =>
      studio.deploy('backend', '--env', 'dev', '--image', which, '--url', cloud.balancer.address.href, ...more),
    service: (colour) => found(cloud.services.get(names.service(colour)), colour),
    scalable: (colour) => found(cloud.scalable.get(id(colour)), colour),
    running: (colour) => [...new Set(studio.service(colour).tasks.map((task) => task.definition))],
    pass: passing,
    at: (seconds, happens) => void happenings.push({ when: cloud.now + seconds * 1_000, happens }),
    async close() {
      for (const client of Object.values(aws)) client.destroy();
      await server.close();
    },
  };
  return studio;
}

/** One try each: what is cut off stays cut off, as a process that was lost. */
function clients(endpoint: string): Aws {
  const options = {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    ecs: new ECSClient(options),
    balancing: new ElasticLoadBalancingV2Client(options),
    metrics: new CloudWatchClient(options),
    scaling: new ApplicationAutoScalingClient(options),
  };
}
