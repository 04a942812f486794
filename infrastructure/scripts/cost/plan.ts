import { z } from 'zod';

/** A resource that a plan would have in the end. */
export interface Planned {
  readonly address: string;
  readonly type: string;
  /** What is known before it is made. */
  readonly values: Readonly<Record<string, unknown>>;
}

const resourceSchema = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});

interface Module {
  readonly resources?: z.infer<typeof resourceSchema>[] | undefined;
  readonly child_modules?: Module[] | undefined;
}

const moduleSchema: z.ZodType<Module> = z.lazy(() =>
  z.object({ resources: z.array(resourceSchema).optional(), child_modules: z.array(moduleSchema).optional() }),
);

// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
const planSchema = z.object({ planned_values: z.object({ root_module: moduleSchema }) });

/** The managed resources of `terraform show -json` of a plan, of all modules. @throws Error when it is no plan */
export function plannedResources(json: unknown): readonly Planned[] {
  return flatten(planSchema.parse(json).planned_values.root_module);
}

const flatten = ({ resources = [], child_modules = [] }: Module): readonly Planned[] => [
  ...resources.filter(({ mode }) => mode === 'managed').map(({ address, type, values }) => ({ address, type, values })),
  ...child_modules.flatMap(flatten),
];
