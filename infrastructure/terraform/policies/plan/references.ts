import { z } from 'zod';
import { type Planned, plannedResources } from '../../plan.ts';

// https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
const expressions = z.record(z.string(), z.unknown()).default({});
const moduleSchema = z.object({
  resources: z.array(z.object({ address: z.string(), expressions })).default([]),
  get module_calls() {
    return z.record(z.string(), z.object({ expressions, module: moduleSchema })).default({});
  },
});
type Module = z.infer<typeof moduleSchema>;
type Values = Readonly<Record<string, unknown>>;

const planSchema = z.object({ configuration: z.object({ root_module: moduleSchema }) });
const expressionSchema = z.object({ references: z.array(z.string()) });
const blocksSchema = z.array(z.record(z.string(), z.unknown()));

/** What is said of resources in a module and in those that it calls, by address without keys. */
function* written(
  { resources, module_calls }: Module,
  refers: (variable: string) => boolean,
  prefix = '',
): Generator<readonly [string, { readonly said: Values; readonly refers: (variable: string) => boolean }]> {
  for (const { address, expressions } of resources) yield [prefix + address, { said: expressions, refers }];
  for (const [name, call] of Object.entries(module_calls)) {
    const given = (variable: string) => isReference(call.expressions[variable], refers);
    yield* written(call.module, given, `${prefix}module.${name}.`);
  }
}

/** Whether an expression may come to something that is not known yet. A variable does when its caller gives it that: else it is known, or null. */
const isReference = (expression: unknown, refers: (variable: string) => boolean): boolean =>
  (expressionSchema.safeParse(expression).data?.references ?? []).some((one) =>
    one.startsWith('var.') ? refers(one.split('.')[1] ?? '') : true,
  );

function onlyReferences(unknown: Values, said: Values, refers: (variable: string) => boolean): Values {
  const kept = Object.entries(unknown).flatMap(([name, value]) => {
    if (value === true) return isReference(said[name], refers) ? [[name, value] as const] : [];
    // Of blocks that are written one by one. Where Terraform makes them (dynamic), the configuration does not say what is in them.
    const [hidden, blocks] = [blocksSchema.safeParse(value).data, blocksSchema.safeParse(said[name]).data];
    if (!hidden || hidden.length !== blocks?.length) return [[name, value] as const];
    return [[name, hidden.map((one, index) => onlyReferences(one, blocks[index] ?? {}, refers))] as const];
  });
  return Object.fromEntries(kept);
}

/**
 * The resources of a plan, where `unknown` has references alone. Terraform calls unknown too what the provider says when nobody does, such as
 * the KMS key of a database that was given none: a key that somebody forgot would look like one that is still to be made.
 * @throws Error when it is no plan
 */
export function referringResources(plan: unknown): readonly Planned[] {
  const root = planSchema.parse(plan).configuration.root_module;
  // The root's variables have values.
  const byAddress = new Map(written(root, () => false));
  return plannedResources(plan).map((resource) => {
    const found = byAddress.get(resource.address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, ''));
    return found ? { ...resource, unknown: onlyReferences(resource.unknown, found.said, found.refers) } : resource;
  });
}
