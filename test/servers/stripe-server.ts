import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Thing = Readonly<Record<string, unknown>> & { readonly id: string; readonly object: string };

/** A request that came, as it was. */
export interface StripeCall {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
}

/**
 * As much of Stripe's API as billing speaks: customers, sessions, subscriptions, invoices and charges, form-encoded, with idempotency keys.
 * https://docs.stripe.com/api. What was paid is put in by hand.
 */
export interface StripeServer {
  readonly address: URL;
  readonly calls: readonly StripeCall[];
  /** Puts an object there, or another in its place. */
  put(thing: Thing): void;
  find(id: string): Thing | undefined;
  /** The next requests that change something fail: before they were done, or by a cut connection after they were. */
  fail(how: 'before' | 'after', times: number): void;
  /** The next answer about this object is made when it is asked for, and sent only when `release` is called. */
  hold(id: string): { readonly asked: Promise<void>; readonly release: () => void };
  close(): Promise<void>;
}

/** By path: what is made, and how its ids begin. */
const makes: Readonly<Record<string, readonly [object: string, prefix: string]>> = {
  '/v1/customers': ['customer', 'cus'],
  '/v1/checkout/sessions': ['checkout.session', 'cs'],
  '/v1/billing_portal/sessions': ['billing_portal.session', 'bps'],
};

/** By path: what is listed, and the field of it that a filter is compared with. */
const lists: Readonly<Record<string, readonly [object: string, filter: string, field: string]>> = {
  '/v1/checkout/sessions': ['checkout.session', 'payment_intent', 'payment_intent'],
  '/v1/disputes': ['dispute', 'charge', 'charge'],
  '/v1/invoice_payments': ['invoice_payment', 'payment[payment_intent]', 'payment_intent'],
};

const readable = /^\/v1\/(?:customers|subscriptions|invoices|charges|checkout\/sessions)\/([\w-]+)$/;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const failure = (status: number, type: string, code: string): Answer => ({
  status,
  body: { error: { type, code, message: `${code} (the small Stripe for tests)` } },
});

export async function stripeServer(secretKey: string): Promise<StripeServer> {
  const things = new Map<string, Thing>();
  const calls: StripeCall[] = [];
  /** Answers under their keys, with what was asked. */
  const kept = new Map<string, { readonly asked: string; readonly answer: Answer }>();
  const held = new Map<string, { readonly asked: () => void; readonly released: Promise<void> }>();
  let failing: { how: 'before' | 'after'; times: number } = { how: 'before', times: 0 };

  const make = (path: string, form: StripeCall['form']): Answer => {
    const [object, prefix] = makes[path] ?? ['', ''];
    const id = `${prefix}_${randomUUID().replaceAll('-', '')}`;
    things.set(id, { ...form, id, object, url: `https://stripe.invalid/${id}` });
    return { status: 200, body: things.get(id) };
  };
  const list = (path: string, query: URLSearchParams): Answer => {
    const [object, filter, field] = lists[path] ?? ['', '', ''];
    const data = [...things.values()].filter((one) => one.object === object && one[field] === query.get(filter));
    return { status: 200, body: { object: 'list', data, has_more: false, url: path } };
  };
  const read = (path: string): Answer => {
    const found = things.get(readable.exec(path)?.[1] ?? '');
    return found ? { status: 200, body: found } : failure(404, 'invalid_request_error', 'resource_missing');
  };
  const cancel = (path: string): Answer => {
    const found = read(path);
    if (found.status !== 200) return found;
    const id = readable.exec(path)?.[1] ?? '';
    const subscription = things.get(id);
    if (subscription) things.set(id, { ...subscription, status: 'canceled' });
    return { status: 200, body: things.get(id) };
  };
  const once = (call: StripeCall, work: () => Answer): Answer => {
    const asked = JSON.stringify([call.method, call.path, call.form]);
    const before = call.idempotencyKey ? kept.get(call.idempotencyKey) : undefined;
    if (before)
      return before.asked === asked ? before.answer : failure(400, 'idempotency_error', 'idempotency_key_in_use');
    const answer = work();
    if (call.idempotencyKey) kept.set(call.idempotencyKey, { asked, answer });
    return answer;
  };
  const answerTo = (call: StripeCall, query: URLSearchParams): Answer => {
    const { method, path } = call;
    if (method === 'POST' && path in makes) return once(call, () => make(path, call.form));
    if (method === 'DELETE' && path.startsWith('/v1/subscriptions/')) return once(call, () => cancel(path));
    if (method === 'GET' && path in lists) return list(path, query);
    if (method === 'GET' && readable.test(path)) return read(path);
    return failure(404, 'invalid_request_error', 'url_invalid');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '' } = request;
    const url = new URL(request.url ?? '/', 'http://stripe.invalid');
    const form = Object.fromEntries(new URLSearchParams(await textOf(request)));
    const key = request.headers['idempotency-key'];
    const call = { method, path: url.pathname, form, idempotencyKey: typeof key === 'string' ? key : null };
    calls.push(call);
    if (request.headers.authorization !== `Bearer ${secretKey}`)
      return send(response, failure(401, 'invalid_request_error', 'api_key_invalid'));
    const fails = method !== 'GET' && failing.times > 0 ? failing.how : null;
    if (fails) failing = { ...failing, times: failing.times - 1 };
    if (fails === 'before') return send(response, failure(500, 'api_error', 'internal'));
    const answer = answerTo(call, url.searchParams);
    if (fails === 'after') return void response.destroy();
    const id = call.path.split('/').at(-1) ?? '';
    const holding = held.get(id);
    held.delete(id);
    holding?.asked();
    await holding?.released;
    send(response, answer);
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    address: new URL(`http://127.0.0.1:${port}`),
    calls,
    put: (thing) => void things.set(thing.id, thing),
    find: (id) => things.get(id),
    fail: (how, times) => {
      failing = { how, times };
    },
    hold(id) {
      const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      held.set(id, { asked: asked.resolve, released: released.promise });
      return { asked: asked.promise, release: released.resolve };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'request-id': randomUUID() })
    .end(JSON.stringify(body));
}
