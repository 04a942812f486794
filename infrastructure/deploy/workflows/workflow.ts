import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const permissionsSchema = z.record(z.string(), z.enum(['read', 'write', 'none']));
const stepSchema = z.object({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.unknown()).default({}),
});
const jobSchema = z.object({
  if: z.string().optional(),
  needs: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  secrets: z.unknown().optional(),
  permissions: permissionsSchema.optional(),
  environment: z.string().optional(),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.unknown().optional() }).optional(),
  'timeout-minutes': z.number().optional(),
  steps: z.array(stepSchema).default([]),
});
const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: permissionsSchema.optional(),
  jobs: z.record(z.string(), jobSchema),
});

export type Job = z.output<typeof jobSchema>;
export interface Workflow extends z.output<typeof workflowSchema> {
  readonly file: string;
  readonly text: string;
}

const folder = new URL('../../../.github/workflows/', import.meta.url);

/** All workflows of the repository. @throws ZodError for one that is none */
export async function workflows(): Promise<readonly Workflow[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yml')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8');
      return { file, text, ...workflowSchema.parse(parse(text)) };
    }),
  );
}
