import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, StudioError } from '@ai-film-studio/client';
import type { Binaries } from '@ai-film-studio/studio';
import { wallClock } from '../../deploy/clock.ts';
import { smokeTest } from '../../deploy/smoke.ts';
import { balanceOf } from './credits.ts';
import { filmed, type Walk } from './filmed.ts';
import { Leftovers, ours, sweep } from './leftovers.ts';
import { lookAtBadInput, lookAtStranger } from './refusals.ts';
import { script } from './script.ts';
import type { Settings } from './settings.ts';
import { BrokenOff, explained, type Look, type Step, Steps } from './steps.ts';
import { signIn, type Tester } from './tester.ts';
import { listenAt, lookAtDeliveries } from './webhooks.ts';

/** Milliseconds for deleting what was made, after the run's own time too. */
const timeToUnmake = 120_000;

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
  const limit = AbortSignal.timeout(settings.minutes * 60_000);
  const signal = stop ? AbortSignal.any([limit, stop]) : limit;
  const folder = await mkdtemp(join(tmpdir(), 'acceptance-'));
  try {
    await walk({ settings, steps, leftovers, signal, folder, binaries });
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
  } finally {
    await steps.do('what was made is deleted', async (look) => {
      for (const fault of await leftovers.unmake(AbortSignal.timeout(timeToUnmake), explained)) look(false, fault);
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
  const order = { projectId, draftId, seed: randomInt(2 ** 31), mostCredits: settings.mostCredits };
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
  leftovers.add(`The key of ${account.email}`, tester.leave);
  return tester;
}

/** Sums are only right when nobody else films by this account. */
async function lookAtAccount(look: Look, tester: Tester): Promise<void> {
  await sweep(tester);
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
    const webhookId = await listenAt(studio, webhook);
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
