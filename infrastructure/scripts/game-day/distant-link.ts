import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** The way between two regions: what is under way when it is cut never arrives. */
export interface DistantLink {
  readonly port: number;
  /** Ends all connections at once. Nobody is let through any more. */
  cut(): void;
  close(): Promise<void>;
}

/**
 * Leads to a port of loopback, and takes its time.
 * @param distance milliseconds one way; about 35 from us-east-1 to us-west-2
 */
export async function distantLink(port: number, distance: number): Promise<DistantLink> {
  const sockets = new Set<Socket>();
  let isCut = false;
  // All chunks wait as long, so they stay in order.
  const lead = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('error', () => {});
    from.on('data', (chunk) => void delay(distance).then(() => isCut || to.destroyed || to.write(chunk)));
    from.on('close', () => to.destroy());
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    lead(near, far);
    lead(far, near);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The link has no port.');
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
