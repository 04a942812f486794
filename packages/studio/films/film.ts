import { z } from 'zod';
import { creditsColumn } from '../credits/amount.ts';
import { manifestSchema } from '../delivery/manifest.ts';
import { filmSettingsSchema } from './settings.ts';

export const filmKinds = ['film', 'draft'] as const;
export type FilmKind = (typeof filmKinds)[number];
export const filmStatuses = ['running', 'done', 'failed', 'cancelled'] as const;

const time = z.date().transform((date) => date.toISOString());

/** How far a stage of the pipeline is: units of work, as `FilmEvent` tells them. */
export const stageSchema = z.object({ done: z.number(), total: z.number() });
export type Stages = Readonly<Record<string, z.infer<typeof stageSchema>>>;

const downgradeSchema = z.object({ where: z.string(), what: z.string() });

/** The columns of a film as `filmRow` reads them; the manifest is a file of its own. */
export const filmColumns = `films.id, films.user_id as "userId", films.project_id as "projectId", draft_id as "draftId", kind, films.settings,
  films.status, run, title, stages, downgrades, error, cap, cost, paid, films.created_at as "createdAt", films.updated_at as "updatedAt",
  finished_at as "finishedAt"`;

export const filmRow = z.object({
  id: z.string(),
  userId: z.string(),
  projectId: z.string(),
  draftId: z.string(),
  kind: z.enum(filmKinds),
  settings: filmSettingsSchema,
  status: z.enum(filmStatuses),
  run: z.int(),
  title: z.string(),
  stages: z.record(z.string(), stageSchema),
  downgrades: z.array(downgradeSchema),
  error: z.string().nullable(),
  cap: creditsColumn,
  cost: creditsColumn.nullable(),
  paid: creditsColumn,
  createdAt: time,
  updatedAt: time,
  finishedAt: time.nullable(),
});
export type Film = z.infer<typeof filmRow>;

/** A shot of a finished film, of its manifest. */
export const filmedShots = manifestSchema.shape.shots;

/** A file of a film's folder. */
export const filmFileRow = z.object({
  name: z.string(),
  hash: z.string(),
  ending: z.string(),
  bytes: z.coerce.number(),
});
export type FilmFile = z.infer<typeof filmFileRow>;
