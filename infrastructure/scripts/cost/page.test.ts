import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Environment, environments, type Planned } from '../../terraform/plan.ts';
import { total } from './bill.ts';
import { type Bills, costPage, unexplained } from './page.ts';
import { billsOf, planAll } from './planned-bills.ts';
import { readPrices } from './prices.ts';
import { usageOf } from './usage.ts';

describe('the bills of the environments', () => {
  const prices = readPrices();
  let plans: ReadonlyMap<Environment, readonly Planned[]>;
  let bills: Bills;
  beforeAll(async () => {
    plans = await planAll();
    bills = billsOf(plans, prices);
    // Half a minute; many times that where other suites plan beside it.
  }, 900_000);
  const costOf = (environment: Environment, pattern: RegExp) =>
    total((bills.get(environment) ?? []).filter(({ what, address }) => pattern.test(`${what} ${address}`)));

  it('are on docs/costs.md as the plans have them: else run npm run cost', async () => {
    const page = await readFile(new URL('../../../docs/costs.md', import.meta.url), 'utf8');
    expect(page).toBe(costPage(bills, prices));
  });

  it('are within the document’s ranges, or document.ts says why not', () => {
    expect(unexplained(bills)).toEqual([]);
  });

  it('count what is planned: databases, nodes, gateways and endpoints', () => {
    expect(costOf('production', /instance .*aws_db_instance/)).toBeCloseTo((2 + 1 + 1) * 730 * 0.45);
    expect(costOf('production', /storage .*aws_db_instance/)).toBeCloseTo((2 + 1 + 1) * 500 * 0.115);
    expect(costOf('production', /nodes .*elasticache/)).toBeCloseTo(3 * 730 * 0.206);
    expect(costOf('staging', /^NAT gateway/)).toBeCloseTo(2 * 730 * 0.045);
    expect(costOf('staging', /^interface endpoint/)).toBeCloseTo(5 * 2 * 730 * 0.01);
    expect(costOf('dev', /^interface endpoint|wafv2|guardduty/)).toBe(0);
  });

  it('have GPUs by their least number and the hours above it, in the mix that is planned', () => {
    const mixed = 0.526 * (0.3 + 0.7 * 0.3);
    const gpus = (environment: Environment) => costOf(environment, /(on demand|Spot).*autoscaling_group/);
    expect(gpus('dev')).toBeCloseTo(usageOf.dev.gpuHours * 0.526 * 0.3);
    expect(gpus('sandbox')).toBeCloseTo((730 + usageOf.sandbox.gpuHours) * 0.526 * 0.3);
    expect(gpus('staging')).toBeCloseTo((730 + usageOf.staging.gpuHours) * mixed);
    expect(gpus('production')).toBeCloseTo((2 * 730 + usageOf.production.gpuHours) * mixed);
    expect(gpus('recovery')).toBe(0);
  });

  it('have the backend of dev by day and its worker always', () => {
    const hour = (0.04048 + 2 * 0.004445) * 0.3;
    expect(costOf('dev', /ecs_service\.backend/)).toBeCloseTo(260 * hour);
    expect(costOf('dev', /ecs_service\.cpu_workers/)).toBeCloseTo(730 * hour);
  });

  it('have recovery’s replica as large as production’s database', () => {
    const source = plans.get('production')?.find(({ address }) => address.endsWith('aws_db_instance.this'));
    expect(usageOf.recovery.sourceDiskGb).toBe(source?.values.allocated_storage);
    expect(usageOf.recovery.databaseChangesGb).toBe(usageOf.production.databaseChangesGb);
  });

  it('leave none out', () => {
    expect([...bills.keys()]).toEqual([...environments]);
    for (const lines of bills.values()) expect(lines.length).toBeGreaterThan(30);
  });
});
