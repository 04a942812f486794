import type { Stage } from './stage.ts';

/** An answer, or that none came (status 0), after so many milliseconds. */
export interface Answered {
  readonly status: number;
  readonly milliseconds: number;
}

export interface StageFigures extends Stage {
  readonly answers: number;
  readonly perSecond: number;
  /** Milliseconds of those that were answered. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Shares, 0…1: answers of 500 and above or none at all; refusals as too many. */
  readonly failed: number;
  readonly tooMany: number;
  /** Other answers that were no success: then something else was measured than was meant. */
  readonly refused: number;
}

/** The value that so large a share of sorted values does not exceed (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function figuresOf(stage: Stage, answers: readonly Answered[]): StageFigures {
  const times = answers
    .filter(({ status }) => status > 0)
    .map(({ milliseconds }) => milliseconds)
    .sort((one, other) => one - other);
  const share = (is: (status: number) => boolean) =>
    answers.length === 0 ? 0 : answers.filter(({ status }) => is(status)).length / answers.length;
  return {
    ...stage,
    answers: answers.length,
    perSecond: answers.length / stage.seconds,
    ...{ p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) },
    failed: share((status) => status === 0 || status >= 500),
    tooMany: share((status) => status === 429),
    refused: share((status) => status >= 300 && status < 500 && status !== 429),
  };
}

export interface Thresholds {
  /** Milliseconds. */
  readonly p95: number;
  /** Share of failures, 0…1. */
  readonly failed: number;
}

/** Thresholds that did not hold, in words. */
export function broken(stages: readonly StageFigures[], { p95, failed }: Thresholds): readonly string[] {
  return stages.flatMap((one) => {
    const name = `${one.connections} connections`;
    return [
      ...(one.answers === 0 ? [`${name}: nothing was answered`] : []),
      ...(one.p95 > p95 ? [`${name}: p95 is ${one.p95.toFixed(0)} ms, above ${p95}`] : []),
      ...(one.failed > failed ? [`${name}: ${percent(one.failed)} failed, more than ${percent(failed)}`] : []),
      ...(one.refused > 0
        ? [
            `${name}: ${percent(one.refused)} were refused for another reason than their number: look at the key and the paths`,
          ]
        : []),
    ];
  });
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

export function tableOf(stages: readonly StageFigures[]): string {
  const row = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    row('connections', 's', 'answers/s', 'p50, ms', 'p95, ms', 'p99, ms', 'failed', '429'),
    row(...Array.from({ length: 8 }, () => '---:')),
    ...stages.map((one) =>
      row(
        ...[one.connections, one.seconds, one.perSecond.toFixed(0)],
        ...[one.p50, one.p95, one.p99].map((time) => time.toFixed(1)),
        ...[percent(one.failed), percent(one.tooMany)],
      ),
    ),
  ].join('\n');
}
