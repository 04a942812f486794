import { row, rows } from '@ai-film-studio/studio/db/sql.ts';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Watched } from './audience.ts';
import type { DiaryEntry } from './diary.ts';
import type { Strike } from './lightning.ts';

export type Figures = Readonly<Record<string, number>>;

const count = z.coerce.number();
const jobsRow = z.object({ jobs: count, done: count, cancelled: count, again: count, completions: count });

/** What happened, in numbers. Seconds where a name says so. */
export async function figuresOf(
  pool: Pool,
  seen: {
    readonly watched: readonly Watched[];
    readonly strikes: readonly Strike[];
    readonly diaries: readonly DiaryEntry[];
    readonly samples: number;
    readonly seconds: number;
  },
): Promise<Figures> {
  const { watched, strikes, diaries, samples, seconds } = seen;
  const jobs = await row(
    pool,
    jobsRow,
    `select count(*) as jobs, count(*) filter (where status = 'done') as done, count(*) filter (where status = 'cancelled') as cancelled,
       count(*) filter (where token > 1) as again, (select count(*) from chaos_completions) as completions from jobs`,
  );
  const films = (status: Watched['status']) => watched.filter((one) => one.status === status).length;
  const struck = (name: string) => strikes.filter(({ victim }) => victim === name).length;
  return {
    films: watched.length,
    'films done': films('done'),
    'films cancelled': films('cancelled'),
    jobs: jobs?.jobs ?? 0,
    'jobs done': jobs?.done ?? 0,
    'jobs cancelled': jobs?.cancelled ?? 0,
    'jobs begun again': jobs?.again ?? 0,
    claims: diaries.filter(({ what }) => what === 'began').length,
    completions: jobs?.completions ?? 0,
    duplicates: (jobs?.completions ?? 0) - (jobs?.done ?? 0),
    'kills of workers': struck('worker'),
    'kills of the API': struck('api'),
    'kills of the broker': struck('broker'),
    'kills of the database': struck('database'),
    'requests repeated': watched.reduce((sum, { repeated }) => sum + repeated, 0),
    'looks at the ledger': samples,
    'longest recovery, s': Math.round((await longestRecovery(pool, strikes)) * 10) / 10,
    'all, s': Math.round(seconds),
  };
}

/** Seconds from a strike to the next job that was completed, at most; strikes after the last completion do not count. */
async function longestRecovery(pool: Pool, strikes: readonly Strike[]): Promise<number> {
  const gaps = await rows(
    pool,
    z.object({ seconds: z.coerce.number() }),
    `select extract(epoch from min(at) - struck) as seconds from unnest($1::timestamptz[]) as struck
     join chaos_completions on at > struck group by struck`,
    [strikes.map(({ at }) => new Date(at))],
  );
  return Math.max(0, ...gaps.map(({ seconds }) => seconds));
}

/** The figures of several storms beside each other, as Markdown. */
export function tableOf(columns: readonly { readonly name: string; readonly figures: Figures }[]): string {
  const names = [...new Set(columns.flatMap(({ figures }) => Object.keys(figures)))];
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...columns.map(({ name }) => name)]),
    line(['---', ...columns.map(() => '---:')]),
    ...names.map((name) => line([name, ...columns.map(({ figures }) => (figures[name] ?? 0).toLocaleString('en'))])),
  ].join('\n');
}
