import { createTransport } from 'nodemailer';
import { PermanentError } from '../queue/job-errors.ts';
import { checkedMail, type Mail, type Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtps://user:password@mail.example.org`, or `smtp://…` with STARTTLS where the server has it. */
  readonly url: string;
  /** `AI Film Studio <studio@example.org>`. */
  readonly from: string;
  /** Milliseconds that the server may take for an answer. */
  readonly patience?: number;
}

/** Mails by SMTP. */
export function smtpMailer({ url, from, patience = 10_000 }: SmtpOptions): Mailer {
  const timeouts = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    ...timeouts,
    // A mail is text that we wrote: no file and no URL is ever read for one.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    async send(mail: Mail) {
      const { id, to, subject, text } = checkedMail(mail);
      try {
        await transport.sendMail({
          from,
          // As an object it is taken as one address, whatever is in it.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          // No answer of an absence to us, nor of another robot: RFC 3834.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (cause) {
        if (isForGood(cause)) throw new PermanentError('The mail server refuses the mail for good.', { cause });
        throw cause;
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** A 5xx to the address or the message says that the same mail will not be taken tomorrow either; one to the login may be mended. */
function isForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  return Number(error.responseCode) >= 500 && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
}
