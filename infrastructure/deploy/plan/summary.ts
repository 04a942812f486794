import { z } from 'zod';

const actionSchema = z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget']);
const planSchema = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        change: z.object({
          actions: z.array(actionSchema),
          before: z.record(z.string(), z.unknown()).nullish(),
          after: z.record(z.string(), z.unknown()).nullish(),
          after_unknown: z.union([z.record(z.string(), z.unknown()), z.boolean()]).optional(),
        }),
      }),
    )
    .default([]),
});
type Change = z.output<typeof planSchema>['resource_changes'][number];

type Kind = 'destroy' | 'replace' | 'create' | 'update';

export interface Summary {
  readonly changes: readonly { readonly address: string; readonly kind: Kind; readonly fields: readonly string[] }[];
  readonly counts: Readonly<Record<Kind, number>>;
}

const order: readonly Kind[] = ['destroy', 'replace', 'create', 'update'];

function kindOf(actions: Change['change']['actions']): Kind | null {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'destroy';
  return actions.includes('create') ? 'create' : actions.includes('update') ? 'update' : null;
}

/** Names of what is changed, and never its values: a plan holds passwords, and a comment is for everybody. */
function fieldsOf({ change: { before, after, after_unknown } }: Change): readonly string[] {
  const unknown = typeof after_unknown === 'object' ? Object.keys(after_unknown) : [];
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {}), ...unknown])]
    .filter((name) => unknown.includes(name) || JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
    .sort();
}

/**
 * What a plan would do, with what takes something away first.
 * @param plan of `terraform show -json`
 * @throws ZodError when it is none
 */
export function summaryOf(plan: unknown): Summary {
  const changes = planSchema.parse(plan).resource_changes.flatMap((one) => {
    const kind = kindOf(one.change.actions);
    return kind
      ? [{ address: one.address, kind, fields: kind === 'update' || kind === 'replace' ? fieldsOf(one) : [] }]
      : [];
  });
  const counts = { destroy: 0, replace: 0, create: 0, update: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return { counts, changes: changes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)) };
}

/** A comment of GitHub has 65,536 characters. */
const most = 60_000;

/**
 * @param environment dev, sandbox, staging, production or recovery
 * @returns the comment, in Markdown. Its first line is a mark by which the comment before it is found
 */
export function commentOf(environment: string, { counts, changes }: Summary): string {
  const mark = `<!-- terraform plan of ${environment} -->`;
  if (changes.length === 0) return `${mark}\n**${environment}**: nothing changes.\n`;
  const head = `${mark}\n**${environment}**: ${counts.create} to create, ${counts.update} to update, ${counts.replace} to replace, ${counts.destroy} to destroy.\n`;
  const warning =
    counts.destroy + counts.replace > 0
      ? '\n> Something is taken away. Look at each line that says destroy or replace.\n'
      : '';
  const rows = changes.map(
    ({ address, kind, fields }) => `| ${kind} | ${code(address)} | ${fields.map(code).join(', ')} |`,
  );
  const shown = rows.filter((_, index) => rows.slice(0, index + 1).join('\n').length < most);
  const rest = rows.length > shown.length ? `\n${rows.length - shown.length} more are in the log of the run.\n` : '';
  return `${head}${warning}\n| what | resource | fields |\n| --- | --- | --- |\n${shown.join('\n')}\n${rest}`;
}

/** Keys of for_each are anybody's text: no backtick ends the code, no bar the column, no line the row. */
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '¦').replaceAll(/\s+/g, ' ')}\``;
