import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answerOf, type Studio, StudioError } from '@ai-film-studio/client';
import type { Binaries } from '@ai-film-studio/studio';
import { wallClock } from '../../deploy/clock.ts';
import { smokeTest } from '../../deploy/smoke.ts';
import { balanceOf } from './credits.ts';
import { filmed, type Walk } from './film.ts';
import { lookAtBadInput, lookAtStranger } from './refusals.ts';
import type { Settings } from './settings.ts';
import { BrokenOff, type Look, limitOf, type Step, Steps } from './steps.ts';
import { Leftovers, ours, signIn, sweep, type Tester } from './tester.ts';

/** As short as shows what has to be seen: two scenes, so that one may change and the other stay. */
const written = `Title: The Acceptance

INT. KITCHEN - NIGHT

TOM
It is snowing.

EXT. STREET - DAY

ANNA
He will come.
`;

/** The script, what is said in it, and the same with one line changed. */
const script = {
  name: 'the-acceptance.fountain',
  title: 'The Acceptance',
  first: written,
  lines: ['It is snowing.', 'He will come.'],
  cast: ['ANNA', 'TOM'],
  scenes: 2,
  changed: written.replace('He will come.', 'He is never going to come.'),
  changedLines: ['It is snowing.', 'He is never going to come.'],
} as const;

const minute = 60_000;

/**
 * Uses a studio as a user does, from signing in to a film that is fetched, and deletes what it made, whatever came of it.
 * @returns each step with its faults
 * @example const steps = await acceptance(settingsOf(words, process.env), { say: console.log, binaries: await findBinaries(process.env) });
 */
export async function acceptance(
  settings: Settings,
  {
    say,
    binaries,
    stop,
  }: { readonly say: (line: string) => void; readonly binaries: Binaries; readonly stop?: AbortSignal },
): Promise<readonly Step[]> {
  const [steps, leftovers] = [new Steps(say), new Leftovers()];
  const limit = limitOf(settings.minutes * minute, `It took longer than --minutes ${settings.minutes}.`);
  const signal = stop ? AbortSignal.any([limit, stop]) : limit;
  const folder = await mkdtemp(join(tmpdir(), 'acceptance-'));
  try {
    await walk({ settings, steps, leftovers, signal, folder, binaries });
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
  } finally {
    await steps.do('what was made is deleted', async (look) => {
      // The run's own time may be over.
      const untilDeleted = limitOf(2 * minute, 'Deleting took longer than two minutes.');
      for (const fault of await leftovers.unmake(untilDeleted)) look(false, fault);
    });
    await rm(folder, { recursive: true, force: true });
  }
  return steps.done;
}

async function walk(at: Walk): Promise<void> {
  const { settings, steps, signal } = at;
  await steps.do('the studio is up', async () => {
    const fault = await smokeTest(settings.url, {}, { clock: wallClock, signal });
    if (fault) throw new Error(`${fault}.`);
  });
  const [tester, other] = await steps.do('two users sign in', async () => [
    await enter(at, settings.tester),
    await enter(at, settings.other),
  ]);
  await steps.do('the account is free', (look) => lookAtAccount(look, tester));
  const webhookId = await hearBy(at, tester);
  const { projectId, draftId } = await steps.do('a script is understood', (look) => handIn(look, at, tester));
  const { studio } = tester;
  await steps.do('bad input is refused', (look) => lookAtBadInput(look, studio, settings.url, projectId));
  const order = {
    projectId,
    draftId,
    title: script.title,
    seed: randomInt(2 ** 31),
    mostCredits: settings.mostCredits,
  };
  const first = await filmed(at, tester, order, { lines: script.lines, since: null });
  await steps.do('another user reaches nothing of it', async (look) => {
    await lookAtStranger(look, other.studio, { projectId, filmId: first.film.id, draftId });
    // Still there, for whom it belongs to.
    await answerOf(studio.GET('/v1/films/{filmId}', { params: { path: { filmId: first.film.id } } }));
  });
  const changed = await steps.do('a line is changed', async () => {
    const body = { name: script.name, content: script.changed };
    const params = { path: { projectId } };
    return (await answerOf(studio.POST('/v1/projects/{projectId}/drafts', { params, body }))).draft.id;
  });
  const again = { ...order, draftId: changed };
  await filmed(at, tester, again, { lines: script.changedLines, since: first });
  if (webhookId)
    await steps.do('the webhook was told of both films', (look) =>
      lookAtDeliveries(look, studio, { webhookId, films: 2 }, signal),
    );
  await steps.do('a film that is deleted is gone', async (look) => {
    const film = { params: { path: { filmId: first.film.id } } };
    await studio.DELETE('/v1/films/{filmId}', film);
    const answer = await studio.GET('/v1/films/{filmId}', film).catch((error: unknown) => error);
    look(answer instanceof StudioError && answer.status === 404, 'The film was deleted, and is still shown.');
  });
}

async function enter({ settings, leftovers, signal }: Walk, account: Settings['tester']): Promise<Tester> {
  const tester = await signIn(settings.url, account, signal);
  leftovers.add(`The session of ${account.email}`, (other) => tester.within(other).DELETE('/v1/sessions/current'));
  return tester;
}

/** Sums are only right when nobody else films by this account. */
async function lookAtAccount(look: Look, tester: Tester): Promise<void> {
  await sweep(tester.studio);
  const { reserved, owed } = await balanceOf(tester.studio);
  look(
    reserved === 0,
    `${reserved} credits are put aside already: somebody else films by this account. Give it one of its own.`,
  );
  look(owed === 0, `The account owes ${owed} credits.`);
}

async function hearBy({ settings, steps, leftovers }: Walk, { studio, within }: Tester): Promise<string | null> {
  const { webhook } = settings;
  if (!webhook) {
    steps.leaveOut('a webhook listens', 'there is no ACCEPTANCE_WEBHOOK_URL');
    return null;
  }
  return steps.do('a webhook listens', async () => {
    const body = { url: webhook.href, description: ours, events: ['film.done' as const] };
    const webhookId = (await answerOf(studio.POST('/v1/webhooks', { body }))).webhook.id;
    leftovers.add('The webhook', (signal) =>
      within(signal).DELETE('/v1/webhooks/{webhookId}', { params: { path: { webhookId } } }),
    );
    return webhookId;
  });
}

async function handIn(look: Look, { leftovers }: Walk, { studio, within }: Tester) {
  const project = await answerOf(studio.POST('/v1/projects', { body: { name: ours } }));
  const params = { path: { projectId: project.id } };
  leftovers.add('The project', (signal) => within(signal).DELETE('/v1/projects/{projectId}', { params }));
  const body = { name: script.name, content: script.first };
  const { draft, breakdown } = await answerOf(studio.POST('/v1/projects/{projectId}/drafts', { params, body }));
  const cast = breakdown.cast.map(({ name }) => name.toUpperCase()).sort();
  look(breakdown.title === script.title, `The title was read as "${breakdown.title}".`);
  look(
    String(cast) === String(script.cast),
    `The cast was understood as ${cast.join(', ')}, and is ${script.cast.join(', ')}.`,
  );
  look(
    breakdown.scenes.length === script.scenes,
    `${breakdown.scenes.length} scenes were found, and there are ${script.scenes}.`,
  );
  look(breakdown.unfilmed.length === 0, `Not filmed of the script: ${JSON.stringify(breakdown.unfilmed)}.`);
  return { projectId: project.id, draftId: draft.id };
}

/** A delivery that did not arrive is tried again after seconds, then minutes: by then it should have. */
const patience = 90_000;

/** Waits until the studio has told of so many films, and looks whether each arrived. */
async function lookAtDeliveries(
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
