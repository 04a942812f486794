import { breakDown } from './breakdown/breakdown.ts';
import type { StoryBible } from './breakdown/story-bible.ts';
import { scenesOf } from './screenplay/scenes.ts';
import type { Scene, Screenplay } from './screenplay/screenplay.ts';
import type { Storyboard } from './storyboard/shot.ts';
import { storyboard } from './storyboard/storyboard.ts';

/** A screenplay understood: all that is needed to film it. */
export interface Production {
  readonly screenplay: Screenplay;
  readonly scenes: readonly Scene[];
  /** As the script alone gives it. */
  readonly inferred: StoryBible;
  /** With a person's corrections. */
  readonly bible: StoryBible;
  readonly storyboard: Storyboard;
}

/**
 * The way of the words: screenplay, scenes, story bible, storyboard.
 * @param options.untitled the film's name when the script gives none
 * @param options.correct puts a person's corrections into the bible before anything is staged
 * @example produce(parseFountain(text), { seed: 1 }).storyboard.shots.length
 */
export function produce(
  screenplay: Screenplay,
  options: {
    readonly seed: number;
    readonly untitled?: string;
    readonly correct?: (inferred: StoryBible) => StoryBible;
  },
): Production {
  const scenes = scenesOf(screenplay);
  const inferred = breakDown(screenplay, scenes, options.untitled);
  const bible = options.correct ? options.correct(inferred) : inferred;
  return {
    screenplay,
    scenes,
    inferred,
    bible,
    storyboard: storyboard(screenplay, scenes, bible, { seed: options.seed }),
  };
}
