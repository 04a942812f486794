import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terraform } from '../../terraform/terraform.ts';
import { main, readArguments, whyNot } from './main.ts';
import { activateRecovery, readSettings } from './settings.ts';
import { settings, type TwoRegions, twoRegions } from './two-regions.fixture.ts';

describe('npm run failover', () => {
  let regions: TwoRegions;
  let folder: string;
  const said: string[] = [];
  const ask = (...args: string[]) =>
    main([...args, '--folder', folder, '--journal', join(folder, 'journal.jsonl')], (text) => void said.push(text));

  beforeAll(async () => {
    regions = await twoRegions();
    folder = await mkdtemp(join(tmpdir(), 'recovery-'));
    // As environments/recovery is seen from here: a variable and an output.
    await writeFile(
      join(folder, 'main.tf'),
      `variable "active" {
  type    = bool
  default = false
}
resource "terraform_data" "stack" { input = var.active }
output "active" { value = terraform_data.stack.output }
output "failover" { value = jsondecode(${JSON.stringify(JSON.stringify(settings)).replaceAll('$', '$$')}) }
`,
    );
    for (const args of [['init'], ['apply', '-auto-approve']]) {
      const { passed, output } = await terraform(folder, args);
      if (!passed) throw new Error(output);
    }
  });
  afterAll(async () => {
    await regions.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('reads what it has to know from the recovery environment', async () => {
    expect(await readSettings(folder)).toEqual(settings);
  });

  it('brings the recovery stack up by terraform apply', async () => {
    await activateRecovery(folder);
    expect((await terraform(folder, ['output', 'active'])).output.trim()).toBe('true');
  });

  it('asks no resource how it is before it applies: some answer in us-east-1 alone', async () => {
    const [program, said] = [join(folder, 'terraform-that-is-heard'), join(folder, 'said')];
    const real = process.env.TERRAFORM;
    await writeFile(program, `#!/bin/sh\n${real ?? 'terraform'} "$@" > ${said}\n`, { mode: 0o755 });
    process.env.TERRAFORM = program;
    try {
      await activateRecovery(folder);
    } finally {
      if (real === undefined) delete process.env.TERRAFORM;
      else process.env.TERRAFORM = real;
    }
    const output = await readFile(said, 'utf8');
    expect(output).toContain('Apply complete!');
    expect(output).not.toContain('Refreshing state');
  });

  it('changes nothing in a dry run, nor without the name of the environment', async () => {
    expect(await ask('--dry-run')).toBe(0);
    expect(said.join('\n')).toMatch(/promote \(15 min\): would make studio-prod-dr a writer/);
    expect(await ask()).toBe(2);
    expect(await ask('--confirm', 'staging')).toBe(2);
    expect(said.at(-1)).toMatch(/say --confirm prod/);
    expect(regions.aws.changes()).toEqual([]);
  });

  it('refuses what it does not understand, and says how it is called', () => {
    expect(() => readArguments(['--lost-at', 'yesterday'])).toThrow(/lost-at[\s\S]*npm run failover -- --dry-run/);
    expect(() => readArguments(['--force'])).toThrow(/npm run failover -- --dry-run/);
  });

  it('is confirmed by the name of its environment alone', () => {
    expect(whyNot(readArguments(['--confirm', 'prod']), 'prod')).toBeNull();
    for (const args of [[], ['--confirm', 'staging'], ['--confirm', '']])
      expect(whyNot(readArguments(args), 'prod')).toEqual(expect.stringContaining('say --confirm prod'));
  });

  it('stops at what is refused, with the journal and its table', async () => {
    regions.west.lag = () => [];
    expect(await ask('--confirm', 'prod')).toBe(1);
    expect(said.at(-2)).toMatch(/declare: CloudWatch has no lag/);
    expect(said.at(-1)).toMatch(/\| declare \| 3\.0 min \| .* \| refused: CloudWatch has no lag/);
    expect(regions.aws.changes()).toEqual([]);
  });
});
