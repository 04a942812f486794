import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Behaviour, behaviourOf, type Cloud, isHealthy } from './cloud.ts';

export const colours = ['blue', 'green'] as const;
export type Colour = (typeof colours)[number];

/** A request as the load balancer counted it. */
export interface Counted {
  readonly at: number;
  readonly colour: Colour;
  readonly image: string;
  readonly status: number;
  readonly seconds: number;
  /** Led there by headers, and not by weights. */
  readonly smoke: boolean;
}

/** The load balancer as users meet it: a server on loopback, that shares requests out by weights to the servers of the two colours. */
export interface Balancer {
  readonly address: URL;
  readonly counted: readonly Counted[];
  readonly weights: Record<Colour, number>;
  /** Users ask for as long, at the rate that was set. */
  users(seconds: number): Promise<void>;
  /** Requests in a quarter of a minute. */
  rate: number;
  /** Of those since then. */
  errorShare(since: number): number;
  close(): Promise<void>;
}

export const smokeHeader = { name: 'X-Studio-Smoke', token: 'only-the-deployment-knows' };

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
};

/** The program of one colour, in whatever image its service runs. */
function program(behaviour: () => Behaviour): Server {
  let answered = 0;
  return createServer((request, response) => {
    const { errors = 0, ready = true, seconds = 0.05 } = behaviour();
    const send = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-seconds': seconds })
        .end(JSON.stringify(body));
    if (request.url === '/health') return send(200, { status: 'ok' });
    if (request.url === '/ready') return send(ready ? 200 : 503, { ready, checks: [] });
    if (request.headers.authorization === undefined) return send(401, { title: 'unauthenticated' });
    answered += 1;
    // Spread evenly: of 100 answers so many, and not only of many hundreds.
    const fails = Math.floor((answered * errors) / 100) > Math.floor(((answered - 1) * errors) / 100);
    return send(fails ? 500 : 200, { films: [] });
  });
}

/** @param cloud once it is there: the two know each other */
export async function openBalancer(cloud: () => Cloud): Promise<Balancer> {
  const counted: Counted[] = [];
  const weights: Record<Colour, number> = { blue: 100, green: 0 };
  const owed: Record<Colour, number> = { blue: 0, green: 0 };
  const agent = new Agent({ keepAlive: true });
  const serviceOf = (colour: Colour) =>
    [...cloud().services.values()].find(({ name, group }) => group !== null && name.endsWith(colour));
  const running = (colour: Colour) => serviceOf(colour)?.tasks.find((task) => isHealthy(cloud(), task))?.definition;
  const programs = { blue: program(() => behaviour('blue')), green: program(() => behaviour('green')) };
  const behaviour = (colour: Colour): Behaviour => behaviourOf(cloud(), running(colour) ?? '');
  const ports = { blue: await listening(programs.blue), green: await listening(programs.green) };

  /** The smooth weighted round robin of nginx: shares are exact, request by request. */
  const byWeight = (): Colour => {
    for (const colour of colours) owed[colour] += weights[colour];
    const chosen = owed.green > owed.blue ? 'green' : 'blue';
    owed[chosen] -= weights.blue + weights.green;
    return chosen;
  };
  const route = ({ headers }: IncomingMessage): { readonly colour: Colour; readonly smoke: boolean } => {
    const asked = colours.find((colour) => headers['x-studio-colour'] === colour);
    const smoke = asked !== undefined && headers[smokeHeader.name.toLowerCase()] === smokeHeader.token;
    return { colour: smoke ? asked : byWeight(), smoke };
  };
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const { colour, smoke } = route(request);
    const definition = running(colour);
    const image = definition === undefined ? 'none' : definition;
    const count = (status: number, seconds: number) =>
      counted.push({ at: cloud().now, colour, image, status, seconds, smoke });
    if (definition === undefined) {
      count(503, 0);
      return void response.writeHead(503).end();
    }
    const { authorization } = request.headers;
    const options = { host: '127.0.0.1', port: ports[colour], path: request.url, agent };
    get({ ...options, headers: authorization === undefined ? {} : { authorization } }, (answer) => {
      count(answer.statusCode ?? 0, Number(answer.headers['x-seconds']));
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }).on('error', () => response.writeHead(502).end());
  };
  const front = createServer(pass);
  const address = new URL(`http://127.0.0.1:${await listening(front)}`);

  const balancer: Balancer = {
    address,
    counted,
    weights,
    rate: 20,
    async users(seconds) {
      const requests = Math.round((seconds / 15) * balancer.rate);
      for (let sent = 0; sent < requests; sent += 1) await ask(new URL('/v1/films', address), agent);
    },
    errorShare(since) {
      const recent = counted.filter(({ at, smoke }) => at > since && !smoke);
      return recent.length === 0 ? 0 : recent.filter(({ status }) => status >= 500).length / recent.length;
    },
    async close() {
      agent.destroy();
      for (const server of [front, programs.blue, programs.green]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await setTimeout(0);
    },
  };
  return balancer;
}

const ask = (url: URL, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: 'Bearer a-user' } }, (answer) => {
      answer.resume().on('end', resolve);
    }).on('error', reject);
  });
