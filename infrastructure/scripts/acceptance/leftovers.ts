import { answerOf } from '@ai-film-studio/client';
import type { Tester } from './tester.ts';

/** What every project and key of this program is called, so that a later run knows what an earlier one left. */
export const ours = 'Acceptance';

/** Milliseconds. No run lasts as long: what is older was left by one that was killed. */
const old = 2 * 3_600_000;

/** Deletes what runs left that were killed. */
export async function sweep({ studio, endKeys }: Tester, now = Date.now()): Promise<void> {
  const isLeft = ({ name, createdAt }: { readonly name: string; readonly createdAt: string }) =>
    name === ours && now - Date.parse(createdAt) > old;
  const { items } = await answerOf(studio.GET('/v1/projects', { params: { query: { limit: 100 } } }));
  for (const { id } of items.filter(isLeft))
    await studio.DELETE('/v1/projects/{projectId}', { params: { path: { projectId: id } } });
  await endKeys(isLeft);
}

/** Something that was made, and how it is unmade. */
interface Made {
  readonly what: string;
  readonly unmake: (signal: AbortSignal) => Promise<unknown>;
}

/** What a run has made: unmade backwards, the rest also when one of it can't be. */
export class Leftovers {
  private readonly made: Made[] = [];

  add(what: string, unmake: Made['unmake']): void {
    this.made.push({ what, unmake });
  }

  /** @returns what could not be unmade, and why */
  async unmake(signal: AbortSignal, explain: (error: unknown) => string): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const { what, unmake } of this.made.splice(0).reverse())
      await unmake(signal).catch((error: unknown) => faults.push(`${what} is still there. ${explain(error)}`));
    return faults;
  }
}
