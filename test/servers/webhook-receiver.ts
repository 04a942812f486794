import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookReceiver {
  /** `http://127.0.0.1:port/hooks`. */
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedWebhook[];
  /** What it answers from now on; 204 at first. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

/** A receiver of webhooks as a user runs one, on this machine. */
export async function webhookReceiver(): Promise<WebhookReceiver> {
  const receiver = {
    received: [] as ReceivedWebhook[],
    answer(response: ServerResponse): void {
      response.writeHead(204).end();
    },
  };
  const server = createServer(async (request, response) => {
    const webhook = { path: request.url ?? '', headers: request.headers, body: await text(request) };
    receiver.received.push(webhook);
    receiver.answer(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver listens on no port.');
  return Object.assign(receiver, {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/hooks`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  });
}
