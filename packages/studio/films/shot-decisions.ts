import { z } from 'zod';
import { type Database, row, rows, run } from '../db/sql.ts';
import { isConformed } from '../media/arguments.ts';
import type { ShotDecision } from '../pipeline/studio.ts';
import { notFound, Refusal } from '../refusal.ts';
import { storedObjectSchema } from '../storage/store.ts';

/** What an uploaded file's name ends with in storage; nothing, when its name had no ending. */
const endingOf = (key: string) => `coalesce(substring(${key} from '[.][A-Za-z0-9]{1,16}$'), '')`;

const decisionRow = z.object({
  shotId: z.string(),
  take: z.int(),
  locked: z.boolean(),
  lockedClip: storedObjectSchema.nullable(),
  replacementId: z.string().nullable(),
  mediaType: z.string().nullable(),
  replacement: storedObjectSchema.nullable(),
});
export type Decision = z.infer<typeof decisionRow>;

const decisionsSql = `
select shot_id as "shotId", take, locked, records.record->'objects'->'clip' as "lockedClip",
  replacement_id as "replacementId", assets.metadata->>'mediaType' as "mediaType",
  case when assets.id is not null then json_build_object(
    'hash', assets.metadata->>'sha256', 'bytes', assets.size, 'ending', ${endingOf('assets.s3_key')}
  ) end as replacement
from shot_decisions
join projects on projects.id = project_id
left join records on records.user_id = projects.user_id and records.key = locked_key and exists (
  select from objects where objects.user_id = projects.user_id and hash = records.record->'objects'->'clip'->>'hash'
)
left join assets on assets.id = replacement_id`;

/** What was decided of a project's shots. */
export const listDecisions = (database: Database, projectId: string): Promise<Decision[]> =>
  rows(database, decisionRow, `${decisionsSql} where shot_decisions.project_id = $1 order by shot_id`, [projectId]);

/** The same as the pipeline takes it: an upload goes before a lock. */
export async function decisionsOf(database: Database, projectId: string): Promise<ReadonlyMap<string, ShotDecision>> {
  const decided = await listDecisions(database, projectId);
  return new Map(decided.map((decision) => [decision.shotId, { take: decision.take, picture: pictureFor(decision) }]));
}

function pictureFor({ locked, lockedClip, replacement, mediaType }: Decision): ShotDecision['picture'] {
  if (replacement && mediaType && isConformed(mediaType)) return { mediaType, object: replacement };
  return locked && lockedClip ? { mediaType: 'video/mp4', object: lockedClip } : null;
}

/** What of a shot shall be otherwise; what is not named stays. */
export interface DecisionPatch {
  readonly take?: number | undefined;
  readonly locked?: boolean | undefined;
  /** An uploaded image or clip; `null` takes it away again. */
  readonly replacementId?: string | null | undefined;
}

/**
 * Decides of a shot, in a transaction: an upload that is lent must not be deleted in the same moment.
 * @param lockedKey the record of its clip in the film that the person looks at; needed to lock it
 */
export async function decide(
  database: Database,
  projectId: string,
  shotId: string,
  patch: DecisionPatch,
  lockedKey: string | null,
): Promise<void> {
  if (patch.locked && !lockedKey)
    throw new Refusal('conflict', 'shot-not-filmed', 'Only a shot of a finished film can be locked: film it first.');
  await refuseTooMany(database, projectId);
  if (patch.replacementId) await lendToJobs(database, projectId, patch.replacementId);
  await run(
    database,
    `insert into shot_decisions (project_id, shot_id, take, locked, locked_key, replacement_id)
     values ($1, $2, coalesce($3, 0), coalesce($4, false), $5, $6)
     on conflict (project_id, shot_id) do update set
       take = coalesce($3, shot_decisions.take),
       locked = coalesce($4, shot_decisions.locked),
       locked_key = case when $4 is null then shot_decisions.locked_key when $4 then $5 end,
       replacement_id = case when $7 then $6 else shot_decisions.replacement_id end,
       updated_at = now()`,
    [
      projectId,
      shotId,
      patch.take ?? null,
      patch.locked ?? null,
      patch.locked ? lockedKey : null,
      patch.replacementId ?? null,
      patch.replacementId !== undefined,
    ],
  );
}

/** More than any film has shots. */
const mostDecisions = 5_000;

async function refuseTooMany(database: Database, projectId: string): Promise<void> {
  const counted = await row(
    database,
    z.object({ decisions: z.coerce.number() }),
    'select count(*) as decisions from shot_decisions where project_id = $1',
    [projectId],
  );
  if ((counted?.decisions ?? 0) >= mostDecisions)
    throw new Refusal('conflict', 'too-many-decisions', `Of ${mostDecisions} shots something was decided already.`);
}

const assetRow = z.object({ mediaType: z.string().nullable() });

/** Jobs find an uploaded file as an object of its user, where it lies. */
async function lendToJobs(database: Database, projectId: string, assetId: string): Promise<void> {
  const asset = await row(
    database,
    assetRow,
    `select metadata->>'mediaType' as "mediaType" from assets where id = $1 and project_id = $2 for share`,
    [assetId, projectId],
  );
  if (!asset) throw notFound('asset');
  if (!isConformed(asset.mediaType ?? ''))
    throw new Refusal('invalid', 'asset-type', 'A shot is replaced by an image or a clip.');
  await run(
    database,
    `with lent as (
       select projects.user_id, project_id, metadata->>'sha256' as hash, ${endingOf('s3_key')} as ending, size, s3_key
       from assets join projects on projects.id = project_id where assets.id = $1
     ), object as (
       insert into objects (user_id, hash, ending, bytes, s3_key) select user_id, hash, ending, size, s3_key from lent
       on conflict do nothing
     )
     insert into object_uses (project_id, user_id, hash, ending) select project_id, user_id, hash, ending from lent
     on conflict do nothing`,
    [assetId],
  );
}

/** What was decided as a film keeps it, and back. */
export const decisionsSchema = z
  .array(
    z.object({
      shotId: z.string(),
      take: z.int(),
      picture: z.object({ mediaType: z.string().refine(isConformed), object: storedObjectSchema }).nullable(),
    }),
  )
  .transform(
    (list): ReadonlyMap<string, ShotDecision> =>
      new Map(list.map(({ shotId, take, picture }) => [shotId, { take, picture }])),
  );

export const decisionsAsJson = (decisions: ReadonlyMap<string, ShotDecision>): string =>
  JSON.stringify([...decisions].map(([shotId, decision]) => ({ shotId, ...decision })));
