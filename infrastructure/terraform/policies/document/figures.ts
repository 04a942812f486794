import { asleep } from '../plan/asleep.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { deviations, documentFigures, type Figures, sleeping } from './figure-table.ts';
import { figuresOf } from './planned-figures.ts';

/** Where each is said: in the environment's terraform.tfvars, unless it is a module's. */
const saidBy: Readonly<Record<keyof Figures, string>> = {
  cidr: 'network.cidr',
  subnets: 'network.availability_zones, and module vpc',
  natGateways: 'network.nat_gateways',
  endpoints: 'network.interface_endpoints',
  balancer: 'network.alb_internal',
  balancerFor: 'network.alb_cidrs',
  databaseEngine: 'module rds',
  databaseClass: 'database.instance_class',
  databaseGib: 'database.allocated_storage',
  databaseMostGib: 'database.max_allocated_storage',
  databaseIops: 'database.iops',
  databaseMultiAz: 'database.multi_az',
  databaseBackupDays: 'database.backup_retention_days',
  databaseReplicas: 'database.read_replicas',
  databaseInsights: 'database.performance_insights',
  databaseMonitoringSeconds: 'database.monitoring_interval',
  cacheEngine: 'module elasticache',
  cacheNode: 'cache.node_type',
  cacheNodes: 'cache.nodes',
  cacheClusterMode: 'cache.cluster_mode',
  cacheFailover: 'cache.nodes, and module elasticache',
  apiCpu: 'module ecs',
  apiMemory: 'module ecs',
  apiMin: 'backend.min',
  apiMax: 'backend.max',
  apiCpuTarget: 'module ecs',
  apiMemoryTarget: 'module ecs',
  apiHours: 'backend.schedules',
  gpuMin: 'gpu.min',
  gpuMax: 'gpu.max',
  gpuOnDemandPercent: 'gpu.on_demand_percentage',
  gpuTypes: 'gpu.instance_types',
  firewalls: 'protection.waf',
  firewallLimits: 'module waf',
  firewallGroups: 'module waf',
  firewallLogDays: 'module waf',
  cloudFront: 'module studio',
  guardDuty: 'protection.guardduty',
  config: 'protection.config',
  audit: 'protection.audit',
  bastion: 'network.bastion_ssh_cidrs',
  monthlyUsd: 'monthly_usd',
};

/** What a plan has to have: the document's, less what is another for a reason. */
export function wantedOf(studio: Studio): Figures {
  const wanted = { ...documentFigures[studio.environment] };
  for (const { where, is } of deviations) if (where.includes(studio.environment)) Object.assign(wanted, is);
  return studio.environment === 'recovery' && asleep(studio) ? { ...wanted, ...sleeping } : wanted;
}

export const figuresOfTheDocument: Policy = {
  name: 'sizes, numbers and bounds are the document’s, or another for a reason that is written down',
  faults: (studio) => {
    const wanted: Readonly<Record<string, unknown>> = { ...wantedOf(studio) };
    const planned: Readonly<Record<string, unknown>> = { ...figuresOf(studio) };
    return Object.entries(saidBy).flatMap(([figure, by]) => {
      const [is, asked] = [JSON.stringify(planned[figure]), JSON.stringify(wanted[figure])];
      return is === asked ? [] : [`${figure} of ${studio.environment} is ${is}, and not ${asked}: ${by}`];
    });
  },
};
