import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { collections, type Sheet } from './bible-sheets.ts';
import type { Correction, WrittenSheets } from './corrections.ts';
import {
  castMemberSchema,
  lookSchema,
  placeSchema,
  propSchema,
  sceneNotesSchema,
  setNames,
  voiceSchema,
} from './story-bible.ts';
import { pairAt } from './yaml-path.ts';

/** What a file says. */
export interface WrittenBible {
  readonly sheets: WrittenSheets;
  /** Those recorded in the file when it was last printed. */
  readonly corrections: readonly Correction[];
  /** Where a path stands in the file, 1-based. */
  readonly positionOf: (path: string) => { readonly line: number; readonly column: number };
}

/** A person's file cannot be taken as it is. The message is one line and names the place, the path and what is allowed there. */
export class BibleError extends Error {
  override readonly name = 'BibleError';
  readonly problem: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;

  constructor(problem: string, path: string, position: { readonly line: number; readonly column: number }) {
    super(`line ${position.line}, column ${position.column}: ${path === '' ? '' : `${path}: `}${problem}`);
    this.problem = problem;
    this.path = path;
    this.line = position.line;
    this.column = position.column;
  }
}

const leaf = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const correction = z.union([
  z.strictObject({ at: z.string(), set: leaf }),
  z.strictObject({ at: z.string(), add: z.string() }),
  z.strictObject({ at: z.string(), remove: z.string() }),
]);

const writtenSchema = z.strictObject({
  title: z.string().optional(),
  credits: z.array(z.string()).optional(),
  cast: z
    .record(
      z.string(),
      z
        .strictObject({
          ...castMemberSchema.omit({ id: true, introducedAt: true, speeches: true }).shape,
          look: z.strictObject(lookSchema.shape).partial(),
          voice: z.strictObject(voiceSchema.shape).partial(),
        })
        .partial(),
    )
    .optional(),
  places: z
    .record(z.string(), z.strictObject({ ...placeSchema.omit({ id: true }).shape, set: z.enum(setNames) }).partial())
    .optional(),
  props: z.record(z.string(), z.strictObject(propSchema.omit({ id: true }).shape).partial()).optional(),
  scenes: z
    .record(z.string(), z.strictObject(sceneNotesSchema.omit({ id: true, interior: true }).shape).partial())
    .optional(),
  corrections: z.array(correction).optional(),
});

/** Few lines of YAML can name each other until no memory holds what they mean; the library stops at a hundred times. */
function valuesIn(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    throw new BibleError('aliases (*) name each other too often: write out what they mean', '', { line: 1, column: 1 });
  }
}

/**
 * Reads what a person left in the file.
 * @throws BibleError for broken YAML, unknown keys and values that are not allowed.
 */
export function readBible(text: string): WrittenBible {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const at = fault.linePos?.[0];
    throw new BibleError(fault.message.split(/ at line | \(/)[0] ?? fault.message, '', {
      line: at?.line ?? 1,
      column: at?.col ?? 1,
    });
  }
  const positionOf = (path: string) => {
    const steps = path.split('/');
    for (let length = steps.length; length > 0; length -= 1) {
      const key = pairAt(document, steps.slice(0, length))?.key;
      if (!isNode(key)) continue;
      const { line, col } = lineCounter.linePos(key.range?.[0] ?? 0);
      return { line, column: col };
    }
    return { line: 1, column: 1 };
  };
  const parsed = writtenSchema.safeParse(withEmptyEntries(valuesIn(document)));
  if (!parsed.success) {
    const [problem, path] = explained(parsed.error.issues[0]);
    throw new BibleError(problem, path, positionOf(path));
  }
  const { corrections = [], title, credits } = parsed.data;
  const sheets: WrittenSheets = {
    ...(title === undefined ? {} : { title }),
    ...(credits === undefined ? {} : { credits }),
  };
  for (const collection of collections) {
    const entries = parsed.data[collection];
    // The schema allows leaves and objects of leaves only.
    if (entries !== undefined) sheets[collection] = new Map(Object.entries(entries) as [string, Sheet][]);
  }
  return { sheets, corrections: corrections as Correction[], positionOf };
}

/** An empty file, and an entry of which only the name is left (`waiter:`), say nothing; they are no mistakes. */
function withEmptyEntries(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (!collections.some((collection) => collection === key)) return [key, inner];
      if (inner === null) return [key, {}];
      if (typeof inner !== 'object' || Array.isArray(inner)) return [key, inner];
      return [key, Object.fromEntries(Object.entries(inner).map(([id, entry]) => [id, entry ?? {}]))];
    }),
  );
}

type Issue = z.core.$ZodIssue;

function explained(issue: Issue | undefined): [problem: string, path: string] {
  if (issue === undefined) return ['cannot be read', ''];
  const path = issue.path.map(String).join('/');
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return [`there is no such field; allowed here: ${fieldsAt(path).join(', ')}`, path === '' ? key : `${path}/${key}`];
  }
  if (issue.code === 'invalid_value') return [`must be one of ${issue.values.map(String).join(', ')}`, path];
  if (issue.code === 'too_small') return [`must be at least ${issue.minimum}`, path];
  if (issue.code === 'too_big') return [`must be at most ${issue.maximum}`, path];
  if (/Colour$/.test(path) && !/hairColour$/.test(path)) return ['must be a colour in quotes, such as "#3d6b7d"', path];
  if (issue.code === 'invalid_type')
    return [`must be ${issue.expected === 'array' ? 'a list, such as [one, two]' : `a ${issue.expected}`}`, path];
  return [issue.message, path];
}

function fieldsAt(path: string): string[] {
  const [collection, , part] = path.split('/');
  const shapes: Record<string, object> = {
    cast: castMemberSchema.omit({ id: true, introducedAt: true, speeches: true }).shape,
    places: placeSchema.omit({ id: true }).shape,
    props: propSchema.omit({ id: true }).shape,
    scenes: sceneNotesSchema.omit({ id: true, interior: true }).shape,
  };
  if (part === 'look') return Object.keys(lookSchema.shape);
  if (part === 'voice') return Object.keys(voiceSchema.shape);
  if (collection === undefined || collection === '') return ['title', 'credits', ...collections, 'corrections'];
  return Object.keys(shapes[collection] ?? { at: 0, set: 0, add: 0, remove: 0 });
}
