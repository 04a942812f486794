import { describe, expect, it } from 'vitest';
import { type Planned, plannedResources, planOf } from '../../terraform/plan.ts';

/** Their control planes are in us-east-1: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html */
const isOfOneRegion = ({ type }: Planned) => /^aws_(iam|route53|budgets|cloudfront|globalaccelerator)_/.test(type);
const image = `registry.example/image@sha256:${'0'.repeat(64)}`;
const images = { backend: image, worker: image, worker_gpu: image, comfyui: image };

describe('the recovery stack', () => {
  it('wakes without a change of what is administered in us-east-1, which is gone by then', async () => {
    const asleep = plannedResources(await planOf('recovery'));
    const awake = plannedResources(await planOf('recovery', { active: true, images }));
    expect(awake.length).toBeGreaterThan(asleep.length);
    expect(asleep.filter(isOfOneRegion).length).toBeGreaterThan(0);
    expect(awake.filter(isOfOneRegion)).toEqual(asleep.filter(isOfOneRegion));
  });
});
