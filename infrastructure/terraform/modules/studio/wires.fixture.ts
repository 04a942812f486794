import { matchesGlob } from 'node:path';
import { z } from 'zod';
import type { Planned } from '../../plan.ts';

const texts = z.array(z.string());
const containersSchema = z.array(
  z.object({
    name: z.string(),
    secrets: z.array(z.object({ name: z.string(), valueFrom: z.string() })).default([]),
    environment: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    logConfiguration: z.object({ options: z.record(z.string(), z.string()) }),
  }),
);
const namesSchema = z.object({
  name: z.string().nullish(),
  description: z.string().nullish(),
  tags: z.object({ Name: z.string().nullish() }).nullish(),
});
const statementsSchema = z.object({
  Statement: z.array(
    z.object({
      Action: z.union([z.string(), texts]),
      Resource: z.union([z.string(), texts]).default([]),
      Principal: z.object({ AWS: z.union([z.string(), texts]) }).optional(),
    }),
  ),
});

const blocksSchema = z.array(z.record(z.string(), z.unknown()));

/** Blocks of a resource, such as `network_configuration`. */
export const blocks = (value: unknown) => blocksSchema.parse(value);

/** The statements of a policy. */
export const policyOf = (json: unknown) => statementsSchema.parse(JSON.parse(z.string().parse(json))).Statement;

/** What a policy lets somebody do something to. @example allowed(policy, 'kms:Decrypt') */
export const allowed = (json: unknown, action: string): readonly string[] =>
  policyOf(json).flatMap((one) =>
    [one.Action].flat().some((pattern) => matchesGlob(action, pattern)) ? [one.Resource].flat() : [],
  );

/**
 * Reads an identified plan by the names that people say, in place of ids and ARNs.
 * @example new Wires(await identifiedPlan()).task('ai-film-studio-backend-prod').runsAs;
 */
export class Wires {
  readonly #resources: readonly Planned[];

  constructor(resources: readonly Planned[]) {
    this.#resources = resources;
  }

  /** All resources of a type. */
  of(type: string): readonly Planned[] {
    return this.#resources.filter((one) => one.type === type);
  }

  /** The one resource of a type whose address is like this. @throws Error when it is none or several */
  one(type: string, address: RegExp): Planned['values'] {
    const all = this.of(type);
    const [found, another] = all.filter((one) => address.test(one.address));
    if (found && !another) return found.values;
    throw new Error(
      `${address} is not one ${type} of the plan, which has ${all.map((one) => one.address).join(', ')}.`,
    );
  }

  /** What is called by an id or ARN. @throws Error when that is nobody's, or not one's alone */
  named(id: unknown): string {
    const [found, another] = this.#resources.filter(({ values }) => values.arn === id || values.id === id);
    if (!found || another)
      throw new Error(`${id} is not one resource's: identified.fixture.ts has to say whose it is.`);
    const { name, description, tags } = namesSchema.parse(found.values);
    return name ?? tags?.Name ?? description ?? found.address;
  }

  /** What is called by each of a list, in order of their names. */
  allNamed(ids: unknown): readonly string[] {
    return texts
      .parse(ids)
      .map((id) => this.named(id))
      .sort();
  }

  #definition(family: string) {
    const [task] = this.of('aws_ecs_task_definition').filter(({ values }) => values.family === family);
    if (!task) throw new Error(`There is no family ${family} in the plan.`);
    const containers = containersSchema.parse(JSON.parse(z.string().parse(task.values.container_definitions)));
    return { task: task.values, containers };
  }

  /** A setting that is no secret, of all containers of a family that have it. */
  settingOf(family: string, setting: string): readonly string[] {
    return this.#definition(family).containers.flatMap(({ environment }) =>
      environment.filter(({ name }) => name === setting).map(({ value }) => value),
    );
  }

  /** Of a family of task definitions: as whom it is started and runs, which secrets each container is told, and where it writes. */
  task(family: string) {
    const { task, containers } = this.#definition(family);
    const told = ({ secrets }: (typeof containers)[number]) =>
      Object.fromEntries(secrets.map(({ name, valueFrom }) => [name, this.named(valueFrom)]));
    return {
      startedBy: this.named(task.execution_role_arn),
      runsAs: this.named(task.task_role_arn),
      told: Object.fromEntries(containers.map((one) => [one.name, told(one)])),
      writesTo: containers.flatMap(({ logConfiguration }) => logConfiguration.options['awslogs-group'] ?? []),
    };
  }

  /** Where a service's tasks are: their groups and subnets, and whom the load balancer sends to them. */
  service(name: string) {
    const [service] = this.of('aws_ecs_service').filter(({ values }) => values.name === name);
    const [network] = blocks(service?.values.network_configuration);
    return {
      groups: this.allNamed(network?.security_groups),
      subnets: this.allNamed(network?.subnets),
      targets: blocks(service?.values.load_balancer).map((one) => this.named(one.target_group_arn)),
    };
  }
}
