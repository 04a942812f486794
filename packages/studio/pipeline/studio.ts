import type { Production } from '@ai-film-studio/film';
import type { PictureSettings } from '../engines/engine.ts';
import type { Runner } from '../jobs/local-runner.ts';
import type { Store } from '../storage/store.ts';
import type { Report } from './events.ts';

/** What every stage of the pipeline works with. */
export interface Studio {
  readonly runner: Runner;
  readonly store: Store;
  readonly report: Report;
}

/** A film to be made: what was understood of the script, and how it shall look. */
export interface Order {
  readonly production: Production;
  readonly settings: PictureSettings;
}
