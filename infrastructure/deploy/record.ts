import { z } from 'zod';
import { colours } from './colour.ts';
import { strategyNames } from './strategy.ts';

/**
 * What a deployment must know of itself when its process was lost and another goes on. It stands in the tags of the task definition that the deployment
 * registered: Terraform does not manage those revisions, and nothing else is written to by both.
 */
const fields = {
  state: z.enum(['under-way', 'rolling-back', 'live', 'rolled-back']),
  /** When the deployment began, and when traffic was last moved. */
  began: z.iso.datetime().transform(Date.parse),
  since: z.iso.datetime().transform(Date.parse),
  /** When a process last worked on it: one that is fresh belongs to somebody who lives. */
  seen: z.iso.datetime().transform(Date.parse),
  why: z.string().optional(),
};
const backendSchema = z.object({
  ...fields,
  to: z.enum(colours),
  strategy: z.enum(strategyNames),
  /** Tasks that the new colour is to have. */
  size: z.coerce.number().int().positive(),
});
const workersSchema = z.object({ ...fields, before: z.string().startsWith('arn:') });

export type BackendRecord = z.output<typeof backendSchema>;
export type WorkersRecord = z.output<typeof workersSchema>;

export interface Tag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

const prefix = 'studio-deployment:';

function read(tags: readonly Tag[]): Readonly<Record<string, string>> | null {
  const ours = tags.filter(({ key }) => key?.startsWith(prefix));
  if (ours.length === 0) return null;
  return Object.fromEntries(ours.map(({ key = '', value = '' }) => [key.slice(prefix.length), value]));
}

/** @returns null for a task definition that no deployment registered: Terraform's first. */
export const backendRecord = (tags: readonly Tag[]): BackendRecord | null => {
  const found = read(tags);
  return found && backendSchema.parse(found);
};

/** As `backendRecord`, of a fleet's. */
export const workersRecord = (tags: readonly Tag[]): WorkersRecord | null => {
  const found = read(tags);
  return found && workersSchema.parse(found);
};

/** Values of tags hold few characters. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
const writable = (text: string): string => text.replaceAll(/[^\p{L}\p{N} +\-=._:/@]/gu, ' ').slice(0, 256);

/** @example tagsOf({ state: 'live', since: Date.now() }) */
export function tagsOf(
  record: Partial<BackendRecord & WorkersRecord>,
): { readonly key: string; readonly value: string }[] {
  const times = ['began', 'since', 'seen'];
  return Object.entries(record).map(([key, value]) => ({
    key: `${prefix}${key}`,
    value: times.includes(key) ? new Date(Number(value)).toISOString() : writable(String(value)),
  }));
}

/** Seconds that a process may be silent before another may take its deployment for lost: it says that it lives once a minute. */
export const silence = 180;
export const heartbeat = 60;
