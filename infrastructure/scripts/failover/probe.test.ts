import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probe } from './probe.ts';

describe('a probe', () => {
  let via: string;
  // A load balancer that knows one host.
  const server = createServer(({ headers, url }, answer) =>
    answer.writeHead(headers.host === 'api.studio.example' && url === '/ready' ? 200 : 503).end('…'),
  );
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    via = `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  });
  afterAll(() => server.close());

  it('asks the load balancer that it is told of, whatever DNS says, by the name of the URL', async () => {
    expect(await probe({ url: 'http://api.studio.example/ready', via })).toBe('200');
    expect(await probe({ url: `http://${via}/ready` })).toBe('503');
  });

  it('says why there is no answer, rather than fail', async () => {
    expect(await probe({ url: 'http://api.studio.example/ready', via: '127.0.0.1:1' })).toMatch(/ECONNREFUSED/);
    expect(await probe({ url: 'https://api.studio.example/ready', via })).toMatch(/SSL|TLS|EPROTO|wrong version/i);
  });
});
