import { randomUUID } from 'node:crypto';
import type { SendMail } from '../accounts/mail.ts';
import { postMail } from './mail-box.ts';

/** Puts a letter of the accounts into the mail box. Each is an occasion of its own. */
export const sendAccountMail: SendMail = (client, { userId, to, subject, text }) =>
  postMail(client, { userId: userId ?? null, email: to }, { kind: 'account', subject, text }, randomUUID());
