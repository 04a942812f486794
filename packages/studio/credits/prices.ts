import { type Forecast, type JobKind, offlinePrices, type PriceList } from '@ai-film-studio/film';
import type { Centicredits } from './amount.ts';

/** What a price depends on beside the seconds of film. */
export interface PricedSettings {
  /** Name and version: `animatic 3`. Prices go by the name. */
  readonly engine: string;
  readonly width: number;
  readonly height: number;
}

/** Pictures above `pixels` cost this many times as much. */
interface SizeStep {
  readonly pixels: number;
  readonly factor: number;
}

/** All prices as data. */
interface PriceBook {
  readonly version: number;
  readonly since: string;
  readonly engines: Readonly<Record<string, PriceList>>;
  readonly sizes: readonly SizeStep[];
  /** Part of the forecast that a film may cost on top of it: lines take other times spoken than estimated. */
  readonly margin: number;
}

/** The studio's prices. A change is a new version with its date: films that are running keep the cap they began with. */
export const priceBook: PriceBook = {
  version: 1,
  since: '2026-11-01',
  engines: { animatic: offlinePrices },
  sizes: [
    { pixels: 1920 * 1080, factor: 2 },
    { pixels: 2560 * 1440, factor: 4 },
  ],
  margin: 0.1,
};

/** What is drawn anew for another size. Voices and music are not. */
const drawn: ReadonlySet<JobKind> = new Set(['board', 'clip', 'assemble']);

function sizeFactor({ width, height }: PricedSettings): number {
  return priceBook.sizes.reduce((factor, step) => (width * height > step.pixels ? step.factor : factor), 1);
}

function listOf(engine: string): PriceList {
  const name = engine.split(' ')[0] ?? '';
  const list = Object.hasOwn(priceBook.engines, name) ? priceBook.engines[name] : undefined;
  if (!list) throw new RangeError(`There is no price for the engine "${engine}".`);
  return list;
}

/**
 * The price list of a film's settings, to forecast with.
 * @throws RangeError when the engine has no price
 * @example const { credits } = forecast(plan, rates, pricesFor(plan.settings));
 */
export function pricesFor(settings: PricedSettings): PriceList {
  const list = listOf(settings.engine);
  const factor = sizeFactor(settings);
  const scaled = (kind: JobKind) => list.creditsPerSecond[kind] * (drawn.has(kind) ? factor : 1);
  return {
    ...list,
    creditsPerSecond: {
      voice: scaled('voice'),
      board: scaled('board'),
      clip: scaled('clip'),
      score: scaled('score'),
      mix: scaled('mix'),
      assemble: scaled('assemble'),
      deliver: scaled('deliver'),
    },
  };
}

/** Credits of one job, not rounded: `costOf` does that, once for the whole film. */
export function priceOf(kind: JobKind, seconds: number, settings: PricedSettings): number {
  return seconds * pricesFor(settings).creditsPerSecond[kind];
}

/** Below this, a difference is the arithmetic's and not the price's. */
const noise = 1e-6;

/**
 * What a film costs: the sum of its jobs' prices, rounded to the nearest hundredth, once, and never above the cap.
 * @param credits the sum of `priceOf` of the jobs that were really made
 */
export const costOf = (credits: number, cap: Centicredits): Centicredits =>
  Math.min(Math.round(credits * 100 + noise), cap);

/** The most that a film with this forecast ever costs: this is what is reserved for it. */
export function capOf({ credits }: Pick<Forecast, 'credits'>): Centicredits {
  return Math.ceil(credits * (1 + priceBook.margin) * 100 - noise);
}
