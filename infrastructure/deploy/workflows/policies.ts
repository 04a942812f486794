import type { Job, Workflow } from './workflow.ts';

/** A sentence for each breach of a rule, with the place in it. */
export type Policy = (workflows: readonly Workflow[]) => readonly string[];

interface Placed {
  readonly at: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

const jobs = (all: readonly Workflow[]): readonly Placed[] =>
  all.flatMap((workflow) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ at: `${workflow.file}: ${name}`, job, workflow })),
  );

const called = (all: readonly Workflow[], { uses }: Job): Workflow | undefined =>
  all.find(({ file }) => uses === `./.github/workflows/${file}`);

/** A tag of an action can be moved to other code; a commit can't. The comment is for people, and for Dependabot. */
export const pinned: Policy = (all) =>
  all.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => {
      const uses = /^\s*(?:- )?uses:\s*(.+)$/.exec(line)?.[1];
      if (!uses || uses.startsWith('./')) return [];
      return /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses)
        ? []
        : [`${file}:${index + 1}: ${uses} is not pinned by a commit with its version as a comment`];
    }),
  );

/** One action, one version: a hole is mended everywhere or nowhere. */
export const oneVersion: Policy = (all) => {
  const versions = new Map<string, Set<string>>();
  for (const { text } of all)
    for (const [, action = '', version = ''] of text.matchAll(/uses: ([\w.-]+\/[\w./-]+)@(.+)/g))
      versions.set(action, (versions.get(action) ?? new Set()).add(version));
  return [...versions]
    .filter(([, set]) => set.size > 1)
    .map(([action, set]) => `${action} is used as ${[...set].join(' and ')}`);
};

const runsOnStrangersCode = ['pull_request_target', 'workflow_run', 'issue_comment'];

/** Those run with the repository's rights on what a stranger wrote. */
export const safeTriggers: Policy = (all) =>
  all.flatMap(({ file, on }) =>
    runsOnStrangersCode.filter((trigger) => trigger in on).map((trigger) => `${file} is triggered by ${trigger}`),
  );

/** By what a job's steps do. Whoever needs a right that is not here has to say so here. */
function neededBy(job: Job): ReadonlySet<string> {
  const uses = job.steps.map((step) => step.uses?.split('@')[0] ?? '');
  const needs = new Set<string>();
  const add = (right: string, ...actions: readonly string[]) => {
    if (actions.some((action) => uses.includes(action))) needs.add(right);
  };
  add('contents: read', 'actions/checkout');
  add('id-token: write', 'aws-actions/configure-aws-credentials', 'actions/attest-build-provenance');
  add('attestations: write', 'actions/attest-build-provenance');
  add('security-events: write', 'github/codeql-action/upload-sarif');
  const scripts = job.steps.map((step) => String(step.with.script ?? '')).join('\n');
  if (/rest\.issues\.create\(/.test(scripts)) needs.add('issues: write');
  if (/rest\.issues\.createComment\(/.test(scripts)) needs.add('pull-requests: write');
  return needs;
}

/** No job may do more than it needs: what it may is said beside it, and nothing by default. */
export const leastRights: Policy = (all) => [
  ...all.flatMap(({ file, permissions }) =>
    permissions && Object.keys(permissions).length === 0 ? [] : [`${file}: permissions of all jobs must be {}`],
  ),
  ...jobs(all).flatMap(({ at, job }) => {
    const other = called(all, job);
    const inner = other ? Object.values(other.jobs) : [job];
    const needs = new Set(inner.flatMap((one) => [...neededBy(one)]));
    const has = Object.entries(job.permissions ?? {}).map(([scope, level]) => `${scope}: ${level}`);
    return [
      ...has.filter((right) => !needs.has(right)).map((right) => `${at} may ${right}, and needs it for nothing`),
      ...[...needs].filter((right) => !has.includes(right)).map((right) => `${at} needs ${right}, and says so nowhere`),
    ];
  }),
];

/** An expression is put into a script as text before the shell sees it: what somebody wrote into a branch's name is then run. By `env` it stays text. */
export const noExpressionsInScripts: Policy = (all) =>
  jobs(all).flatMap(({ at, job }) =>
    job.steps.flatMap(({ run, with: { script } }) =>
      [run, script].flatMap((text) =>
        typeof text === 'string' && text.includes('${{')
          ? [`${at}: a script has the expression ${/\$\{\{.*?\}\}/.exec(text)?.[0]}`]
          : [],
      ),
    ),
  );

/** AWS comes by OIDC, the registry by AWS, signatures without keys: there is no secret to leak. */
export const noSecrets: Policy = (all) => [
  ...all.flatMap(({ file, text }) => [...text.matchAll(/secrets\.[\w-]+/g)].map(([name]) => `${file} uses ${name}`)),
  ...jobs(all).flatMap(({ at, job }) => (job.secrets === undefined ? [] : [`${at} passes secrets on`])),
  ...jobs(all).flatMap(({ at, job }) =>
    job.steps.filter((step) => 'aws-access-key-id' in step.with).map(() => `${at} signs in to AWS by a key`),
  ),
];

/** Whatever hangs ends: the default is six hours. */
export const timeouts: Policy = (all) =>
  jobs(all).flatMap(({ at, job }) => {
    const minutes = job['timeout-minutes'];
    if (job.steps.length === 0) return [];
    return minutes !== undefined && minutes <= 120 ? [] : [`${at} has no timeout-minutes up to 120`];
  });

/** Git's token would lie in the working tree for every package's script to read. */
export const noTokenLeft: Policy = (all) =>
  jobs(all).flatMap(({ at, job }) =>
    job.steps
      .filter((step) => step.uses?.startsWith('actions/checkout@') && step.with['persist-credentials'] !== false)
      .map(() => `${at} leaves git's token in the working tree`),
  );

/** Reviewers stand before an environment, and AWS' roles trust its name: who changes something has one. The role that plans changes nothing. */
export const environments: Policy = (all) =>
  jobs(all).flatMap(({ at, job }) => {
    const roles = job.steps.map((step) => String(step.with['role-to-assume'] ?? '')).filter(Boolean);
    const plans = roles.length > 0 && roles.every((role) => role.includes('PLAN_ROLE'));
    return roles.length > 0 && !plans && !job.environment
      ? [`${at} signs in to AWS, and belongs to no environment`]
      : [];
  });

/** Production comes from main, after staging, and waits for the reviewers of the environment of that name. */
export const production: Policy = (all) =>
  jobs(all)
    .filter(({ job }) => job.with.environment === 'production')
    .flatMap(({ at, job }) => [
      ...(job.if?.includes("github.ref_name == 'main'") && job.if.includes("github.event_name == 'push'")
        ? []
        : [`${at} is not only for pushes to main`]),
      ...(job.needs.includes('staging') ? [] : [`${at} does not wait for staging`]),
      ...(called(all, job) &&
      Object.values(called(all, job)?.jobs ?? {}).some(({ environment }) => environment?.includes('inputs.environment'))
        ? []
        : [`${at} does not use the environment production`]),
    ]);

/** Two deployments at once undo each other, and one that is broken off leaves half of itself behind. */
export const oneAtATime: Policy = (all) =>
  jobs(all).flatMap(({ at, job }) => {
    const changes = job.steps.some(({ run }) =>
      /npm run (--silent )?(deploy -- (backend|workers)|web:publish)|terraform .*apply/.test(run ?? ''),
    );
    if (!changes) return [];
    const { group = '', 'cancel-in-progress': cancel } = job.concurrency ?? {};
    return group.includes('inputs.environment') && cancel !== true
      ? []
      : [`${at} may run twice in one environment, or be broken off`];
  });

/** @param scripts of package.json, and of apps/web's when there is one; null: it does not exist yet */
export const scriptsExist =
  (scripts: Readonly<Record<string, string>>, web: Readonly<Record<string, string>> | null): Policy =>
  (all) =>
    jobs(all).flatMap(({ at, job }) =>
      job.steps.flatMap(({ run = '' }) =>
        [...run.matchAll(/npm (?:run (?:--silent )?)?(?!ci\b)([\w:-]+)( -w apps\/web)?/g)].flatMap(
          ([, name = '', inWeb]) => {
            const known = inWeb ? web : scripts;
            return known === null || name in known ? [] : [`${at} runs the script ${name}, which does not exist`];
          },
        ),
      ),
    );
