import type { Environment, Planned } from '../../plan.ts';
import { plannedDocuments } from './documents.ts';
import { referringResources } from './references.ts';

/** An environment as its plan has it. */
export interface Studio {
  readonly environment: Environment;
  /** The end of its names: prod for production, prod-dr for recovery. */
  readonly env: string;
  readonly resources: readonly Planned[];
  /** Resources of a type. @example studio.of('aws_s3_bucket') */
  of(type: string): readonly Planned[];
}

/** What must hold of every environment, whoever writes its modules. */
export interface Policy {
  /** A sentence that is true where nothing is found. */
  readonly name: string;
  /** What breaks it, each with the address and the mend. Empty: it holds. */
  readonly faults: (studio: Studio) => readonly string[];
}

const ends: Readonly<Record<Environment, string>> = {
  dev: 'dev',
  sandbox: 'sandbox',
  staging: 'staging',
  production: 'prod',
  recovery: 'prod-dr',
};

/** @param plan of `terraform show -json`, or resources by hand */
export function studioOf(environment: Environment, plan: unknown): Studio {
  const resources = Array.isArray(plan)
    ? (plan as readonly Planned[])
    : [...referringResources(plan), ...plannedDocuments(plan)];
  return { environment, env: ends[environment], resources, of: (type) => resources.filter((one) => one.type === type) };
}
