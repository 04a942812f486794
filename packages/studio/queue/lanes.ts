/** Jobs of a type come by two lanes, one of them for high priority. A worker serves both, or, as one that premium users have for themselves, that one alone. */
export const lanesNames = ['both', 'high-priority'] as const;
export type Lanes = (typeof lanesNames)[number];

/** Every so many times the main lanes are asked first: they have their turn however much there is of high priority. */
const mainTurn = 4;

/**
 * In which order a worker asks the queues of a broker that has one for each lane: those of another type first in each round, so that no type waits
 * for another.
 * @param turn counts how often it has asked
 * @example askedInTurn(1, 'both', [{ high: 'urgent', main: 'rest' }]); // ['urgent', 'rest']
 */
export function askedInTurn<Queue>(
  turn: number,
  lanes: Lanes,
  queues: readonly { readonly high: Queue; readonly main: Queue }[],
): readonly Queue[] {
  const begin = Math.floor(turn / mainTurn) % Math.max(1, queues.length);
  const inTurn = [...queues.slice(begin), ...queues.slice(0, begin)];
  const high = inTurn.map((one) => one.high);
  if (lanes === 'high-priority') return high;
  const main = inTurn.map((one) => one.main);
  return turn % mainTurn === 0 ? [...main, ...high] : [...high, ...main];
}
