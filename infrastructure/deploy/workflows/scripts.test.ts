import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workflows } from './workflow.ts';

const run = promisify(execFile);
const all = await workflows();
const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const image = (name: string, env: string) => `${registry}/ai-film-studio-${name}-${env}@sha256:${'a'.repeat(64)}`;

let folder: string;
/**
 * In place of npm, cosign and aws: programs that write down what they were asked. `npm … promote --image X` answers the copy of X, `aws` a
 * password.
 */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'step-'));
  const program = `#!/bin/bash
printf '%s' "$(basename "$0")" >> "${folder}/asked"; printf '|%s' "$@" >> "${folder}/asked"; echo >> "${folder}/asked"
printf '%s' "$ACCEPTANCE_PASSWORD" > "${folder}/password"
[ "$(basename "$0")" = aws ] && { echo 'a fox; $(beneath) "the" stage'; exit "$AWS_FAILS"; }
for word in "$@"; do [ "$before" = --image ] && echo "\${word/staging@/prod@}"; before="$word"; done
[ "\${!#}" != "${image('unsigned', 'staging')}" ]
`;
  for (const name of ['npm', 'cosign', 'aws']) {
    await writeFile(join(folder, name), program);
    await chmod(join(folder, name), 0o755);
  }
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a step as GitHub does. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
async function step(which: RegExp, env: Readonly<Record<string, string>>, workflow = 'deploy') {
  const job = all.find(({ file }) => file === `${workflow}.yml`)?.jobs[workflow];
  const script = job?.steps.find(({ run }) => which.test(run ?? ''))?.run;
  if (!script) throw new RangeError(`No step of ${workflow}.yml runs ${which}.`);
  const output = join(folder, 'output');
  await writeFile(output, '');
  const { stdout } = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    env: { PATH: `${folder}:${process.env.PATH}`, GITHUB_OUTPUT: output, GITHUB_REPOSITORY: 'a/b', ...env },
  });
  const asked = await readFile(join(folder, 'asked'), 'utf8').catch(() => '');
  return { asked: asked.trim().split('\n'), output: await readFile(output, 'utf8'), stdout };
}

describe('deploy.yml', () => {
  const two = `${image('worker-gpu', 'staging')} ${image('comfyui', 'staging')}`;

  it('verifies each image, and goes no further when one was not signed', async () => {
    const { asked } = await step(/cosign verify/, { IMAGES: two });
    expect(asked.map((line) => line.split('|').at(-1))).toEqual(two.split(' '));
    expect(asked[0]).toContain(
      String.raw`^https://github\.com/a/b/\.github/workflows/image\.yml@refs/heads/(main|develop)$`,
    );
    await expect(step(/cosign verify/, { IMAGES: `${image('unsigned', 'staging')} ${two}` })).rejects.toThrow();
  });

  it('promotes each, and deploys the copies', async () => {
    const { output } = await step(/-- promote/, { IMAGES: two, STUDIO_ENV: 'prod', REGISTRY: registry });
    expect(output.trim()).toBe(`images= --image ${image('worker-gpu', 'prod')} --image ${image('comfyui', 'prod')}`);
    const IMAGES = output.trim().slice('images='.length);
    const { asked } = await step(/-- backend/, {
      WHAT: 'gpu',
      STUDIO_ENV: 'prod',
      IMAGES,
      DESPITE: '',
      STRATEGY: 'canary',
    });
    expect(asked.at(-1)).toBe(
      `npm|run|--silent|deploy|--|workers|--env|prod|--image|${image('worker-gpu', 'prod')}|--image|${image('comfyui', 'prod')}|--fleet|gpu|--despite|`,
    );
  });

  it('a promotion that fails stops it', async () => {
    await expect(
      step(/-- promote/, { IMAGES: two, STUDIO_ENV: 'prod', REGISTRY: image('unsigned', 'staging') }),
    ).rejects.toThrow();
  });

  it('gives the backend its address and strategy', async () => {
    const env = {
      WHAT: 'backend',
      STUDIO_ENV: 'dev',
      IMAGES: ` --image ${image('backend', 'dev')}`,
      DESPITE: 'api-errors',
      STRATEGY: 'canary',
      API_URL: 'https://api.example',
    };
    const { asked } = await step(/-- backend/, env);
    expect(asked.at(-1)).toBe(
      `npm|run|--silent|deploy|--|backend|--env|dev|--image|${image('backend', 'dev')}|--url|https://api.example|--strategy|canary|--despite|api-errors`,
    );
  });

  it('what somebody types into a field is never run', async () => {
    const env = {
      WHAT: 'gpu',
      STUDIO_ENV: 'dev',
      IMAGES: ` --image x`,
      DESPITE: `"; touch ${folder}/owned; $(touch ${folder}/owned)`,
      STRATEGY: '',
    };
    await step(/-- backend/, env);
    await expect(readFile(join(folder, 'owned'))).rejects.toThrow(/ENOENT/);
  });

  it.each([
    ['backend', 'npm|run|--silent|deploy|--|rollback|--env|prod'],
    ['gpu', 'npm|run|--silent|deploy|--|rollback|--env|prod|--fleet|gpu'],
  ])('takes %s back when it failed', async (WHAT, words) => {
    const { asked } = await step(/-- rollback/, { WHAT, STUDIO_ENV: 'prod' });
    expect(asked).toEqual([words]);
  });
});

describe('acceptance.yml', () => {
  const words = { API_URL: 'https://api.sandbox.example', AWS_FAILS: '0' };
  const walk = (env: Readonly<Record<string, string>> = {}) =>
    step(/acceptance --/, { ...words, ...env }, 'acceptance');

  it('hands the testers’ password on by the environment alone, and hides it from the log first', async () => {
    const { asked, stdout } = await walk();
    expect(asked).toEqual([
      'aws|secretsmanager|get-secret-value|--secret-id|ai-film-studio/sandbox/SEED_PASSWORD|--query|SecretString|--output|text',
      'npm|run|--silent|acceptance|--|--url|https://api.sandbox.example',
    ]);
    expect(await readFile(join(folder, 'password'), 'utf8')).toBe('a fox; $(beneath) "the" stage');
    expect(stdout).toBe('::add-mask::a fox; $(beneath) "the" stage\n');
  });

  it('tries nothing when there is no password', async () => {
    await expect(walk({ AWS_FAILS: '1' })).rejects.toThrow();
    expect(await readFile(join(folder, 'asked'), 'utf8')).not.toContain('npm|');
  });
});

describe('acceptance-nightly.yml', () => {
  type Ask = (words: Readonly<Record<string, unknown>>) => Promise<void>;
  const AsyncFunction: new (
    ...words: string[]
  ) => (github: unknown, context: unknown, process: unknown) => Promise<void> = Object.getPrototypeOf(
    async () => {},
  ).constructor;

  /** Runs its script as github-script does. @returns what GitHub was asked to do */
  async function told(RESULT: string, open: readonly string[]) {
    const job = all.find(({ file }) => file === 'acceptance-nightly.yml')?.jobs.tell;
    const script = String(job?.steps[0]?.with.script);
    const asked: string[] = [];
    const ask =
      (name: string): Ask =>
      async ({ state, labels, issue_number }) =>
        void asked.push([name, state, labels, issue_number].filter(Boolean).join(' '));
    const github = {
      paginate: async () => open.map((title, number) => ({ title, number: number + 1 })),
      rest: { issues: { create: ask('create'), update: ask('update') } },
    };
    await new AsyncFunction('github', 'context', 'process', script)(github, { repo: {} }, { env: { RESULT } });
    return asked;
  }

  const ours = ['Another issue', 'The sandbox does not pass its acceptance'];
  it.each([
    ['failure', [], ['create acceptance']],
    ['failure', ours, ['update 2']],
    ['success', ours, ['update closed 2']],
    ['success', [], []],
    // Another trial of the sandbox may take its place.
    ['cancelled', [], []],
    ['cancelled', ours, []],
  ])('a night of %s, with these issues open: %j', async (result, open, asked) => {
    expect(await told(result, open)).toEqual(asked);
  });
});
