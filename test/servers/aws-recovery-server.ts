import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Answer, AwsFault, json } from './aws-recovery/answer.ts';
import { autoScaling, ecs, scalableTargets } from './aws-recovery/compute.ts';
import { cloudFront, route53 } from './aws-recovery/edge.ts';
import { rds } from './aws-recovery/rds.ts';
import { type Buckets, s3 } from './aws-recovery/s3.ts';
import type { AwsState, RegionState } from './aws-recovery/state.ts';

/**
 * As much of AWS as a failover speaks: RDS, ECS, both auto scalings, CloudWatch, Route 53, CloudFront and S3, each in its own protocol. Region and
 * service are read off the signature, as AWS does. Time passes by looks: `AwsState.pace`.
 */
export interface AwsRecoveryServer {
  readonly endpoint: string;
  readonly state: AwsState;
  readonly buckets: Buckets;
  /** All that was asked, `us-west-2 rds PromoteReadReplica`. */
  readonly asked: readonly string[];
  /** Of these, what changes something. */
  changes(): readonly string[];
  /** The next calls whose name matches are answered `Throttling`. */
  throttle(name: RegExp, times: number): void;
  /** A region whose services do not answer; `null`: all answer. */
  lose(region: string | null): void;
  close(): Promise<void>;
}

const reads = / (Describe|Get|List|Head)/;
const metricsSchema = z.object({ Dimensions: z.array(z.object({ Value: z.string() })), EndTime: z.number() });

export async function awsRecoveryServer(state: AwsState): Promise<AwsRecoveryServer> {
  const asked: string[] = [];
  const buckets: Buckets = new Map();
  let throttled = { name: /^$/, times: 0 };
  let lost: string | null = null;

  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const [, region = '', service = ''] =
      /Credential=[^/]+\/\d+\/([\w-]+)\/([\w-]+)\//.exec(request.headers.authorization ?? '') ?? [];
    if (region === lost && !['route53', 'cloudfront'].includes(service)) return void request.socket.destroy();
    try {
      const name = `${region} ${service} ${actionOf(request, body.toString())}`;
      asked.push(name);
      if (throttled.times > 0 && throttled.name.test(name)) {
        throttled.times -= 1;
        throw new AwsFault('Throttling', 'Rate exceeded');
      }
      send(response, answer(request, body, region, service));
    } catch (error) {
      fail(response, service, error);
    }
  }

  function answer(request: IncomingMessage, body: Buffer, regionName: string, service: string) {
    const [text, method, path] = [body.toString(), request.method ?? '', request.url ?? ''];
    if (service === 'route53') return route53(state, method, path, text);
    if (service === 'cloudfront') return cloudFront(state, method, path, text, String(request.headers['if-match']));
    if (service === 's3') return s3(buckets, method, new URL(path, 'http://s3'), body);
    const region = state.regions.get(regionName);
    if (!region) throw new AwsFault('InvalidRegion', `There is no ${regionName}.`);
    const action = actionOf(request, text);
    if (service === 'rds') return rds(state, region, regionName, new URLSearchParams(text));
    if (service === 'autoscaling') return autoScaling(region, new URLSearchParams(text));
    if (service === 'ecs') return ecs(region, action, JSON.parse(text));
    if (service === 'application-autoscaling') return scalableTargets(region, action, JSON.parse(text));
    if (service === 'monitoring') return lagPage(region, JSON.parse(text));
    throw new AwsFault('UnknownOperation', `There is no ${service} here.`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    ...{ endpoint: `http://127.0.0.1:${port}`, state, buckets, asked },
    changes: () => asked.filter((name) => !reads.test(name)),
    throttle(name, times) {
      throttled = { name, times };
    },
    lose(region) {
      lost = region;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The operation by its own name where the protocol has one, else method and path. */
function actionOf({ method = '', url = '', headers }: IncomingMessage, body: string): string {
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  if (target) return target;
  const action = new URLSearchParams(body).get('Action');
  if (action) return action;
  return `${{ GET: 'Get', HEAD: 'Head' }[method] ?? method} ${url}`;
}

/** CloudWatch's JSON 1.0: times are seconds. */
function lagPage(region: RegionState, asked: unknown): Answer {
  const { Dimensions, EndTime } = metricsSchema.parse(asked);
  const points = region.lag(Dimensions[0]?.Value ?? '', EndTime * 1_000);
  const Datapoints = points.map(({ at, lag }) => ({ Timestamp: at / 1_000, Maximum: lag, Unit: 'Seconds' }));
  return { ...json({ Label: 'ReplicaLag', Datapoints }), type: 'application/x-amz-json-1.0' };
}

function send(
  response: ServerResponse,
  { status, type, body, headers, bytes }: Answer & { readonly bytes?: Buffer },
): void {
  response.writeHead(status, { ...headers, 'content-type': type }).end(bytes ?? body);
}

function fail(response: ServerResponse, service: string, error: unknown): void {
  const known = error instanceof AwsFault ? error : new AwsFault('InternalFailure', String(error), 500);
  const { code, message, status } = known;
  if (['ecs', 'application-autoscaling', 'monitoring'].includes(service))
    return void response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify({ __type: code, message }));
  const inner = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body =
    service === 's3'
      ? `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
      : `<ErrorResponse>${inner}<RequestId>1</RequestId></ErrorResponse>`;
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}
