/** So many connections for so many seconds. */
export interface Stage {
  readonly connections: number;
  readonly seconds: number;
}

/** A load test is to find limits of the studio, not to be an attack on it. */
const most = { connections: 500, seconds: 1_800 } as const;

/**
 * Reads stages as they are written on the command line.
 * @throws RangeError when they cannot be read, or are more than a load test may be
 * @example readStages('5x10,20x30') // [{ connections: 5, seconds: 10 }, { connections: 20, seconds: 30 }]
 */
export function readStages(text: string): readonly Stage[] {
  const stages = text.split(',').map((part): Stage => {
    const [, connections, seconds] = /^(\d+)x(\d+)$/.exec(part.trim()) ?? [];
    if (!Number(connections) || !Number(seconds))
      throw new RangeError(`"${part}" is no stage: write connections x seconds, like 20x30.`);
    return { connections: Number(connections), seconds: Number(seconds) };
  });
  const all = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  const widest = Math.max(...stages.map(({ connections }) => connections));
  if (all > most.seconds) throw new RangeError(`${all} s in all are more than ${most.seconds}.`);
  if (widest > most.connections) throw new RangeError(`${widest} connections are more than ${most.connections}.`);
  return stages;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Why an address is not asked; `null` when it may be. Whoever loads what is not theirs attacks it, so elsewhere must be meant. WAF counts, too: its
 * limits stop a load test from one address (docs/runbooks/load-test.md).
 */
export const whyNot = (address: URL, allowRemote: boolean): string | null =>
  allowRemote || loopback.test(address.hostname)
    ? null
    : `${address.hostname} is not this machine: say --allow-remote when it is yours and somebody knows of it.`;
