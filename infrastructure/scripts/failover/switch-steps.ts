import type { Region } from './settings.ts';
import { reading, type Step } from './step.ts';
import {
  changeStatus,
  distributionOf,
  originReading,
  pointTo,
  recordsOf,
  redirected,
  routeReading,
  update,
  withOrigins,
} from './traffic.ts';
import type { World } from './world.ts';

/** What leads users from one region to the other: the same steps both ways, with the budgets of the document. */
export function switchSteps(world: World, from: Region, to: Region): readonly Step[] {
  return [route(world, from, to), origin(world, from, to), verify(world, to)];
}

function route({ settings, global }: World, from: Region, to: Region): Step {
  const [old, next] = [from.load_balancer, to.load_balancer];
  let change: string | null = null;
  const records = () => recordsOf(global, settings.hosted_zone_id, settings.api_name);
  return {
    name: 'route',
    deed: `point ${settings.api_name} at ${next.dns_name}`,
    budget: 2,
    async read() {
      const status = change === null ? null : await changeStatus(global, change);
      return routeReading(await records(), old, next, status);
    },
    async act() {
      change = await pointTo(global, settings.hosted_zone_id, redirected(await records(), old, next));
    },
  };
}

function origin({ settings, global }: World, from: Region, to: Region): Step {
  const buckets = new Map([
    [from.frontend_bucket_domain, to.frontend_bucket_domain],
    [from.assets_bucket_domain, to.assets_bucket_domain],
  ]);
  const id = settings.distribution_id;
  return {
    name: 'origin',
    deed: `let CloudFront fetch from ${[...buckets.values()].join(' and ')}`,
    budget: 5,
    read: async () => originReading(await distributionOf(global, id), buckets),
    async act() {
      const now = await distributionOf(global, id);
      await update(global, id, now, withOrigins(now.config, buckets));
    },
  };
}

function verify({ settings, probe }: World, to: Region): Step {
  const ready = `https://${settings.api_name}/ready`;
  return {
    name: 'verify',
    deed: `ask ${ready} and ${settings.site_url}`,
    budget: 10,
    async read() {
      const answers = {
        'the load balancer': await probe({ url: ready, via: to.load_balancer.dns_name }),
        'the API by its name': await probe({ url: ready }),
        'the web app': await probe({ url: settings.site_url }),
      };
      const says = Object.entries(answers)
        .map(([who, answer]) => `${who}: ${answer}`)
        .join(', ');
      return reading(Object.values(answers).every((answer) => answer === '200') ? 'done' : 'under way', says);
    },
    act: async () => {},
  };
}
