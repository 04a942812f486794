import type { Fault } from './fault.ts';

const modules = 'infrastructure/terraform/modules';
const folder = 'infrastructure/observability';
const vitest = ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'] as const;
/** The tests of a module, written in Terraform. */
const testsOf = (module: string): Fault['check'] => [...vitest, 'terraform/modules.test', '-t', ` ${module} does what`];
const suite = (name: string): Fault['check'] => [...vitest, `observability/${name}`];

const router = (
  name: string,
  file: string,
  [find, replace]: readonly [string, string],
  check: Fault['check'],
  says: RegExp,
): Fault => ({
  ...{ layer: 'Log router', name, file, find, replace, check },
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Fluent Bit beside the tasks, and who is let into the domain that it sends lines to. */
export const faults: readonly Fault[] = [
  router(
    'the router is not told which environment it is in',
    `${modules}/ecs/log-router.tf`,
    ['            STUDIO_ENV        = var.env\n', ''],
    testsOf('ecs'),
    /The variables of observability\/fluent-bit and the settings of the router are not the same/,
  ),
  router(
    'a setting of the GPU workers’ router is called something else in its files',
    `${modules}/gpu-workers/log-router.tf`,
    ['OPENSEARCH_HOST   =', 'OPENSEARCH_DOMAIN ='],
    testsOf('gpu-workers'),
    /The variables of observability\/fluent-bit and the settings of the router are not the same/,
  ),
  router(
    'what ComfyUI says goes nowhere',
    `${folder}/fluent-bit/firelens.conf`,
    ['comfyui-firelens-*', 'comfy-firelens-*'],
    testsOf('gpu-workers'),
    /those of a name that firelens\.conf does not know go nowhere/,
  ),
  router(
    'a router that fails tells it to itself',
    `${modules}/ecs/log-router.tf`,
    [
      'logConfiguration = { logDriver = "awslogs", options = merge(options, { awslogs-stream-prefix = "${who}-log-router" }) }',
      'logConfiguration = local.logs[who]',
    ],
    testsOf('ecs'),
    /A router that fails must be able to say so/,
  ),
  router(
    'the router is root',
    `${modules}/gpu-workers/log-router.tf`,
    ['user                   = "1000:1000"', 'user                   = "0"'],
    testsOf('gpu-workers'),
    /The router is essential, runs as 1000/,
  ),
  router(
    'the router keeps what waits where it cannot write',
    `${folder}/fluent-bit/firelens.conf`,
    ['storage.path              /buffer', 'storage.path              /tmp/fluent-bit'],
    suite('fluent-bit'),
    /keeps what waits where its image lets its user write/,
  ),
  router(
    'a machine is gone before the last lines are sent',
    `${modules}/gpu-workers/draining.tf`,
    [' + (var.log_router == null ? 0 : local.router_stop_timeout)', ' - 45'],
    testsOf('gpu-workers'),
    /The router ends after the worker/,
  ),
  router(
    'a task may write into the logs of any other',
    `${modules}/iam/log-router.tf`,
    ['resources = [each.value]', 'resources = values(local.log_router_groups)'],
    testsOf('iam'),
    /reaches no other's/,
  ),
  router(
    'lines are sent to a group that nobody looks at',
    `${folder}/fluent-bit/to-cloudwatch.conf`,
    ['/ecs/ai-film-studio-backend-${STUDIO_ENV}', '/ecs/backend-${STUDIO_ENV}'],
    testsOf('ecs'),
    /Lines must come to the same groups of CloudWatch as without the router/,
  ),
  router(
    'whoever writes lines reads them, too',
    `${folder}/opensearch/roles/studio_log_writer.json`,
    ['"indices:data/write/index",', '"indices:data/write/index", "indices:data/read*",'],
    suite('opensearch'),
    /reads and deletes nothing/,
  ),
  router(
    'who writes is not let in',
    `${folder}/opensearch/security.ts`,
    ["await map('studio_log_writer', writers)", "await map('studio_log_writer', readers)"],
    suite('opensearch'),
    /is who writes, to the indices of lines alone/,
  ),
  router(
    'the audit tells refusals, and not who looked',
    `${folder}/opensearch/security.ts`,
    ["(one) => one !== 'GRANTED_PRIVILEGES'", '() => true'],
    suite('opensearch'),
    /is written down: who was let in to a line/,
  ),
  router(
    'no search is ever slow',
    `${folder}/opensearch/template.json`,
    ['      "index.search.slowlog.threshold.query.warn": "5s",\n', ''],
    suite('opensearch'),
    /is told of from a threshold on/,
  ),
];
