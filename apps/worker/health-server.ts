import { createServer, type Server } from 'node:http';
import type { MetricsPage } from '@ai-film-studio/studio/telemetry/metrics.ts';
import { type ReadinessCheck, readiness } from '@ai-film-studio/studio/telemetry/readiness.ts';

export interface HealthOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** False until the worker is warm, and when it takes no more jobs. */
  readonly isTaking: () => boolean;
  readonly checks: readonly ReadinessCheck[];
  readonly onFault: (name: string, error: unknown) => void;
  /** What Prometheus is shown. */
  readonly page: Pick<MetricsPage, 'contentType' | 'text'>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** Milliseconds: nobody who asks for so little needs longer. */
const requestWithin = 5_000;

/**
 * `/health`: the process lives. `/ready`: it takes jobs and reaches what it needs. `/metrics`: for Prometheus. Nothing here is secret, and nothing
 * can be changed by it.
 * @throws the system's error when the port cannot be had
 */
export async function healthServer(options: HealthOptions): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { checks, onFault, isTaking, page } = options;
  const routes: Readonly<Record<string, () => Answer | Promise<Answer>>> = {
    '/health': () => json(200, { status: 'ok' }),
    '/ready': async () => {
      const { ready, checks: answers } = await readiness(checks, { onFault });
      const taking = isTaking();
      return json(ready && taking ? 200 : 503, { ready: ready && taking, taking, checks: answers });
    },
    '/metrics': async () => ({ status: 200, type: page.contentType, body: await page.text() }),
  };
  const answerTo = async (method: string, path: string): Promise<Answer> => {
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) return json(404, { title: 'There is nothing here.' });
    return method === 'GET' || method === 'HEAD' ? route() : json(405, { title: 'This can only be read.' });
  };
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    answerTo(request.method ?? '', path)
      .catch((error: unknown) => {
        onFault(path, error);
        return json(500, { title: 'It went wrong.' });
      })
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      });
  });
  server.requestTimeout = requestWithin;
  await listen(server, options);
  const address = server.address();
  return {
    port: address && typeof address === 'object' ? address.port : options.port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, { host, port }: HealthOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
