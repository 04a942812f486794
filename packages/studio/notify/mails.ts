/** What a mail is about. Those about the account are written in accounts/mail.ts. */
export type MailKind = 'account' | 'film-done' | 'film-failed' | 'job-dead' | 'webhook-disabled';

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

/** What somebody else wrote, as one line that cannot be taken for our own words. */
const quoted = (words: string, longest = 120) => {
  const line = words.replace(/\s+/g, ' ').trim();
  return `“${line.length > longest ? `${line.slice(0, longest - 1)}…` : line}”`;
};

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
