const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long after the first, second … failure a delivery is tried again. After the last it is given up: about a day and a half after it was due. */
export const pauses: readonly number[] = [
  5 * second,
  30 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  18 * hour,
];

/**
 * When to try again, in milliseconds from now; `null` when it is given up.
 * @param failures until now, this one among them
 * @param luck 0…1: receivers that failed together are not tried together again
 */
export function nextTry(failures: number, luck: number): number | null {
  const pause = pauses[failures - 1];
  return pause === undefined ? null : Math.round(pause * (1 + luck / 5));
}

/** An endpoint that fails so long, or so often in a row, is disabled: nobody is there. */
export const enough = { failingFor: 3 * 24 * hour, givenUp: 20 } as const;

export interface Health {
  /** Since when nothing has succeeded. */
  readonly failingSince: Date | null;
  /** Deliveries that were given up since then. */
  readonly givenUp: number;
}

/** Why an endpoint is to be disabled; `null` while it may go on. */
export function whyDisable({ failingSince, givenUp }: Health, status: number | null, now: Date): string | null {
  // "Gone" is how a receiver says that it wants no more.
  if (status === 410) return 'It answered 410 Gone.';
  if (givenUp >= enough.givenUp) return `${givenUp} deliveries in a row were given up.`;
  if (givenUp > 0 && failingSince && now.getTime() - failingSince.getTime() >= enough.failingFor)
    return 'No delivery has succeeded for three days.';
  return null;
}
