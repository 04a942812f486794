import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { z } from 'zod';

/** The querystring of a list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional().describe('`next` of the page before.'),
});

/** The answer of a list. @example pageOf(projectSchema) */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
  });

/** A cursor is the sort keys of the last row. Nobody but us reads it. */
export const cursorOf = (keys: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/**
 * The sort keys of a cursor, checked: it comes from outside.
 * @throws Refusal when it is not one of ours
 * @example const after = readCursor(cursor, timeAndId);
 */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, schema: T): z.output<T> | null {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('invalid', 'cursor', 'The cursor is not one of this list: begin again without one.');
  }
}

/** A time as our cursors have it, with so many decimals of its seconds; PostgreSQL knows no year 0. */
const cursorTime = (precision: number) => z.iso.datetime({ precision }).refine((time) => !time.startsWith('0000'));

/** Newest first, as most lists are: the keys are a time and an id. */
export const timeAndId = z.tuple([cursorTime(3), z.uuid()]);

/** The same, where the database's own time is shown, in microseconds. */
export const microTimeAndId = z.tuple([cursorTime(6), z.uuid()]);

/**
 * A page of rows that were asked for with one more than the limit: whether there is a further page shows without counting.
 * @example pageFrom(rows, limit, ({ createdAt, id }) => [createdAt, id])
 */
export function pageFrom<T>(
  rows: readonly T[],
  limit: number,
  keys: (row: T) => readonly (string | number)[],
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(keys(last)) : null };
}
