/** What a mail is about. */
export const mailKinds = [
  'verification',
  'already-registered',
  'password-reset',
  'password-changed',
  'mfa-changed',
  'new-sign-in',
  'email-changed',
  'film-done',
  'film-failed',
  'job-dead',
  'webhook-disabled',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** Subject and text, before it is known who gets it. */
export interface MailText {
  readonly kind: MailKind;
  readonly subject: string;
  readonly text: string;
}

const mail = (kind: MailKind, subject: string, ...paragraphs: readonly string[]): MailText => ({
  kind,
  subject,
  text: `${paragraphs.join('\n\n')}\n\nAI Film Studio\n`,
});

const minutesOf = (minutes: number) => (minutes % 60 === 0 ? hoursOf(minutes / 60) : `${minutes} minutes`);
const hoursOf = (hours: number) => (hours === 1 ? 'an hour' : `${hours} hours`);
const notYou = 'If it was not you, set a new password at once and end all sessions in your account.';

/** What somebody else wrote, as one line that cannot be taken for our own words. */
const quoted = (words: string, longest = 120) => {
  const line = words.replace(/\s+/g, ' ').trim();
  return `“${line.length > longest ? `${line.slice(0, longest - 1)}…` : line}”`;
};

export const verificationMail = ({ link, minutes }: { readonly link: string; readonly minutes: number }): MailText =>
  mail(
    'verification',
    'Confirm your address',
    'Somebody began an account in the AI Film Studio with this address. If it was you, open this link:',
    link,
    `It works once, for ${minutesOf(minutes)}. If it was not you, do nothing: without the link there is no account.`,
  );

export const alreadyRegisteredMail = ({ resetLink }: { readonly resetLink: string }): MailText =>
  mail(
    'already-registered',
    'You have an account already',
    'Somebody wanted to begin an account in the AI Film Studio with this address. There is one already: sign in with it.',
    `If you have forgotten its password, ask for a new one: ${resetLink}`,
    'If it was not you, do nothing: nothing was changed.',
  );

export const passwordResetMail = ({ link, minutes }: { readonly link: string; readonly minutes: number }): MailText =>
  mail(
    'password-reset',
    'Set a new password',
    'Somebody asked for a new password for your account. If it was you, open this link:',
    link,
    `It works once, for ${minutesOf(minutes)}. If it was not you, do nothing: your password stays as it is.`,
  );

export const passwordChangedMail = ({ at }: { readonly at: Date }): MailText =>
  mail(
    'password-changed',
    'Your password was changed',
    `The password of your account was changed on ${printed(at)}.`,
    notYou,
  );

export const emailChangedMail = ({ at }: { readonly at: Date }): MailText =>
  mail(
    'email-changed',
    'Your address was changed',
    `The address of your account was changed on ${printed(at)}.`,
    notYou,
  );

export const mfaChangedMail = ({ at, enabled }: { readonly at: Date; readonly enabled: boolean }): MailText =>
  mail(
    'mfa-changed',
    enabled ? 'Your second factor was set up' : 'Your second factor was removed',
    `The second factor of your account was ${enabled ? 'set up' : 'removed'} on ${printed(at)}.`,
    notYou,
  );

export const newSignInMail = ({
  at,
  device,
  ip,
}: {
  readonly at: Date;
  readonly device: string;
  readonly ip: string;
}): MailText =>
  mail(
    'new-sign-in',
    'A new sign-in',
    `Somebody signed in to your account on ${printed(at)} from ${ip} with ${quoted(device)}.`,
    notYou,
  );

export interface FilmMail {
  readonly title: string;
  readonly project: string;
  /** Of the film in the web app. */
  readonly link: string;
}

export const filmDoneMail = ({ title, project, link }: FilmMail): MailText =>
  mail(
    'film-done',
    `Your film is done: ${title}`,
    `The film ${quoted(title)} of the project ${quoted(project)} is done:`,
    link,
  );

export const filmFailedMail = ({ title, project, link, reason }: FilmMail & { readonly reason: string }): MailText =>
  mail(
    'film-failed',
    `Your film could not be made: ${title}`,
    `The film ${quoted(title)} of the project ${quoted(project)} could not be made. What happened: ${quoted(reason, 300)}`,
    'What was made of it is kept, and you did not pay for the rest. When you begin it again it goes on from there:',
    link,
  );

export const jobDeadMail = ({ title, project, link, reason }: FilmMail & { readonly reason: string }): MailText =>
  mail(
    'job-dead',
    `A part of your film failed: ${title}`,
    `A part of the film ${quoted(title)} of the project ${quoted(project)} was tried several times without success. What happened: ${quoted(reason, 300)}`,
    'Have a look at it:',
    link,
  );

export const webhookDisabledMail = ({
  url,
  reason,
  link,
}: {
  readonly url: string;
  readonly reason: string;
  readonly link: string;
}): MailText =>
  mail(
    'webhook-disabled',
    'A webhook was disabled',
    `Your webhook ${quoted(url, 300)} is not told of anything any more. ${reason}`,
    `When it works again, enable it and replay what it missed: ${link}`,
  );

/** In words that mean the same everywhere: whose time zone a reader is in is not known. */
const printed = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
