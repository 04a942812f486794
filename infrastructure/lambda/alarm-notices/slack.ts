import type { Notice } from './notice.ts';

/** Slack refused or could not be reached. Lambda tries again twice, then the notice lies in the queue of failures. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
}

const colours = { critical: '#b3261e', warning: '#b26a00', info: '#5f6368', over: '#1e7d32' } as const;
const words = { rings: 'rings', over: 'is over', happened: '' } as const;
/** Slack refuses a section above 3,000 characters: https://docs.slack.dev/reference/block-kit/blocks/section-block */
const most = 2900;

/**
 * A notice as Slack's incoming webhooks take it.
 * @example slackMessage(notice).text; // 'Critical: ai-film-studio-prod-api-errors rings'
 */
export function slackMessage({ severity, state, title, text, runbook }: Notice) {
  const head = `${severity[0]?.toUpperCase()}${severity.slice(1)}: ${title} ${words[state]}`.trim();
  const section = (markdown: string) => ({ type: 'section', text: { type: 'mrkdwn', text: markdown } });
  return {
    // What telephones show, and who has it read out.
    text: escaped(head),
    attachments: [
      {
        color: colours[state === 'over' ? 'over' : severity],
        blocks: [
          section(`*${escaped(head)}*`),
          ...(text === '' ? [] : [section(shortened(escaped(text)))]),
          ...(runbook === null ? [] : [section(`<${runbook}|Runbook>`)]),
        ],
      },
    ],
  };
}

/** These three are all that Slack reads as its own. https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const shortened = (text: string): string => (text.length > most ? `${text.slice(0, most)} …` : text);

/**
 * Posts a notice.
 * @throws SlackError with Slack's own word: `no_service` when the webhook was taken back
 */
export async function postToSlack(webhook: string, notice: Notice, signal: AbortSignal): Promise<void> {
  const answer = await fetch(webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(slackMessage(notice)),
    signal,
  }).catch((cause: unknown) => {
    throw new SlackError('Slack could not be reached.', { cause });
  });
  const said = await answer.text();
  // The address is the password: it stays out of the error, and so out of the log.
  if (!answer.ok) throw new SlackError(`Slack answered ${answer.status}: ${said.slice(0, 200)}`);
}
