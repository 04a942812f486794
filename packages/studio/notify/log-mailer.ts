import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { checkedMail, type Mail, type Mailer } from './mailer.ts';

export interface LogMailerOptions {
  /** Where the mails are laid down as `.eml`, which every mail program opens. */
  readonly folder: string;
  readonly from: string;
  /** Tells whoever watches the server that there is a mail. */
  readonly log: (message: string) => void;
}

/** For a studio at home, without a mail server: mails go to a folder, and the log says so. */
export function logMailer({ folder, from, log }: LogMailerOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail: Mail) {
      const { id, to, subject, text } = checkedMail(mail);
      const { message } = await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@localhost>`,
      });
      // Links in mails are keys: nobody else on this machine reads them.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${id}.eml`);
      await writeFile(file, Buffer.isBuffer(message) ? message : '', { mode: 0o600 });
      log(`Mail to ${to}: ${subject} (${file})\n${text}`);
    },
    async close() {},
  };
}
