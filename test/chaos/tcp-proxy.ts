import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut, and that stays at its address when the server moves. */
export interface TcpProxy {
  readonly port: number;
  /** Ends all connections; whoever connects is refused service at once. */
  cut(): void;
  /** Leads to the server that is at this port now. */
  lead(port: number, host?: string): void;
  close(): Promise<void>;
}

export async function tcpProxy(): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let target: { readonly port: number; readonly host: string } | null = null;
  const hold = (socket: Socket, other: () => Socket | null) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      other()?.destroy();
    });
  };
  const server = createServer((near) => {
    if (!target) {
      near.on('error', () => {});
      near.destroy();
      return;
    }
    const far = connect(target);
    hold(near, () => far);
    hold(far, () => near);
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const cut = () => {
    target = null;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut,
    lead(port, host = '127.0.0.1') {
      target = { port, host };
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
