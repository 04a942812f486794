import { setTimeout as delay } from 'node:timers/promises';
import { answerOf, type Studio } from '@ai-film-studio/client';
import type { Look } from './steps.ts';

/** Has an address told of finished films. */
export async function listenAt(studio: Studio, address: URL): Promise<string> {
  const body = { url: address.href, description: 'acceptance', events: ['film.done' as const] };
  return (await answerOf(studio.POST('/v1/webhooks', { body }))).webhook.id;
}

/** A delivery that did not arrive is tried again after seconds, then minutes: by then it should have. */
const patience = 90_000;

/** Waits until the studio has told of so many films, and looks whether each arrived. */
export async function lookAtDeliveries(
  look: Look,
  studio: Studio,
  { webhookId, films }: { readonly webhookId: string; readonly films: number },
  signal: AbortSignal,
): Promise<void> {
  const path = { webhookId };
  for (const began = Date.now(); ; await delay(1_000, undefined, { signal })) {
    const { items } = await answerOf(studio.GET('/v1/webhooks/{webhookId}/deliveries', { params: { path } }));
    const told = items.filter(({ type }) => type === 'film.done');
    if (told.filter(({ status }) => status === 'delivered').length === films && told.length === films) return;
    if (Date.now() - began < patience && told.length <= films) continue;
    const last = told.flatMap(({ attempts }) => attempts).at(-1);
    const why = last ? ` The last attempt: ${last.error ?? `status ${last.status}`}.` : '';
    return look(
      false,
      `Of ${films} films ${told.length} deliveries were made, as ${told.map(({ status }) => status).join(', ') || 'nothing'}.${why}`,
    );
  }
}
