import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { autoScaling } from './aws-deploy/auto-scaling.ts';
import { openBalancer } from './aws-deploy/balancer.ts';
import type { Cloud } from './aws-deploy/cloud.ts';
import { cloudwatch } from './aws-deploy/cloudwatch.ts';
import { ecs } from './aws-deploy/ecs.ts';
import { ClientFault } from './aws-deploy/fault.ts';
import { loadBalancing, xml } from './aws-deploy/load-balancing.ts';

/**
 * A small AWS that services are deployed to: ECS, load balancing, CloudWatch and Application Auto Scaling in their own protocols, with one state behind
 * them that changes as time passes, and a load balancer that real requests go through.
 */
export interface AwsDeployServer {
  /** For AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly cloud: Cloud;
  /** What was asked, as IAM names it: `ecs:UpdateService`. */
  readonly calls: readonly string[];
  /** After so many more calls that change something, whoever calls is cut off: as a process that is lost. 0: never. */
  cutOffAfter(changes: number): void;
  /** The next calls are throttled. */
  throttle(times: number): void;
  close(): Promise<void>;
}

type Handler = (cloud: Cloud, input: Readonly<Record<string, unknown>>) => unknown;

/** By what `x-amz-target` begins with: the name that IAM knows the service by, and what it does. */
const services: Readonly<Record<string, { readonly iam: string; readonly acts: Readonly<Record<string, Handler>> }>> = {
  AmazonEC2ContainerServiceV20141113: { iam: 'ecs', acts: ecs },
  GraniteServiceVersion20100801: { iam: 'cloudwatch', acts: cloudwatch },
  AnyScaleFrontendService: { iam: 'application-autoscaling', acts: autoScaling },
};

const changes = /:(Register|Update|Modify|Tag)/;

export async function awsDeployServer(): Promise<AwsDeployServer> {
  const calls: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  let throttled = 0;
  const balancer = await openBalancer(() => cloud);
  const cloud: Cloud = {
    now: Date.parse('2026-01-01T00:00:00Z'),
    account: '123456789012',
    services: new Map(),
    definitions: [],
    scalable: new Map(),
    alarms: new Map(),
    behaviours: new Map(),
    balancer,
  };

  const perform = (call: string, act: () => unknown): unknown => {
    calls.push(call);
    if (throttled > 0) {
      throttled -= 1;
      throw new ClientFault('ThrottlingException', 'Rate exceeded');
    }
    const answer = act();
    if (changes.test(call)) left -= 1;
    return answer;
  };
  const json = (target: string, body: string, response: ServerResponse): void => {
    const [prefix = '', name = ''] = target.split('.');
    const service = services[prefix];
    const act = service?.acts[name];
    try {
      if (!service || !act) throw new ClientFault('UnknownOperationException', `${target} is not spoken here.`);
      const answer = perform(`${service.iam}:${name}`, () => act(cloud, JSON.parse(body)));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    } catch (error) {
      if (!(error instanceof ClientFault)) throw error;
      const said = JSON.stringify({ __type: error.code, message: error.message });
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(said);
    }
  };
  const query = (body: string, response: ServerResponse): void => {
    const form = Object.fromEntries(new URLSearchParams(body));
    const name = form.Action ?? '';
    try {
      const act = loadBalancing[name];
      if (!act) throw new ClientFault('InvalidAction', `${name} is not spoken here.`);
      const result = perform(`elasticloadbalancing:${name}`, () => act(cloud, form));
      const answer = xml({ [`${name}Response`]: { [`${name}Result`]: result, ResponseMetadata: { RequestId: '1' } } });
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
    } catch (error) {
      if (!(error instanceof ClientFault)) throw error;
      const said = {
        ErrorResponse: { Error: { Type: 'Sender', Code: error.code, Message: error.message }, RequestId: '1' },
      };
      response.writeHead(400, { 'content-type': 'text/xml' }).end(xml(said));
    }
  };
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (left <= 0) return void request.socket.destroy();
    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') json(target, body, response);
    else query(body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    cloud,
    calls,
    cutOffAfter(more) {
      left = more === 0 ? Number.POSITIVE_INFINITY : more;
    },
    throttle(times) {
      throttled = times;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await balancer.close();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
