import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** A rule of Prometheus: a recorded series or an alert. */
const ruleSchema = z.union([
  z.strictObject({ record: z.string(), expr: z.string(), labels: z.record(z.string(), z.string()).exactOptional() }),
  z.strictObject({
    alert: z.string(),
    expr: z.string(),
    for: z.string().exactOptional(),
    labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info']) }),
    annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.url() }),
  }),
]);
export type Rule = z.infer<typeof ruleSchema>;
export type AlertRule = Extract<Rule, { readonly alert: string }>;

const fileSchema = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(ruleSchema) })),
});

/** A file of rules/, by its name without the ending. */
export interface RuleFile {
  readonly name: string;
  readonly groups: z.infer<typeof fileSchema>['groups'];
}

const folder = new URL('rules/', import.meta.url);

/** All rules, as they stand in rules/. @throws ZodError when a file has what no rule of ours has */
export async function ruleFiles(): Promise<readonly RuleFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/\.yml$/, ''),
      ...fileSchema.parse(parse(await readFile(new URL(name, folder), 'utf8'))),
    })),
  );
}

/** `SloFastBurn` → `slo-fast-burn`, under which the runbook lies and CloudWatch has its alarm. */
export const keyOf = (alert: string): string => alert.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
