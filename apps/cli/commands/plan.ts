import { readFile } from 'node:fs/promises';
import {
  type Cut,
  changeSentence,
  compareDrafts,
  comparePlans,
  cutShots,
  describeShot,
  estimateSpoken,
  forecast,
  forecastSentence,
  offlinePrices,
  type Plan,
  type Production,
  planFilm,
  readOtio,
  recutFrom,
  secondsOf,
  type Timeline,
  timecodeOf,
} from '@ai-film-studio/film';
import { animaticVersions, cutOf, speakLines, workRates } from '@ai-film-studio/studio';
import { exitCodes, explain, Failure } from '../failure.ts';
import { understand } from '../film-script.ts';
import { type FilmOptions, settingsOf } from '../options.ts';
import { reporterFor } from '../reporter.ts';
import { defaultFolder, openScript } from '../script-file.ts';
import { inWorkshop } from '../workshop.ts';

interface Planned {
  readonly production: Production;
  readonly cut: Cut;
  readonly plan: Plan;
}

async function planScript(path: string, options: FilmOptions): Promise<Planned> {
  const script = await openScript(path);
  const settings = settingsOf(options);
  const production = await understand(script, options.out ?? defaultFolder(path), options.seed);
  const cut = cutShots(production.storyboard.shots, settings.rate, (line) => estimateSpoken(line.text));
  const engine = `animatic ${animaticVersions().picture}`;
  return { production, cut, plan: planFilm({ ...production, cut, settings: { ...settings, engine } }) };
}

function castLine({ name, age, gender, look }: Production['bible']['cast'][number]): string {
  return look.species === 'voice'
    ? `${name}: a voice`
    : `${name}: ${age}, ${gender === 'neutral' ? look.species : gender}, ${look.hair} ${look.hairColour} hair, ${look.top}`;
}

function shotLines({ production, cut }: Planned): readonly string[] {
  return cut.shots.map(
    ({ shot, range }) =>
      `${timecodeOf(range.start, cut.rate)}  ${secondsOf(range.frames, cut.rate).toFixed(1).padStart(5)} s  ${describeShot(shot, production.bible)}`,
  );
}

/** `studio plan`: what will be filmed, and what it takes. */
async function planOne(path: string, options: FilmOptions): Promise<void> {
  const planned = await planScript(path, options);
  const { production, plan } = planned;
  const { bible, storyboard } = production;
  const cost = forecast(plan, workRates, offlinePrices);
  const scenes = bible.scenes.map(
    (scene) =>
      `${scene.id}: ${bible.places.find(({ id }) => id === scene.place)?.name ?? scene.place}, ${scene.timeOfDay}, ${scene.mood}, ${scene.cast.join(', ') || 'nobody'}`,
  );
  reporterFor(options.json).result(
    {
      title: bible.title,
      scenes: bible.scenes,
      cast: bible.cast.map(({ id, name }) => ({ id, name })),
      shots: plan.shots.map(({ id, scene, kind, frames }) => ({ id, scene, kind, frames })),
      unfilmed: storyboard.unfilmed,
      forecast: cost,
    },
    [
      bible.title,
      '',
      'Scenes',
      ...scenes.map((line) => `  ${line}`),
      '',
      'Cast',
      ...bible.cast.map((member) => `  ${castLine(member)}`),
      '',
      'Shots',
      ...shotLines(planned).map((line) => `  ${line}`),
      ...(storyboard.unfilmed.length > 0 ? ['', 'Not filmed'] : []),
      ...storyboard.unfilmed.map(
        ({ text, reason, source }) => `  line ${source.first}: ${text.replaceAll(/\s+/g, ' ').slice(0, 60)}: ${reason}`,
      ),
      '',
      `Film: about ${Math.round(plan.seconds)} s. To make: ${forecastSentence(plan, cost)}.`,
    ],
  );
}

/** What changed between two drafts: the words, and the shots that must be drawn again. */
async function planTwo(path: string, newerPath: string, options: FilmOptions): Promise<void> {
  const [before, after] = [await planScript(path, options), await planScript(newerPath, options)];
  const drafts = compareDrafts(before.production.screenplay, after.production.screenplay);
  const changes = comparePlans(before.plan, after.plan);
  const redraw = new Set([...changes.changed.map(({ shotId }) => shotId), ...changes.added]);
  const partial: Plan = {
    ...after.plan,
    jobs: after.plan.jobs.map((job) => ({ ...job, made: job.shotId !== null && !redraw.has(job.shotId) })),
  };
  const cost = forecast(partial, workRates, offlinePrices);
  const shots = new Map(after.cut.shots.map(({ shot }) => [shot.id, shot]));
  const described = (id: string) => {
    const shot = shots.get(id);
    return shot ? describeShot(shot, after.production.bible) : id;
  };
  reporterFor(options.json).result({ drafts, ...changes, forecast: cost }, [
    ...drafts.scenes.map(
      ({ change, id, heading, after: lines }) =>
        `scene ${change.padEnd(8)} ${id} ${heading}${lines ? `, line ${lines.first}` : ''}`,
    ),
    `${drafts.speeches.length} speeches differ.`,
    '',
    ...changes.changed.map(({ shotId, reasons }) => `changed  ${described(shotId)}  (${reasons.join(', ')})`),
    ...changes.added.map((id) => `new      ${described(id)}`),
    ...changes.removed.map((id) => `dropped  ${id}`),
    '',
    `${changeSentence(changes, cost)}.`,
  ]);
}

/** How a cut that came back from an editor differs from ours; the lines are spoken, since ours follows the speech to the frame. */
async function planRecut(path: string, otio: string, options: FilmOptions): Promise<void> {
  const edited = await readEdited(otio);
  const { production } = await planScript(path, options);
  const order = { production, settings: settingsOf(options) };
  const reporter = reporterFor(options.json);
  try {
    await inWorkshop(options, reporter, async (workshop) => {
      const recut = recutFrom(cutOf(order, await speakLines(order, workshop)), edited);
      const { takes, dropped, unknown } = recut;
      reporter.result({ recut }, [
        ...takes.map(
          ({ shotId, source, trimmed }) =>
            `${trimmed ? 'trimmed' : 'whole  '}  ${shotId}${trimmed ? `  frames ${source.start} to ${source.start + source.frames}` : ''}`,
        ),
        ...dropped.map((id) => `left out ${id}`),
        ...unknown.map(({ name }) => `not ours ${name}`),
        '',
        `${takes.length} clips, ${takes.filter(({ trimmed }) => trimmed).length} trimmed, ${dropped.length} shots left out, ${unknown.length} not of this film.`,
      ]);
    });
  } finally {
    reporter.close();
  }
}

async function readEdited(otio: string): Promise<Timeline> {
  try {
    return readOtio(await readFile(otio, 'utf8'));
  } catch (cause) {
    throw new Failure(`${otio}: ${explain(cause).message}`, exitCodes.badInput, { cause });
  }
}

export async function plan(
  path: string,
  newer: string | undefined,
  options: FilmOptions & { readonly cut?: string },
): Promise<void> {
  if (options.cut !== undefined) return planRecut(path, options.cut, options);
  return newer === undefined ? planOne(path, options) : planTwo(path, newer, options);
}
