import type { Action } from './screenplay.ts';

const duration = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const address = /^(?:\[\p{L}{1,12}\]\s*)?[a-z][a-z0-9+.-]*:\/\/\S+$/iu;
const assetFile = /^\[\p{L}{1,12}\]\s*\S+\.(?:png|jpe?g|gif|webp|svg|mp3|wav|ogg|m4a|aac|flac|mp4|mov|webm)$/iu;

/** Whether a line is a storyboard tool's note to itself: `00:15`, `[i]https://…`, a bare address. */
export function isAnnotationLine(line: string): boolean {
  return duration.test(line) || address.test(line) || assetFile.test(line);
}

/**
 * Whether an action is only a storyboard tool's notes (a duration, links to pictures and sounds): not for the screen.
 *
 * @example isAnnotation(action) // true for the text '00:15\n[i]https://example.org/1.png'
 */
export function isAnnotation(action: Action): boolean {
  return !action.forced && !action.centred && action.text.split('\n').every((line) => isAnnotationLine(line.trim()));
}
