import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { planText } from '../../plan.ts';

const module = fileURLToPath(new URL('.', import.meta.url));

/** What the firewall sees of a request. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  /** By their names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the managed rules found in it. */
  readonly labels?: readonly string[];
}

const fieldSchema = z.tuple([
  z.object({
    method: z.array(z.unknown()),
    uri_path: z.array(z.unknown()),
    single_header: z.array(z.object({ name: z.string() })),
  }),
]);

/** The blocks of a statement that our rules use; a plan has an empty list for each of the others. */
interface Statement {
  readonly and_statement?: readonly Statements[] | undefined;
  readonly or_statement?: readonly Statements[] | undefined;
  readonly not_statement?: readonly Statements[] | undefined;
  readonly byte_match_statement: readonly z.output<typeof byteMatchSchema>[];
  readonly regex_match_statement: readonly z.output<typeof regexMatchSchema>[];
  readonly size_constraint_statement: readonly z.output<typeof sizeSchema>[];
  readonly label_match_statement: readonly { readonly key: string }[];
}
interface Statements {
  readonly statement: readonly Statement[];
}

const byteMatchSchema = z.object({
  search_string: z.string(),
  positional_constraint: z.enum(['EXACTLY', 'STARTS_WITH']),
  field_to_match: fieldSchema,
});
const regexMatchSchema = z.object({ regex_string: z.string(), field_to_match: fieldSchema });
const sizeSchema = z.object({
  comparison_operator: z.literal('GT'),
  size: z.number(),
  field_to_match: fieldSchema,
});
const statementsSchema: z.ZodType<Statements> = z.lazy(() => z.object({ statement: z.array(statementSchema) }));
const statementSchema: z.ZodType<Statement> = z.object({
  and_statement: z.array(statementsSchema).optional(),
  or_statement: z.array(statementsSchema).optional(),
  // Terraform lets a NOT stand only so deep in others.
  not_statement: z.array(statementsSchema).optional(),
  byte_match_statement: z.array(byteMatchSchema),
  regex_match_statement: z.array(regexMatchSchema),
  size_constraint_statement: z.array(sizeSchema),
  label_match_statement: z.array(z.object({ key: z.string() })),
});
const ruleSchema = z.object({
  name: z.string(),
  priority: z.number(),
  statement: z.tuple([
    z.looseObject({
      rate_based_statement: z.array(z.object({ scope_down_statement: z.array(statementSchema) })),
      managed_rule_group_statement: z.array(z.unknown()),
    }),
  ]),
});
const planSchema = z.object({
  resource_changes: z.array(z.object({ type: z.string(), change: z.object({ after: z.unknown() }) })),
});

/** A header that is not there has no field that could be matched. */
function fieldOf({ method, path, headers = {} }: Seen, [field]: z.output<typeof fieldSchema>): string | undefined {
  if (field.method.length > 0) return method;
  return field.uri_path.length > 0 ? path : headers[field.single_header[0]?.name ?? ''];
}

/** A statement is one block, and the others are empty: of none, nothing holds. */
const holds = (statement: Statement, seen: Seen): boolean =>
  (statement.and_statement ?? []).some((all) => all.statement.every((one) => holds(one, seen))) ||
  (statement.or_statement ?? []).some((any) => any.statement.some((one) => holds(one, seen))) ||
  (statement.not_statement ?? []).some(({ statement: [one] }) => one !== undefined && !holds(one, seen)) ||
  statement.byte_match_statement.some(({ search_string: wanted, positional_constraint, field_to_match }) => {
    const found = fieldOf(seen, field_to_match);
    return positional_constraint === 'EXACTLY' ? found === wanted : found?.startsWith(wanted) === true;
  }) ||
  statement.regex_match_statement.some(({ regex_string, field_to_match }) =>
    new RegExp(regex_string).test(fieldOf(seen, field_to_match) ?? ''),
  ) ||
  statement.size_constraint_statement.some(({ size, field_to_match }) => {
    const found = fieldOf(seen, field_to_match);
    return found !== undefined && Buffer.byteLength(found) > size;
  }) ||
  statement.label_match_statement.some(({ key }) => seen.labels?.includes(key) === true);

/** Names of our own rules that a request falls under: those that block it, and those that count it. */
export type WebAcl = (seen: Seen) => readonly string[];

/**
 * Plans the firewall and reads its rules from the plan. The rules of AWS are not in it: what they find comes as labels.
 * @param settings lines of Terraform that are set besides what is needed
 * @example (await plannedWebAcl(''))({ method: 'GET', path: '/v1/films' }); // ['rate-anonymous', 'rate']
 */
export async function plannedWebAcl(settings: string): Promise<WebAcl> {
  const plan = planSchema.parse(await planText(configuration(settings)));
  const acl = plan.resource_changes.find(({ type }) => type === 'aws_wafv2_web_acl')?.change.after;
  const { rule: rules } = z.object({ rule: z.array(ruleSchema) }).parse(acl);
  const own = rules
    .toSorted((one, other) => one.priority - other.priority)
    .filter(({ statement: [{ managed_rule_group_statement }] }) => managed_rule_group_statement.length === 0)
    .map(({ name, statement: [statement] }) => {
      const [rate] = statement.rate_based_statement;
      const counted = rate ? rate.scope_down_statement[0] : statementSchema.parse(statement);
      return { name, falls: (seen: Seen) => counted === undefined || holds(counted, seen) };
    });
  return (seen) => own.filter(({ falls }) => falls(seen)).map(({ name }) => name);
}

const configuration = (settings: string) => `
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "waf" {
  source = ${JSON.stringify(module)}
  env    = "dev"
  scope  = "REGIONAL"
  ${settings}
}
`;
