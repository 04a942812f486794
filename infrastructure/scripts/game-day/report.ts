import type { Loss } from './findings.ts';

/** All that a game day measured. Times are seconds from the kill. */
export interface GameDay {
  readonly commitsPerSecond: number;
  readonly commits: Loss;
  readonly objects: Loss;
  readonly dangling: number;
  readonly noticed: number;
  readonly promoted: number;
  readonly firstCommit: number;
  readonly apiReady: number;
  readonly violations: readonly string[];
}

interface Pledge {
  readonly tier: string;
  readonly what: string;
  /** Seconds. */
  readonly rto: number;
  readonly rpo: number;
  readonly time: (day: GameDay) => number;
  readonly loss: (day: GameDay) => Loss;
}

/** The document's tiers (section 10) and what stands for each here. */
const pledges: readonly Pledge[] = [
  {
    ...{ tier: '1', what: 'database: a writer again, first commit', rto: 30 * 60, rpo: 5 * 60 },
    ...{ time: ({ firstCommit }) => firstCommit, loss: ({ commits }) => commits },
  },
  {
    ...{ tier: '2', what: 'API: /ready, jobs go on', rto: 60 * 60, rpo: 15 * 60 },
    ...{ time: ({ apiReady }) => apiReady, loss: ({ commits }) => commits },
  },
  {
    ...{ tier: 'all', what: 'media: read from the other region', rto: 60 * 60, rpo: 15 * 60 },
    ...{ time: ({ apiReady }) => apiReady, loss: ({ objects }) => objects },
  },
];

/** What was promised and did not hold. */
export function broken(day: GameDay): readonly string[] {
  const late = pledges.flatMap(({ tier, what, rto, rpo, time, loss }) => [
    ...(time(day) > rto ? [`tier ${tier}, ${what}: took ${time(day).toFixed(1)} s of ${rto}`] : []),
    ...(loss(day).seconds > rpo
      ? [`tier ${tier}, ${what}: lost ${loss(day).seconds.toFixed(1)} s of at most ${rpo}`]
      : []),
  ]);
  return [...late, ...day.violations];
}

const minutes = (seconds: number) => `${seconds / 60} min`;

export function tableOf(day: GameDay): string {
  const lines = pledges.map(({ tier, what, rto, rpo, time, loss }) => {
    const { seconds, count, of } = loss(day);
    return `| ${tier} | ${what} | ${minutes(rto)} | ${time(day).toFixed(1)} s | ${minutes(rpo)} | ${seconds.toFixed(2)} s: ${count} of ${of} |`;
  });
  return [
    '| tier | what | RTO | took | RPO | lost |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...lines,
    '',
    `${Math.round(day.commitsPerSecond)} commits a second when the primary was killed. Noticed after ${day.noticed.toFixed(1)} s, promoted after ${day.promoted.toFixed(1)} s.`,
    `${day.dangling} rows name objects that were not carried over.`,
    day.violations.length > 0
      ? day.violations.join('\n')
      : 'No credit was made or lost; no job was lost or done twice.',
  ].join('\n');
}
