import type { PictureRequest } from '../engines/engine.ts';
import type { StoredObject } from '../storage/store.ts';
import type { JobContext } from './context.ts';
import type { UnvoicedPicture } from './job.ts';
import { readTiming } from './voice.ts';

/** How a line's timing is named among the inputs: by its number in the shot, or in the shot that this one dissolves from. */
export const linePrefix = 'line ';
export const outgoingPrefix = 'outgoing line ';

/** Puts the phones of each line, from the timings among the inputs, back into a picture request. */
export async function voiced(
  picture: UnvoicedPicture,
  inputs: Readonly<Record<string, StoredObject>>,
  context: JobContext,
  prefix = linePrefix,
): Promise<PictureRequest> {
  const lines = await Promise.all(
    picture.lines.map(async (line, index) => {
      const timing = inputs[`${prefix}${index}`];
      return { ...line, phones: timing ? (await readTiming(context, timing)).phones : [] };
    }),
  );
  const outgoing = picture.outgoing ? await voiced(picture.outgoing, inputs, context, outgoingPrefix) : null;
  return { ...picture, lines, outgoing };
}
