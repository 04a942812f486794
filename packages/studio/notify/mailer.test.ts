import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmtpServer, smtpServer } from '../../../test/servers/smtp-server.ts';
import { logMailer } from './log-mailer.ts';
import type { Mail, Mailer } from './mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

const from = 'AI Film Studio <studio@example.org>';
const mail = (more: Partial<Mail> = {}): Mail => ({
  id: randomUUID(),
  to: 'anna@example.org',
  subject: 'Your film is done',
  text: 'Look:\n\nhttps://studio.example.org/films/1\n.\nEnd.\n',
  ...more,
});

/** Header lines and what follows them, folded lines put together. */
function read(data: string): { headers: string[]; body: string } {
  const [head = '', ...body] = data.split('\n\n');
  return { headers: head.replace(/\n[ \t]+/g, ' ').split('\n'), body: body.join('\n\n') };
}

const addressTricks = [
  'anna@example.org\r\nBcc: all@example.org',
  'anna@example.org\nRCPT TO:<eve@example.org>',
  'anna@example.org, eve@example.org',
  'anna@example.org;eve@example.org',
  '"Anna" <anna@example.org>',
  '<eve@example.org> anna@example.org',
  'anna@example.org>\r\nDATA',
  'anna@example.org SIZE=1',
  'anna',
  '',
];

describe('mails by SMTP', () => {
  let server: SmtpServer;
  let mailer: Mailer;
  beforeEach(async () => {
    server = await smtpServer();
    mailer = smtpMailer({ url: server.url, from, patience: 2000 });
  });
  afterEach(async () => {
    await mailer.close();
    await server.close();
  });

  it('arrive as they were written, under an id of their own', async () => {
    const sent = mail({ subject: 'Ein Film für Žofie – “fertig”' });
    await mailer.send(sent);
    expect(server.received).toMatchObject([{ from: 'studio@example.org', to: ['anna@example.org'] }]);
    const { headers, body } = read(server.received[0]!.data);
    expect(headers).toContain(`Message-ID: <${sent.id}@example.org>`);
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers.some((line) => line.startsWith('From: AI Film Studio <studio@example.org>'))).toBe(true);
    expect(headers.find((line) => line.startsWith('Subject:'))).toMatch(/^Subject: =\?UTF-8\?/);
    expect(body.trim()).toBe(sent.text.trim());
  });

  it('go to nobody else, whatever is written in the address', async () => {
    for (const to of addressTricks)
      await expect(mailer.send(mail({ to })), to).rejects.toMatchObject({ name: 'PermanentError' });
    expect(server.received).toEqual([]);
    expect(server.commands.filter((command) => command.startsWith('RCPT'))).toEqual([]);
  });

  it('get no header of what is written in the subject', async () => {
    const plain = mail();
    await mailer.send(plain);
    const names = (data: string) => read(data).headers.map((line) => line.split(':')[0]);
    const expected = names(server.received[0]!.data);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\r\n', '\n', '\r', '\n\n', '\u2028', '\0', '\u0085'),
        fc.constantFrom('Bcc: eve@example.org', 'X-Trick: 1', 'Content-Type: text/html'),
        fc.string({ maxLength: 20 }),
        async (ending, header, words) => {
          await mailer.send(mail({ subject: `${words}${ending}${header}${ending}` }));
          const { to, data } = server.received.at(-1)!;
          expect(names(data)).toEqual(expected);
          expect(to).toEqual(['anna@example.org']);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are tried again when the server is busy, and not when it refuses the address for good', async () => {
    const tried = (answer: string, at: string) => {
      server.refuse = (command) => (command.startsWith(at) ? answer : null);
      return mailer.send(mail()).then(
        () => 'sent',
        (error: Error) => error.name,
      );
    };
    expect(await tried('550 No such mailbox', 'RCPT')).toBe('PermanentError');
    expect(await tried('554 That is spam', '.')).toBe('PermanentError');
    expect(await tried('450 Try again later', 'RCPT')).not.toBe('PermanentError');
    expect(await tried('421 Too many', 'MAIL')).not.toBe('PermanentError');
    expect(await tried('', 'nothing')).toBe('sent');
  });

  it('are tried again when there is no server', async () => {
    await server.close();
    await expect(mailer.send(mail())).rejects.not.toMatchObject({ name: 'PermanentError' });
  });
});

describe('mails of a studio at home', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'studio-mail-')), 'mail');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  it('lie in a folder for this user alone, and the log shows the link', async () => {
    const lines: string[] = [];
    const mailer = logMailer({ folder, from, log: (line) => lines.push(line) });
    const sent = mail();
    await mailer.send(sent);
    await mailer.send(sent);
    expect(await readdir(folder)).toEqual([`${sent.id}.eml`]);
    const file = join(folder, `${sent.id}.eml`);
    expect(read(await readFile(file, 'utf8')).body.trim()).toBe(sent.text.trim());
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(lines[0]).toContain('https://studio.example.org/films/1');
  });

  it('lie nowhere else, whatever is written in their id or address', async () => {
    const mailer = logMailer({ folder, from, log: () => {} });
    for (const id of ['../outside', '/tmp/outside', '', 'a\0b'])
      await expect(mailer.send(mail({ id }))).rejects.toThrow();
    for (const to of addressTricks) await expect(mailer.send(mail({ to }))).rejects.toThrow();
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });
});
