import { z } from 'zod';
import { PermanentError } from '../queue/job-errors.ts';

/** A mail as it is handed over. Text only: nothing in it is loaded from anywhere, and nothing tells us who read it. */
export interface Mail {
  /** The same mail sent again has the same id: it becomes its Message-ID, by which mail servers know it. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands mails over to somebody who delivers them. */
export interface Mailer {
  /** Fulfilled when the other side has taken it over. @throws PermanentError when no try can help */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

/** One address and nothing else: what follows a line break would be a header, what follows a comma another reader. */
const addressSchema = z.email().max(254);

/** In a header a control character is a trick or a mistake; the words before and after it are still the user's. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** The mail as it may be sent. @throws PermanentError when the address is none */
export function checkedMail({ id, to, subject, text }: Mail): Mail {
  if (!addressSchema.safeParse(to).success) throw new PermanentError('The address of the mail is not one.');
  return { id: z.uuid().parse(id), to, subject: subject.replace(controls, ' ').trim().slice(0, 200), text };
}
