import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import type { Policy, Studio } from '../plan/policy.ts';

type Tags = Readonly<Record<string, unknown>>;
const tagsSchema = z.record(z.string(), z.unknown());

/** What the bill, the budget and whoever cleans up go by. */
const wanted = (studio: Studio): Readonly<Record<string, string>> => ({
  Project: 'ai-film-studio',
  Environment: studio.env,
  ManagedBy: 'terraform',
});

/** @param unknown tags that are known only when all is made: set */
function missing(studio: Studio, tags: Tags, unknown: Tags = {}): readonly string[] {
  return Object.entries(wanted(studio)).flatMap(([key, value]) =>
    tags[key] === value || unknown[key] === true ? [] : [`${key} = ${value}`],
  );
}

export const everythingIsTagged: Policy = {
  name: 'whatever takes tags says whose it is, in which environment, and that Terraform made it',
  faults: (studio) =>
    studio.resources
      .filter(({ values, unknown }) => 'tags_all' in values || 'tags_all' in unknown)
      .filter(({ unknown }) => unknown.tags_all !== true)
      .flatMap(({ address, values, unknown }) => {
        const tags = tagsSchema.parse(values.tags_all ?? {});
        const faults = missing(studio, tags, tagsSchema.parse(unknown.tags_all ?? {}));
        return faults.length === 0
          ? []
          : [
              `${address} has no tags ${faults.join(', ')}: default_tags of the provider, and no tag that overrides them`,
            ];
      }),
};

const template = z.object({
  name: z.string().nullish(),
  tag_specifications: z
    .array(z.object({ resource_type: z.string().nullish(), tags: tagsSchema.nullish() }))
    .default([]),
});
const group = z.object({
  tag: z.array(z.object({ key: z.string(), value: z.string().nullish() })).default([]),
});
const service = z.object({ propagate_tags: z.string().nullish() });

/** Launch templates that need not tag what is started by them, by the beginning of their names: and why. */
const tagThemselves: Readonly<Record<string, string>> = {
  'ai-film-studio-bastion-': 'only aws_instance is started by it, which has tags of its own for itself and its disk',
};

// The provider's default_tags end at the template and the group: what these start bears what they say themselves.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template#tag_specifications
function templateFaults(studio: Studio, { address, values, unknown }: Planned): readonly string[] {
  const { name, tag_specifications: given } = template.parse(values);
  if (Object.keys(tagThemselves).some((start) => name?.startsWith(start))) return [];
  const notYet = z.array(z.object({ tags: z.unknown() })).safeParse(unknown.tag_specifications).data ?? [];
  return ['instance', 'volume'].flatMap((kind) => {
    const at = given.findIndex(({ resource_type: type }) => type === kind);
    const later = notYet[at]?.tags;
    if (later === true) return [];
    const faults = missing(studio, given[at]?.tags ?? {}, tagsSchema.safeParse(later).data);
    if (faults.length === 0) return [];
    return [`${address} starts each ${kind} without tags ${faults.join(', ')}: name them in its tag_specifications`];
  });
}

function groupFaults(studio: Studio, { address, values }: Planned): readonly string[] {
  const tags = Object.fromEntries(group.parse(values).tag.map(({ key, value }) => [key, value]));
  const faults = missing(studio, tags);
  return faults.length === 0 ? [] : [`${address} has no tags ${faults.join(', ')}: give each a tag block`];
}

export const whatIsStartedIsTagged: Policy = {
  name: 'machines, their disks and tasks bear the tags of what starts them',
  faults: (studio) => [
    ...studio.of('aws_launch_template').flatMap((one) => templateFaults(studio, one)),
    ...studio.of('aws_autoscaling_group').flatMap((one) => groupFaults(studio, one)),
    ...studio
      .of('aws_ecs_service')
      .filter(({ values, unknown }) => {
        const { propagate_tags: by } = service.parse(values);
        return by !== 'SERVICE' && by !== 'TASK_DEFINITION' && unknown.propagate_tags !== true;
      })
      .map(({ address }) => `${address} starts tasks without its tags: set propagate_tags = "SERVICE"`),
  ],
};
