import type { PoolClient } from 'pg';

/** `userId` is left out when there is no account behind the address (yet). */
export interface Mail {
  readonly userId?: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Queues a mail in the transaction of its cause: it goes out when that is committed, and only then. */
export type SendMail = (client: PoolClient, mail: Mail) => Promise<void>;

type Letter = Pick<Mail, 'subject' | 'text'>;

const letter = (subject: string, ...paragraphs: string[]): Letter => ({
  subject,
  text: `${paragraphs.join('\n\n')}\n`,
});

/** A page of the studio with a secret that the server's log never sees: what follows `#` is not sent. */
export const linkTo = (publicUrl: URL, page: string, token: string) => {
  const url = new URL(page, publicUrl);
  url.hash = `token=${token}`;
  return url.href;
};

const notYou = 'If that was not you, leave this mail alone: nothing happens.';

export const letters = {
  verify: (link: string) =>
    letter(
      'Is this your address?',
      'Open this link within 24 hours and give the password that you registered with, and your account with AI Film Studio begins:',
      link,
      notYou,
    ),
  haveAccount: (link: string) =>
    letter(
      'You have an account already',
      'Somebody wanted to register this address with AI Film Studio. It has an account already: sign in, or choose a new password here:',
      link,
      notYou,
    ),
  reset: (link: string) =>
    letter(
      'A new password',
      'Choose a new password within the hour. All devices will have to sign in again:',
      link,
      notYou,
    ),
  noAccount: (link: string) =>
    letter(
      'There is no account with this address',
      'Somebody asked for a new password for this address, which has no account with AI Film Studio. Perhaps you used another one. To register:',
      link,
      notYou,
    ),
  passwordChanged: () =>
    letter(
      'Your password was changed',
      'All devices were signed out. If that was not you, ask for a new password at once.',
    ),
  tokenStolen: (userAgent: string, ip: string) =>
    letter(
      'A device was signed out',
      `A key to your account was used twice, the second time from ${ip} (${userAgent}). That is what happens when a key is stolen, so the device it belonged to was signed out. Sign in again; if you did not do this, change your password.`,
    ),
  mfaChanged: (on: boolean) =>
    letter(
      on ? 'Signing in takes a code now' : 'Signing in takes no code any more',
      on
        ? 'An authenticator was added to your account. If that was not you, change your password at once.'
        : 'The authenticator was removed from your account. If that was not you, change your password at once.',
    ),
  identityLinked: (provider: string) =>
    letter(
      'Another way to sign in',
      `Your account can be reached with ${provider} now. If that was not you, remove it and change your password.`,
    ),
} as const;
