import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import { everythingIsTagged, whatIsStartedIsTagged } from './tags.ts';

const ours = { Project: 'ai-film-studio', Environment: 'prod', ManagedBy: 'terraform' };
const faultsOf = ({ faults }: Policy, ...resources: Planned[]) => faults(studioOf('production', resources));

describe('tags', () => {
  it('of ours, and others beside them, are well', () => {
    const films = planned('aws_s3_bucket', { tags_all: { ...ours, Name: 'films' } });
    expect(faultsOf(everythingIsTagged, films, planned('aws_route', {}))).toEqual([]);
  });

  it('that are not there, or name another environment, are found', () => {
    expect(
      faultsOf(
        everythingIsTagged,
        planned('aws_s3_bucket', { tags_all: { ...ours, Environment: 'staging' } }),
        planned('aws_sqs_queue', { tags_all: null }),
      ),
    ).toEqual([
      'aws_s3_bucket.this has no tags Environment = prod: default_tags of the provider, and no tag that overrides them',
      'aws_sqs_queue.this has no tags Project = ai-film-studio, Environment = prod, ManagedBy = terraform: default_tags of the provider, and no tag that overrides them',
    ]);
  });

  it('that nobody knows before all is made are set; the others beside them are looked at', () => {
    const all = planned('aws_s3_bucket', {}, 'aws_s3_bucket.all', { tags_all: true });
    const one = planned('aws_s3_bucket', { tags_all: { Project: 'ai-film-studio' } }, 'aws_s3_bucket.one', {
      tags_all: { Environment: true },
    });
    expect(faultsOf(everythingIsTagged, all, one)).toEqual([
      'aws_s3_bucket.one has no tags ManagedBy = terraform: default_tags of the provider, and no tag that overrides them',
    ]);
  });
});

const specification = (type: string, tags: Record<string, string> = ours) => ({ resource_type: type, tags });

describe('machines', () => {
  it('and their disks that are tagged by their template are well', () => {
    const template = planned('aws_launch_template', {
      name: 'ai-film-studio-gpu-workers-prod',
      tag_specifications: [specification('instance'), specification('volume')],
    });
    const tag = Object.entries(ours).map(([key, value]) => ({ key, value, propagate_at_launch: false }));
    expect(faultsOf(whatIsStartedIsTagged, template, planned('aws_autoscaling_group', { tag }))).toEqual([]);
  });

  it('without tags are found, and so are groups', () => {
    const template = planned('aws_launch_template', {
      name: 'ai-film-studio-gpu-workers-prod',
      tag_specifications: [specification('instance', { ...ours, Environment: 'dev' })],
    });
    const group = planned('aws_autoscaling_group', { tag: [{ key: 'AmazonECSManaged', value: 'true' }] });
    expect(faultsOf(whatIsStartedIsTagged, template, group)).toEqual([
      'aws_launch_template.this starts each instance without tags Environment = prod: name them in its tag_specifications',
      'aws_launch_template.this starts each volume without tags Project = ai-film-studio, Environment = prod, ManagedBy = terraform: name them in its tag_specifications',
      'aws_autoscaling_group.this has no tags Project = ai-film-studio, Environment = prod, ManagedBy = terraform: give each a tag block',
    ]);
  });

  it('whose tags are known later are tagged', () => {
    const template = planned(
      'aws_launch_template',
      {
        name: 'ai-film-studio-gpu-workers-prod',
        tag_specifications: [{ resource_type: 'instance' }, specification('volume')],
      },
      'aws_launch_template.this',
      { tag_specifications: [{ tags: true }, { tags: {} }] },
    );
    expect(faultsOf(whatIsStartedIsTagged, template)).toEqual([]);
  });

  it('that have tags of their own need none of the template', () => {
    const bastion = planned('aws_launch_template', { name: 'ai-film-studio-bastion-prod' });
    expect(faultsOf(whatIsStartedIsTagged, bastion)).toEqual([]);
  });
});

describe('tasks', () => {
  const service = (propagate_tags: string | null) => planned('aws_ecs_service', { propagate_tags });

  it('bear the tags of the service', () => {
    expect(faultsOf(whatIsStartedIsTagged, service('SERVICE'))).toEqual([]);
  });

  it.each([null, 'NONE'])('that do not (%s) are found', (propagate) => {
    expect(faultsOf(whatIsStartedIsTagged, service(propagate))).toEqual([
      'aws_ecs_service.this starts tasks without its tags: set propagate_tags = "SERVICE"',
    ]);
  });
});
