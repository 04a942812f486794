import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * A small instance metadata service, version 2, as EC2 answers it: a token by PUT first, and with it what the instance is to know.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export interface ImdsServer {
  readonly endpoint: string;
  /** How often it was asked for what it tells, with a token that holds. */
  readonly asked: () => number;
  /** Takes the instance away at this time. */
  interrupt(time: Date): void;
  /** Says that it may be taken away soon. */
  recommendRebalance(): void;
  /** What was given out holds no longer: the next that shows it is answered 401. */
  expireTokens(): void;
  close(): Promise<void>;
}

const longestTtl = 21_600;

export async function imdsServer(): Promise<ImdsServer> {
  const told = new Map<string, unknown>();
  const tokens = new Set<string>();
  let asked = 0;

  const giveToken = (request: IncomingMessage, answer: ServerResponse) => {
    const ttl = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > longestTtl) return void answer.writeHead(400).end();
    const token = randomUUID();
    tokens.add(token);
    answer.writeHead(200, { 'content-type': 'text/plain' }).end(token);
  };
  const tell = (request: IncomingMessage, answer: ServerResponse) => {
    if (!tokens.has(String(request.headers['x-aws-ec2-metadata-token']))) return void answer.writeHead(401).end();
    asked += 1;
    const what = told.get(request.url ?? '');
    if (what === undefined) return void answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(what));
  };
  const server = createServer((request, answer) => {
    if (request.method === 'PUT' && request.url === '/latest/api/token') giveToken(request, answer);
    else if (request.method === 'GET') tell(request, answer);
    else answer.writeHead(405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;

  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked: () => asked,
    interrupt(time) {
      // Without milliseconds, as EC2 writes it.
      const seconds = `${time.toISOString().slice(0, 19)}Z`;
      told.set('/latest/meta-data/spot/instance-action', { action: 'terminate', time: seconds });
    },
    recommendRebalance() {
      told.set('/latest/meta-data/events/recommendations/rebalance', { noticeTime: new Date().toISOString() });
    },
    expireTokens: () => tokens.clear(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
