/** The domain of the film studio: what other packages may use of it. */
export * from './breakdown/story-bible.ts';
export * from './screenplay/screenplay.ts';
export * from './storyboard/shot.ts';
export * from './timeline/cut.ts';
export * from './timeline/timeline.ts';
