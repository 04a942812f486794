import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and text as they came, lines ended by `\n`. */
  readonly data: string;
}

export interface SmtpServer {
  /** `smtp://127.0.0.1:port`. */
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Every command that came, in order. */
  readonly commands: string[];
  /** What it says to a command, such as `550 No such mailbox`, in place of what it would; `null` lets it pass. */
  refuse: (command: string) => string | null;
  close(): Promise<void>;
}

/** A mail server that keeps what it is sent: RFC 5321 without extensions. */
export async function smtpServer(): Promise<SmtpServer> {
  const state: Pick<SmtpServer, 'received' | 'commands' | 'refuse'> = {
    received: [],
    commands: [],
    refuse: () => null,
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    void talk(socket, state);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server listens on no port.');
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  });
}

async function talk(socket: Socket, state: Pick<SmtpServer, 'received' | 'commands' | 'refuse'>): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let from = '';
  let to: string[] = [];
  let data: string[] | null = null;
  say('220 test ESMTP');
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (data) {
      if (line !== '.') {
        data.push(line.startsWith('.') ? line.slice(1) : line);
        continue;
      }
      const refused = state.refuse('.');
      if (!refused) state.received.push({ from, to, data: data.join('\n') });
      say(refused ?? '250 Taken');
      data = null;
      to = [];
      continue;
    }
    state.commands.push(line);
    const refused = state.refuse(line);
    const address = /<(.*)>/.exec(line)?.[1] ?? '';
    const verb = line.slice(0, 4).toUpperCase();
    if (refused) say(refused);
    else if (verb === 'DATA') {
      data = [];
      say('354 Go on');
    } else if (verb === 'QUIT') {
      say('221 Bye');
      socket.end();
    } else {
      if (verb === 'MAIL') from = address;
      if (verb === 'RCPT') to.push(address);
      if (verb === 'RSET') to = [];
      say('250 OK');
    }
  }
}
