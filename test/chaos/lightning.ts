import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@ai-film-studio/studio/engines/animatic/random.ts';
import type { Victim } from './victim.ts';

export interface Strike {
  readonly victim: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How often each is struck, compared with the others: a database needs some seconds to be itself again. */
const weights: Readonly<Record<string, number>> = { worker: 2, api: 2, broker: 2, database: 1.5 };

/**
 * Strikes one of the victims now and then, each again only when it is back. Whom and when follows from `random`.
 * @param options.every milliseconds between two strikes, on average
 * @param options.most after so many it is calm
 * @returns when all that was struck is back
 */
export async function strikeAtRandom(
  victims: readonly Victim[],
  options: { readonly random: Random; readonly every: number; readonly most: number; readonly signal: AbortSignal },
): Promise<readonly Strike[]> {
  const { random, every, most, signal } = options;
  const strikes: Strike[] = [];
  const down = new Map<Victim, Promise<void>>();
  while (strikes.length < most) {
    await delay(every * (0.3 + 1.4 * random()), undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const victim = drawn(victims, random());
    if (down.has(victim)) continue;
    strikes.push({ victim: victim.name, at: Date.now() });
    down.set(
      victim,
      victim.strike().finally(() => down.delete(victim)),
    );
  }
  await Promise.all(down.values());
  return strikes;
}

/** One of them by its weight. @param luck 0…1 */
function drawn(victims: readonly Victim[], luck: number): Victim {
  const weight = ({ name }: Victim) => weights[name] ?? 1;
  let left = luck * victims.reduce((sum, victim) => sum + weight(victim), 0);
  for (const victim of victims) {
    left -= weight(victim);
    if (left <= 0) return victim;
  }
  throw new Error('There is nobody to strike.');
}
