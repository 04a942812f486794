import { createHash } from 'node:crypto';
import { type StoryBible, storyBibleSchema } from '@ai-film-studio/film';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { DraftText, WrittenBible } from './understand.ts';

const time = z.date().transform((date) => date.toISOString());

const projectColumns = 'id, name, description, status, settings, created_at as "createdAt", updated_at as "updatedAt"';
const projectRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  status: z.enum(['active', 'archived']),
  settings: z.record(z.string(), z.unknown()),
  createdAt: time,
  updatedAt: time,
});
export type Project = z.infer<typeof projectRow>;

const draftColumns =
  'id, project_id as "projectId", number, name, ending, sha256, length(content) as bytes, created_at as "createdAt"';
const draftRow = z.object({
  id: z.string(),
  projectId: z.string(),
  number: z.int(),
  name: z.string(),
  ending: z.enum(['.fountain', '.fdx']),
  sha256: z.string(),
  bytes: z.int(),
  createdAt: time,
});
/** A draft without its text. */
export type Draft = z.infer<typeof draftRow>;

const bibleRow = z.object({ text: z.string(), inferred: storyBibleSchema, version: z.int() });
export type Bible = z.infer<typeof bibleRow>;

/** Where a list goes on: the time and id of the last that was seen. */
export type After = readonly [string, string] | null;

/** What of a project its owner may change. */
export interface ProjectPatch {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly status?: Project['status'] | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** Projects of users, the drafts of their scripts and their story bibles. Whatever is not the user's is not there. */
export class ProjectService {
  private readonly pool: Pool;
  private readonly reads: Database;

  /** @param reads where lists are read */
  constructor(pool: Pool, reads: Database = pool) {
    this.pool = pool;
    this.reads = reads;
  }

  async create(userId: string, project: ProjectPatch & { readonly name: string }): Promise<Project> {
    const { name, description = '', settings = {} } = project;
    const made = await row(
      this.pool,
      projectRow,
      `insert into projects (user_id, name, description, settings) values ($1, $2, $3, $4) returning ${projectColumns}`,
      [userId, name, description, JSON.stringify(settings)],
    );
    if (!made) throw new Error('A project was not made.');
    return made;
  }

  /** Newest first; one more than the limit, if there is one. */
  list(userId: string, limit: number, after: After): Promise<Project[]> {
    return rows(
      this.reads,
      projectRow,
      `select ${projectColumns} from projects
       where user_id = $1 and ($2::timestamptz is null or (date_trunc('milliseconds', created_at), id) < ($2, $3::uuid))
       order by date_trunc('milliseconds', created_at) desc, id desc limit $4`,
      [userId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  async get(userId: string, projectId: string): Promise<Project> {
    const found = await row(
      this.pool,
      projectRow,
      `select ${projectColumns} from projects where id = $1 and user_id = $2`,
      [projectId, userId],
    );
    if (!found) throw notFound('project');
    return found;
  }

  async change(userId: string, projectId: string, patch: ProjectPatch): Promise<Project> {
    const { name = null, description = null, status = null, settings } = patch;
    const changed = await row(
      this.pool,
      projectRow,
      `update projects set name = coalesce($3, name), description = coalesce($4, description),
         status = coalesce($5, status), settings = coalesce($6, settings), updated_at = now()
       where id = $1 and user_id = $2 returning ${projectColumns}`,
      [projectId, userId, name, description, status, settings ? JSON.stringify(settings) : null],
    );
    if (!changed) throw notFound('project');
    return changed;
  }

  /** Takes in a draft; the same bytes as the newest draft are that draft. The caller has read it already, so it can be filmed. */
  async addDraft(userId: string, projectId: string, draft: DraftText, ending: Draft['ending']): Promise<Draft> {
    const sha256 = createHash('sha256').update(draft.bytes).digest('hex');
    return inTransaction(this.pool, async (client) => {
      // One draft at a time, so that numbers have no gaps and no double.
      const own = await run(client, 'select from projects where id = $1 and user_id = $2 for update', [
        projectId,
        userId,
      ]);
      if (own === 0) throw notFound('project');
      const newest = await row(
        client,
        draftRow,
        `select ${draftColumns} from drafts where project_id = $1 order by number desc limit 1`,
        [projectId],
      );
      if (newest?.sha256 === sha256 && newest.name === draft.name) return newest;
      const added = await row(
        client,
        draftRow,
        `insert into drafts (project_id, number, name, ending, sha256, content) values ($1, $2, $3, $4, $5, $6)
         returning ${draftColumns}`,
        [projectId, (newest?.number ?? 0) + 1, draft.name, ending, sha256, Buffer.from(draft.bytes)],
      );
      await run(client, 'update projects set updated_at = now() where id = $1', [projectId]);
      if (!added) throw new Error('A draft was not added.');
      return added;
    });
  }

  async drafts(userId: string, projectId: string): Promise<Draft[]> {
    await this.get(userId, projectId);
    return rows(this.pool, draftRow, `select ${draftColumns} from drafts where project_id = $1 order by number desc`, [
      projectId,
    ]);
  }

  /** A draft with its text; the newest when none is named. */
  async draft(userId: string, projectId: string, draftId: string | null): Promise<{ draft: Draft; text: DraftText }> {
    await this.get(userId, projectId);
    const found = await row(
      this.pool,
      draftRow.extend({ content: z.instanceof(Uint8Array) }),
      `select ${draftColumns}, content from drafts
       where project_id = $1 and ($2::uuid is null or id = $2) order by number desc limit 1`,
      [projectId, draftId],
    );
    if (!found) {
      if (draftId) throw notFound('draft');
      throw new Refusal('conflict', 'no-draft', 'The project has no script yet: hand in a draft first.');
    }
    const { content, ...draft } = found;
    return { draft, text: { name: draft.name, bytes: content } };
  }

  /** The bible as a person corrected it; `null` when nobody has. */
  async bible(userId: string, projectId: string): Promise<Bible | null> {
    await this.get(userId, projectId);
    return row(this.pool, bibleRow, 'select text, inferred, version from bibles where project_id = $1', [projectId]);
  }

  /**
   * Writes the bible.
   * @param expected the version that the person read; 0 when there was none
   * @throws Refusal when somebody else has written it meanwhile
   */
  async writeBible(
    userId: string,
    projectId: string,
    text: string,
    inferred: StoryBible,
    expected: number,
  ): Promise<number> {
    await this.get(userId, projectId);
    const written = await row(
      this.pool,
      z.object({ version: z.int() }),
      expected === 0
        ? 'insert into bibles (project_id, text, inferred) values ($1, $2, $3) on conflict do nothing returning version'
        : `update bibles set text = $2, inferred = $3, version = version + 1, updated_at = now()
           where project_id = $1 and version = $4 returning version`,
      [projectId, text, JSON.stringify(inferred), ...(expected === 0 ? [] : [expected])],
    );
    if (!written)
      throw new Refusal(
        'precondition-failed',
        'bible-changed',
        'The bible has changed since you read it: read it again and correct that.',
      );
    return written.version;
  }
}

/** A project's bible as `understandDraft` takes it. */
export const writtenBible = (bible: Bible | null): WrittenBible | null =>
  bible && { text: bible.text, inferred: bible.inferred };
