import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

setFlagsFromString('--expose-gc');
const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));

/**
 * Frees the bitmaps of canvases that nobody holds any more. A canvas's pixels lie outside the JavaScript heap, where the collector does not see
 * them: left alone it waits until the small heap is full. One collection takes about 10 ms.
 */
export function collectCanvases(): void {
  collect();
}
