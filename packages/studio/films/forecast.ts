import { cutShots, estimateSpoken, type Forecast, forecast, type Plan, planFilm } from '@ai-film-studio/film';
import type { JobKind } from '@ai-film-studio/film/plan/plan.ts';
import { capOf, pricesFor } from '../credits/prices.ts';
import { keyOf, type Makers } from '../jobs/job.ts';
import { clipJobs } from '../pipeline/pictures.ts';
import type { Order } from '../pipeline/studio.ts';
import { voicedLine, voiceJobs } from '../pipeline/voices.ts';
import { workRates } from '../pipeline/work-rates.ts';
import type { JobRecord } from '../storage/store.ts';

/** What making a film would take, as far as it can be known before. */
export interface FilmForecast extends Forecast {
  readonly plan: Plan;
  /** The most that it will cost, in hundredths of a credit. */
  readonly cap: number;
}

/** Which of these keys the user has; the records of those that are asked for with `records`. */
export interface Known {
  records(keys: readonly string[]): Promise<ReadonlyMap<string, JobRecord>>;
}

/** What is not made: a draft is of boards and has no music; a film's boards are its clips' stills. */
const skipped: Record<'film' | 'draft', ReadonlySet<JobKind>> = {
  film: new Set(['board']),
  draft: new Set(['clip', 'score']),
};

/**
 * Forecasts a film from what its user has already. A line that was never spoken is taken as long as it is estimated; its shot counts as one
 * to be drawn, and so does every shot when the makers of the fleet are not known yet.
 */
export async function forecastFilm(
  kind: 'film' | 'draft',
  order: Order,
  makers: Makers | null,
  known: Known,
): Promise<FilmForecast> {
  const { production, settings } = order;
  const spoken = makers ? voiceJobs(order).map(({ line, job }) => ({ line, key: keyOf(job, makers) })) : [];
  const records = await known.records(spoken.map(({ key }) => key));
  const voices = new Map(
    spoken.flatMap(({ line, key }) => {
      const record = records.get(key);
      return record ? [[line.id, voicedLine(line, record)] as const] : [];
    }),
  );
  const cut = cutShots(
    production.storyboard.shots,
    settings.rate,
    (line) => voices.get(line.id) ?? estimateSpoken(line.text),
  );
  const engine = makers ? `${makers.engine} ${makers.versions.picture}` : 'animatic';
  const plan = planFilm({ ...production, cut, settings: { ...settings, engine } });
  const clips = makers ? clipJobs(order, cut, voices).map((job) => keyOf(job, makers)) : [];
  const drawn = await known.records(clips);
  const isMade = new Set([
    ...[...voices.keys()].map((line) => `voice:${line}`),
    ...cut.shots.flatMap(({ shot }, index) => {
      const put = order.decisions?.get(shot.id)?.picture;
      return put || drawn.has(clips[index] ?? '') ? [`clip:${shot.id}`, `board:${shot.id}`] : [];
    }),
  ]);
  const jobs = plan.jobs.filter((job) => !skipped[kind].has(job.kind));
  const marked = { ...plan, jobs: jobs.map((job) => ({ ...job, made: isMade.has(job.name) })) };
  const cost = forecast(marked, workRates, pricesFor({ ...settings, engine }));
  return { ...cost, plan: marked, cap: capOf(cost) };
}
