import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebhookReceiver, webhookReceiver } from '../../../test/servers/webhook-receiver.ts';
import { Refusal } from '../refusal.ts';
import {
  checkUrl,
  type EgressPolicy,
  egressAgent,
  type Lookup,
  mayReach,
  openInternet,
  thisMachineToo,
} from './egress.ts';
import { postTo } from './post.ts';

describe('where webhooks may be sent', () => {
  it.each([
    ['this machine', '127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::'],
    [
      'private networks',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      'fc00::1',
      'fd12:3456::1',
      'fec0::1',
    ],
    ['link-local addresses', '169.254.1.1', 'fe80::1', 'fe80::1%eth0'],
    ['metadata services', '169.254.169.254', 'fd00:ec2::254', '169.254.170.2', '100.100.100.200'],
    ['carriers’ networks', '100.64.0.1', '100.127.255.255'],
    ['multicast and broadcast', '224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255'],
    [
      'addresses set aside',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '240.0.0.1',
      '2001:db8::1',
      '100::1',
    ],
    [
      'IPv4 inside IPv6',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001::1',
    ],
    ['what is no address', '', 'localhost', '1.2.3', '1.2.3.4.5'],
  ])('not to %s', (_, ...addresses) => {
    expect(addresses.filter((address) => mayReach(address, openInternet))).toEqual([]);
  });

  it('to the open internet', () => {
    const addresses = ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];
    expect(addresses.filter((address) => !mayReach(address, openInternet))).toEqual([]);
  });

  it.each([
    ['plain HTTP', 'http://example.org/'],
    [
      'other schemes',
      'file:///etc/passwd',
      'gopher://example.org/',
      'ftp://example.org/',
      'javascript:alert(1)',
      'data:,x',
    ],
    ['what is no URL', '', 'example.org', '//example.org/', 'https://', 'https://[::1', 'https://a b/'],
    ['user names', 'https://user@example.org/', 'https://user:password@example.org/', 'https://example.org@127.0.0.1/'],
    [
      'other ports',
      'https://example.org:22/',
      'https://example.org:6379/',
      'https://example.org:5432/',
      'https://example.org:0/',
    ],
    [
      'addresses of this machine',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://0.0.0.0/',
      'https://[::]/',
      'https://0/',
    ],
    [
      'spellings of it',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://017700000001/',
      'https://0177.0.0.1/',
      'https://0x7f.1/',
      'https://127.1/',
      'https://127.0.0.1./',
    ],
    ['it inside IPv6', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[64:ff9b::a9fe:a9fe]/'],
    ['other scripts’ digits', 'https://①②⑦.⓪.⓪.①/', 'https://１２７.０.０.１/', 'https://127。0。0。1/'],
    [
      'metadata services',
      'https://169.254.169.254/latest/meta-data/',
      'https://[fd00:ec2::254]/',
      'https://2852039166/',
      'https://metadata.google.internal/',
    ],
    [
      'names of our own network',
      'https://localhost/',
      'https://LOCALHOST/',
      'https://localhost./',
      'https://a.localhost/',
      'https://postgres/',
      'https://redis.internal/',
      'https://printer.local/',
    ],
    ['fragments', 'https://example.org/#x'],
  ])('not at %s', (_, ...urls) => {
    for (const url of urls) expect(() => checkUrl(url, openInternet), url).toThrow(Refusal);
  });

  it('at HTTPS on the usual ports', () => {
    for (const url of [
      'https://example.org/hooks?a=1',
      'https://example.org:8443/',
      'https://8.8.8.8/',
      'https://bücher.example.org/',
    ])
      expect(() => checkUrl(url, openInternet)).not.toThrow();
  });

  it('in development also on this machine, by HTTP as well, but on no other of the network', () => {
    for (const url of [
      'http://localhost:3000/',
      'http://127.0.0.1:3000/',
      'http://[::1]:3000/',
      'https://localhost:1234/',
    ])
      expect(() => checkUrl(url, thisMachineToo), url).not.toThrow();
    for (const url of [
      'http://example.org/',
      'http://10.0.0.1/',
      'https://192.168.1.1/',
      'https://169.254.169.254/',
      'http://8.8.8.8/',
    ])
      expect(() => checkUrl(url, thisMachineToo), url).toThrow(Refusal);
  });
});

describe('sending, at the moment of the connection', () => {
  let server: Server;
  let port = 0;
  let connections = 0;
  beforeEach(async () => {
    connections = 0;
    // Whoever gets as far as this has got in; what they say does not matter.
    server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(() => new Promise<void>((closed) => void server.close(() => closed())));

  /** A name server that knows one answer. */
  const names = (answer: readonly string[]): Lookup => {
    return (_hostname, _options, done) => {
      done(
        null,
        answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  };
  const send = async (url: string, lookup: Lookup, policy: EgressPolicy) => {
    const agent = egressAgent(policy, lookup);
    try {
      return await postTo(url, {}, '{}', { agent, policy, timeout: 5000 });
    } finally {
      await agent.destroy();
    }
  };
  const strict = (): EgressPolicy => ({ ports: [port], loopback: false });

  it('refuses a name that leads to this machine, to a metadata service, or to one of them among others', async () => {
    const tricks = [
      ['127.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
      ['169.254.169.254'],
      ['10.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      [],
    ];
    for (const answer of tricks) {
      const { status, error } = await send(`https://rebind.example.org:${port}/`, names(answer), strict());
      expect(status).toBeNull();
      expect(error).toContain('is not on the open internet');
    }
    expect(connections).toBe(0);
  });

  it('asks for a name once and connects to the answer that it has checked, so that a name which changes its mind gains nothing', async () => {
    let asked = 0;
    const changing: Lookup = (hostname, options, done) => {
      asked++;
      names(asked === 1 ? ['127.0.0.1'] : ['10.1.2.3'])(hostname, options, done);
    };
    await send(`https://rebind.example.org:${port}/`, changing, { ports: [port], loopback: true });
    expect({ asked, connections }).toEqual({ asked: 1, connections: 1 });
  });

  it('gets there when the policy allows it: what keeps the others out is the policy', async () => {
    await send(`https://rebind.example.org:${port}/`, names(['127.0.0.1']), { ports: [port], loopback: true });
    expect(connections).toBe(1);
  });

  it('refuses an address that is written in the URL, also when the check of the URL was passed by', async () => {
    const agent = egressAgent(strict());
    for (const origin of [`http://127.0.0.1:${port}`, `http://[::ffff:7f00:1]:${port}`])
      await expect(agent.request({ origin, path: '/', method: 'GET' })).rejects.toThrow('is not on the open internet');
    await agent.destroy();
    expect(connections).toBe(0);
  });
});

describe('what is answered', () => {
  let receiver: WebhookReceiver;
  const agent = egressAgent(thisMachineToo);
  beforeEach(async () => {
    receiver = await webhookReceiver();
  });
  afterEach(() => receiver.close());
  const send = (timeout = 10_000) => postTo(receiver.url, {}, '{}', { agent, policy: thisMachineToo, timeout });

  it('is followed nowhere', async () => {
    const inside = await webhookReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.answer = (response) => response.writeHead(status, { location: inside.url }).end();
      expect(await send()).toMatchObject({ status, error: `answered ${status}; redirects are not followed` });
    }
    expect(inside.received).toEqual([]);
    await inside.close();
  });

  it('is kept to a kilobyte, and read to sixty-four', async () => {
    let written = 0;
    let cut = false;
    receiver.answer = (response) => {
      const chunk = 'x'.repeat(16 * 1024);
      const more = () => {
        if (response.destroyed) return;
        written += chunk.length;
        response.write(chunk, () => setImmediate(more));
      };
      response.on('close', () => {
        cut = true;
      });
      response.writeHead(200);
      more();
    };
    const { status, response } = await send();
    expect(status).toBe(200);
    expect(response).toBe('x'.repeat(1024));
    await expect.poll(() => cut).toBe(true);
    // What was on its way in the buffers of both sides comes on top.
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it('may be anything, also what the database could not keep', async () => {
    receiver.answer = (response) => response.writeHead(500).end(Buffer.from([0x61, 0, 0xff, 0x62]));
    expect(await send()).toMatchObject({ status: 500, response: 'a\u{fffd}\u{fffd}b', error: 'answered 500' });
  });

  it('is not waited for without end, neither for its beginning nor for the rest', async () => {
    receiver.answer = () => {};
    expect(await send(100)).toMatchObject({ status: null, error: 'no answer within 0.1 s' });
    receiver.answer = (response) => void response.writeHead(200).write('and');
    expect(await send(100)).toMatchObject({ status: null, error: 'no answer within 0.1 s' });
  });

  it('is missing when nobody is there, and the reason is told', async () => {
    await receiver.close();
    expect(await send()).toMatchObject({ status: null, error: expect.stringContaining('ECONNREFUSED') });
  });
});
