import { createServer } from 'node:net';

/** A port of loopback that nobody has, for a program that cannot take any. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}
