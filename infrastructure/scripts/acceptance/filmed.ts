import { join } from 'node:path';
import type { Schemas } from '@ai-film-studio/client';
import type { Binaries } from '@ai-film-studio/studio';
import { lookAtFilm } from './artefacts.ts';
import { balanceOf, hundredths, lookAtCharge, movementsOf } from './credits.ts';
import { begin, endedJobs, follow, forecastOf, type Order, shotsOf } from './filming.ts';
import type { Leftovers } from './leftovers.ts';
import { script } from './script.ts';
import type { Settings } from './settings.ts';
import type { Look, Steps } from './steps.ts';
import type { Tester } from './tester.ts';

/** What a run works with. */
export interface Walk {
  readonly settings: Settings;
  readonly steps: Steps;
  readonly leftovers: Leftovers;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly binaries: Binaries;
}

/** A film that was made, and what is compared with the next. */
interface Filmed {
  readonly film: Schemas['Film'];
  readonly draftId: string;
  readonly shots: Awaited<ReturnType<typeof shotsOf>>;
}

/** Films an order, and looks at all that comes of it. */
export async function filmed(
  at: Walk,
  { studio }: Tester,
  order: Order,
  { lines, since }: { readonly lines: readonly string[]; readonly since: Filmed | null },
): Promise<Filmed> {
  const { steps } = at;
  const of = since ? 'changed script: ' : '';
  const forecast = await steps.do(`${of}the price is forecast`, async (look) => {
    const found = await forecastOf(studio, order, since?.draftId);
    lookAtForecast(look, found, { mostCredits: order.mostCredits, since });
    return found;
  });
  const { begun, before } = await steps.do(`${of}a film is begun, once`, async (look) => ({
    before: await balanceOf(studio),
    begun: await begin(studio, order, look),
  }));
  const film = await steps.do(`${of}the film is made, and followed`, (look) => follow(studio, begun.id, look));
  const jobs = await steps.do(`${of}its jobs are done`, async (look) => {
    const found = await endedJobs(studio, film.id, at.signal);
    const undone = found.filter(({ status }) => status !== 'done').map(({ kind, status }) => `${kind} ${status}`);
    look(undone.length === 0, `Jobs of a film that is done are not: ${undone.join(', ')}.`);
    look(found.length > 0, 'It has no jobs.');
    return found;
  });
  await steps.do(`${of}credits add up`, async (look) => {
    const [after, movements] = [await balanceOf(studio), await movementsOf(studio, film.id)];
    lookAtCharge(look, { before, after, movements, film });
    look(hundredths(film.cost ?? 0) > 0, 'The film cost nothing, and shots of it were drawn.');
  });
  const shots = await steps.do(`${of}its files are what was ordered`, async (look) => {
    const found = await shotsOf(studio, film.id);
    const expected = { title: script.title, lines, forecast: forecast.seconds, shots: found };
    const { url } = at.settings;
    await lookAtFilm(look, expected, { ...at, studio, url, filmId: film.id, folder: join(at.folder, film.id) });
    return found;
  });
  if (since)
    await steps.do(`${of}only what changed was filmed and paid`, async (look) =>
      lookAtChange(look, { since, film, forecast, shots, jobs }),
    );
  return { film, draftId: order.draftId, shots };
}

function lookAtForecast(
  look: Look,
  { cap, credits, seconds, shots, changed, work }: Schemas['Forecast'],
  { mostCredits, since }: { readonly mostCredits: number; readonly since: Filmed | null },
): void {
  look(cap <= mostCredits, `The film may cost ${cap} credits, more than --most-credits ${mostCredits}.`);
  look(0 < credits && credits <= cap, `${credits} credits are forecast, and the cap is ${cap}.`);
  look(seconds > 0 && shots.length > 0, `The forecast is of ${seconds} s and ${shots.length} shots.`);
  if (since) {
    look(
      changed !== null && 0 < changed.length && changed.length < shots.length,
      `One line was changed, and of ${shots.length} shots these are said to differ: ${changed?.join(', ')}.`,
    );
    look(
      shots.some(({ made }) => made) && work.shots < shots.length,
      `One line was changed, and ${work.shots} of ${shots.length} shots are to be made.`,
    );
  } else {
    const made = shots.filter((shot) => shot.made).map(({ id }) => id);
    look(made.length === 0, `Nothing was filmed yet, and these shots are said to be there: ${made.join(', ')}.`);
  }
}

interface Change {
  readonly since: Filmed;
  readonly film: Schemas['Film'];
  readonly forecast: Schemas['Forecast'];
  readonly shots: Filmed['shots'];
  readonly jobs: readonly Schemas['Job'][];
}

/** Of the shots that a line did not touch, the pictures are those of before, and nobody pays for them again. */
function lookAtChange(look: Look, { since, film, forecast, shots, jobs }: Change): void {
  const before = new Set(since.shots.map(({ picture }) => picture));
  const drawn = shots.filter(({ picture }) => !before.has(picture)).map(({ id }) => id);
  const foreseen = forecast.shots.filter(({ made }) => !made).map(({ id }) => id);
  look(
    String(drawn) === String(foreseen),
    `Drawn anew were the shots ${drawn.join(', ') || 'none'}, and ${foreseen.join(', ') || 'none'} were foreseen.`,
  );
  const clips = jobs.filter(({ kind, made }) => kind === 'clip' && made).length;
  look(clips === foreseen.length, `${clips} clips were made, and ${foreseen.length} were foreseen.`);
  look(
    (film.cost ?? 0) < (since.film.cost ?? 0),
    `With one line changed the film cost ${film.cost} credits, and the whole of it ${since.film.cost}.`,
  );
}
