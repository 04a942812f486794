import type { StoredObject } from '../storage/store.ts';
import type { JobContext } from './context.ts';

/** Where an input can be read. @throws Error when the job does not have it: the pipeline built it wrong. */
export async function inputPath(
  inputs: Readonly<Record<string, StoredObject>>,
  name: string,
  context: Pick<JobContext, 'store'>,
): Promise<string> {
  const object = inputs[name];
  if (!object) throw new Error(`The job has no input "${name}".`);
  return context.store.pathOf(object);
}
