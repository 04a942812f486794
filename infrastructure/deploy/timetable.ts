import { other } from './colour.ts';
import { type Strategy, strategies } from './strategy.ts';
import { watched } from './workers/next.ts';

/** Minutes that a version takes to come up, as a rule: pulling the image, its health check, the load balancer's. */
const comingUp = 3;

interface Line {
  /** Minutes after the beginning, when all goes well. */
  readonly at: number;
  readonly what: string;
}

/** What `--dry-run` says of a deployment of the API. @param size tasks of the live colour */
export function backendTimetable(strategy: Strategy, to: 'blue' | 'green', size: number): readonly Line[] {
  const from = other(to);
  const lines: Line[] = [
    { at: 0, what: `registers the task definition and starts ${size} tasks in ${to}` },
    { at: comingUp, what: `tests ${to} through the load balancer, by its headers` },
  ];
  let at = comingUp;
  for (const { weight, seconds } of strategies[strategy]) {
    lines.push({ at, what: `gives ${to} ${weight} percent of traffic, and watches it for ${seconds / 60} minutes` });
    at += seconds / 60;
  }
  lines.push({ at, what: `gives ${to} the bounds of the autoscaler, and lets ${from} go` });
  return lines;
}

/** The same of a fleet's. */
export const workersTimetable = (running: number): readonly Line[] => [
  {
    at: 0,
    what: `registers the task definition and gives it to ${running} workers, ${running > 1 ? 'half of them' : 'all'} at a time`,
  },
  { at: comingUp, what: `watches the new workers for ${watched / 60} minutes` },
  { at: comingUp + watched / 60, what: 'is done' },
];

/** @example written([{ at: 3, what: 'tests green' }]); // '+ 3 min  tests green' */
export const written = (lines: readonly Line[]): string =>
  lines.map(({ at, what }) => `+${String(at).padStart(3)} min  ${what}`).join('\n');
