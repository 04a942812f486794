import type { PictureRequest } from '../engines/engine.ts';
import type { StoredObject } from '../storage/store.ts';
import type { JobContext } from './context.ts';
import type { UnvoicedPicture } from './job.ts';
import { readTiming } from './voice.ts';

/** Puts the phones of each line, from the timings among the inputs, back into a picture request. */
export async function voiced(
  picture: UnvoicedPicture,
  inputs: Readonly<Record<string, StoredObject>>,
  context: JobContext,
): Promise<PictureRequest> {
  const lines = await Promise.all(
    picture.lines.map(async ({ lineId, ...line }) => {
      const timing = inputs[lineId];
      return { ...line, phones: timing ? (await readTiming(context, timing)).phones : [] };
    }),
  );
  return { ...picture, lines, outgoing: picture.outgoing ? await voiced(picture.outgoing, inputs, context) : null };
}
