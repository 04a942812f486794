import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import type { Policy, Studio } from '../plan/policy.ts';

/** What a name is that is not known before something is made: the name of that one thing, and so no wildcard. */
export type Name = string | null;

/** A statement of a policy of AWS, from its JSON or from the data source that will write it. */
export interface Statement {
  readonly address: string;
  /** identity: what its holder may do; trust: who takes a role on; resource: who may do what with one thing. */
  readonly kind: 'identity' | 'trust' | 'resource';
  readonly allows: boolean;
  readonly actions: readonly Name[];
  readonly resources: readonly Name[];
  readonly principals: readonly { readonly type: string; readonly id: Name }[];
  /** Elements that name all but what they list: NotAction, NotResource, NotPrincipal. */
  readonly allBut: readonly string[];
  readonly conditions: readonly { readonly test: string; readonly key: string; readonly values: readonly Name[] }[];
}

type Parts = Omit<Statement, 'address' | 'kind'>;

const strings = z
  .union([z.string(), z.array(z.string())])
  .transform((one) => [one].flat())
  .optional();
// The list first: as text, ['a', 'b'] would be 'a,b'.
const values = z.union([z.array(z.coerce.string()), z.coerce.string()]).transform((one) => [one].flat());
const written = z
  .object({
    Effect: z.enum(['Allow', 'Deny']),
    Action: strings,
    NotAction: strings,
    Resource: strings,
    NotResource: strings,
    Principal: z.union([z.literal('*').transform(() => ({ '*': ['*'] })), z.record(z.string(), strings)]).optional(),
    NotPrincipal: z.unknown().optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
  })
  .transform(
    (one): Parts => ({
      allows: one.Effect === 'Allow',
      actions: one.Action ?? [],
      resources: one.Resource ?? [],
      principals: Object.entries(one.Principal ?? {}).flatMap(([type, ids = []]) => ids.map((id) => ({ type, id }))),
      allBut: (['NotAction', 'NotResource', 'NotPrincipal'] as const).filter((name) => one[name] !== undefined),
      conditions: Object.entries(one.Condition).flatMap(([test, keys]) =>
        Object.entries(keys).map(([key, of]) => ({ test, key, values: of })),
      ),
    }),
  );
const policyText = z.object({
  Statement: z.union([written, z.array(written)]).transform((one): readonly Parts[] => [one].flat()),
});

const names = z.array(z.string().nullable()).nullish();
const block = z
  .object({
    effect: z.string().nullish(),
    actions: names,
    not_actions: names,
    resources: names,
    not_resources: names,
    principals: z.array(z.object({ type: z.string().nullish(), identifiers: names })).default([]),
    not_principals: z.array(z.unknown()).default([]),
    condition: z.array(z.object({ test: z.string(), variable: z.string(), values: names })).default([]),
  })
  .transform(
    (one): Parts => ({
      allows: one.effect !== 'Deny',
      actions: one.actions ?? [],
      resources: one.resources ?? [],
      principals: one.principals.flatMap(({ type, identifiers }) =>
        (identifiers ?? []).map((id) => ({ type: type ?? 'unknown', id })),
      ),
      allBut: [
        ...(one.not_actions?.length ? ['NotAction'] : []),
        ...(one.not_resources?.length ? ['NotResource'] : []),
        ...(one.not_principals.length > 0 ? ['NotPrincipal'] : []),
      ],
      conditions: one.condition.map(({ test, variable, values: of }) => ({ test, key: variable, values: of ?? [] })),
    }),
  );
// Known pieces that a document is put together from; those that are not known are documents themselves.
const document = z.object({
  statement: z.array(block).nullish(),
  source_policy_documents: names,
  override_policy_documents: names,
});

const holders = new Set([
  'aws_iam_policy',
  'aws_iam_role',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
]);

/** Where a text stands in a resource. @example textsIn({ a: [{ b: 'x' }] }) gives [['a', 'x']], by the outermost name */
function textsIn(value: unknown, outer?: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[outer ?? '', value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, outer ?? name));
}

function parsed(text: string): readonly Parts[] {
  if (!text.trimStart().startsWith('{') || !text.includes('"Statement"')) return [];
  return policyText.parse(JSON.parse(text)).Statement;
}

const inResource = ({ address, type, values: all }: Planned): readonly Statement[] =>
  textsIn(all).flatMap(([attribute, text]) => {
    const kind = attribute === 'assume_role_policy' ? 'trust' : holders.has(type) ? 'identity' : 'resource';
    return parsed(text).map((parts): Statement => ({ ...parts, address, kind }));
  });

function kindOf({ principals, actions, allBut }: Parts): Statement['kind'] {
  if (principals.length === 0 && !allBut.includes('NotPrincipal')) return 'identity';
  return actions.some((action) => action?.startsWith('sts:AssumeRole')) ? 'trust' : 'resource';
}

function inDocument({ address, values: all }: Planned): readonly Statement[] {
  const { statement, source_policy_documents: sources, override_policy_documents: over } = document.parse(all);
  const pieces = [...(sources ?? []), ...(over ?? [])].flatMap((text) => (text === null ? [] : parsed(text)));
  return [...(statement ?? []), ...pieces].map((parts) => ({ ...parts, address, kind: kindOf(parts) }));
}

const documentType = 'aws_iam_policy_document';

/**
 * Every statement of every policy of a studio: of the texts that its resources hold, whatever their type, and of the data sources that are only read once
 * something is made, of which a plan knows all but the names of that.
 */
export const statementsOf = (studio: Studio): readonly Statement[] =>
  studio.resources.flatMap((one) => (one.type === documentType ? inDocument(one) : inResource(one)));

/** Texts that no plan shows, and who looks at them instead. */
const seenElsewhere: readonly { readonly address: RegExp; readonly why: string }[] = [
  {
    address: /\.module\.cloudfront(\[\d+\])?\.aws_s3_bucket_policy\.frontend\[/,
    why: 'It names its distribution, and is written as JSON. modules/cloudfront/tests/distribution.tftest.hcl reads who is in it.',
  },
];

const attributes = ['policy', 'policy_document', 'access_policies', 'assume_role_policy'];
const isUnseen = ({ address, unknown }: Planned) =>
  attributes.some((name) => unknown[name] === true) && !seenElsewhere.some((one) => one.address.test(address));
/** @example moduleOf('module.vpc.data.aws_iam_policy_document.write', 'aws_iam_policy_document') is 'module.vpc' */
const moduleOf = ({ address, type }: Planned) =>
  address.split(`${type}.`, 1)[0]?.replace(/\.?(data\.)?$/, '') || 'the root module';

/** A text that is not known is looked at by the data source that writes it, in the same module. Which of them writes which is not in a plan: they are counted. */
export const policiesAreSeen: Policy = {
  name: 'what a policy allows is seen in a plan',
  faults: (studio) => {
    const shown = studio.of(documentType).filter(({ unknown }) => unknown.statement !== true);
    const hidden = Map.groupBy(studio.resources.filter(isUnseen), moduleOf);
    return [...hidden].flatMap(([module, of]) =>
      shown.filter((one) => moduleOf(one) === module).length >= of.length
        ? []
        : [
            `${module} has policies that no plan shows, among ${of.map(({ address }) => address).join(', ')}: write each as a data "${documentType}"`,
          ],
    );
  },
};
