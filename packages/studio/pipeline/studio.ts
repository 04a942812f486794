import type { Production } from '@ai-film-studio/film';
import type { PictureSettings } from '../engines/engine.ts';
import type { Runner } from '../jobs/local-runner.ts';
import type { ConformedType } from '../media/arguments.ts';
import type { Store, StoredObject } from '../storage/store.ts';
import type { Report } from './events.ts';

/** What every stage of the pipeline works with. */
export interface Studio {
  readonly runner: Runner;
  readonly store: Store;
  readonly report: Report;
}

/** What a person decided of a shot. */
export interface ShotDecision {
  /** Which take of it is wanted: 0 is the first, each further one is drawn with other luck. */
  readonly take: number;
  /** What is shown in its place: somebody's image or clip, or the shot as it was when it was locked. */
  readonly picture: { readonly mediaType: ConformedType; readonly object: StoredObject } | null;
}

/** A film to be made: what was understood of the script, and how it shall look. */
export interface Order {
  readonly production: Production;
  readonly settings: PictureSettings;
  /** By the shot's id; none on the command line. */
  readonly decisions?: ReadonlyMap<string, ShotDecision>;
}
