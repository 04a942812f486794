import type { Environment } from '../../terraform/plan.ts';

/** Dollars a month, as the specification has them in section 8. Recovery has no figure of its own there. */
export const documentFigures: Readonly<Partial<Record<Environment, readonly [from: number, to: number]>>> = {
  dev: [240, 335],
  sandbox: [450, 600],
  staging: [800, 1_200],
  production: [2_600, 4_000],
};

/** Where an environment stands against the document. */
export function compare(environment: Environment, usd: number): 'within' | 'below' | 'above' | 'no figure' {
  const figures = documentFigures[environment];
  if (!figures) return 'no figure';
  const [from, to] = figures;
  return usd < from ? 'below' : usd > to ? 'above' : 'within';
}

/** What a part of the bills costs, as `$12`: lines whose text and address match, of the environment itself where no other is named. */
export type Sum = (lines: RegExp, environment?: Environment) => string;

/**
 * Why an environment costs other than the document says: whoever changes it so that it leaves the range has to say so here.
 * The dollars come from the bill, so that they are never of yesterday.
 */
export const explanations: Readonly<Partial<Record<Environment, (sum: Sum) => string>>> = {
  dev: (sum) =>
    `Less runs than the document counts. One backend task on demand all month is $36: here it is on Spot and off at night and on weekends, ${sum(/ecs_service\.backend/)}, and the CPU worker is on Spot, ${sum(/ecs_service\.cpu_workers/)}. The GPU runs 80 hours on Spot, ${sum(/autoscaling_group/)}; on for the whole month it is $120, and dev near the top of the range.`,
  staging: (sum) =>
    `With section 2's least of one GPU machine; section 8's two that always run would cost about $200 more, and staging more than the document's own most. As section 8 asks: database with replica ${sum(/aws_db_instance\./)}, two cache nodes ${sum(/elasticache_replication/)}, two NAT gateways ${sum(/aws_nat_gateway|aws_eip/)}, five interface endpoints in two zones ${sum(/vpc_endpoint/)}, firewalls ${sum(/wafv2_web_acl/)}; GPUs ${sum(/(Spot|on demand).*autoscaling_group/)}.`,
  production: (sum) =>
    `The summary's $2,600 for 1,000 users does not hold what section 8 asks for and what always runs: db.r6g.xlarge in two zones and two replicas, with disks, ${sum(/aws_db_instance\./)}; three cache.r6g.large ${sum(/elasticache_replication/)}; two GPUs $392; tasks ${sum(/ecs_service/)}. That is more before network, storage, watching and the GPUs above two, ${sum(/(Spot|on demand).*autoscaling_group/)} with those. The standby in the other region, the next line, adds ${sum(/./, 'recovery')}: with it production is above the range.`,
  recovery: (sum) =>
    `The document promotes a replica in us-west-2 and has no price of one. The replica is ${sum(/aws_db_instance\./)}; the rest waits: load balancer ${sum(/aws_lb\./)}, firewall ${sum(/wafv2_web_acl/)}, alarms and dashboards ${sum(/aws_cloudwatch/)}. Copies of media, images and snapshots are on production's bill.`,
};
