import type { Fault } from './fault.ts';

const modules = 'infrastructure/terraform/modules';
const vitest = ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'] as const;
/** The tests of a module, written in Terraform. */
const testsOf = (module: string): Fault['check'] => [...vitest, 'terraform/modules.test', '-t', ` ${module} does what`];
/** The alarms of a planned fleet, reckoned through. */
const reckoned: Fault['check'] = [...vitest, 'gpu-workers/scaling'];

const compute = (
  name: string,
  file: string,
  [find, replace]: readonly [string, string],
  check: Fault['check'],
  says: RegExp,
): Fault => ({
  ...{ layer: 'Compute', name, file: `${modules}/${file}`, find, replace, check },
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Queues, roles, images' repositories, the API's services and the fleets of GPU workers. */
export const faults: readonly Fault[] = [
  compute(
    'a queue takes messages without TLS',
    'sqs/main.tf',
    ['values   = ["false"]', 'values   = ["true"]'],
    testsOf('sqs'),
    /must deny all that does not come over TLS/,
  ),
  compute(
    'dead letters go as soon as living messages',
    'sqs/main.tf',
    ['message_retention_seconds  = var.dlq_retention', 'message_retention_seconds  = var.retention'],
    testsOf('sqs'),
    /Dead letters are kept for 14 days/,
  ),
  compute(
    'a worker may delete films',
    'iam/tasks.tf',
    ['actions   = ["s3:GetObject", "s3:PutObject"]', 'actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]'],
    testsOf('iam'),
    /must not be able to delete objects/,
  ),
  compute(
    'the API may not list its bucket, and is never ready',
    'iam/tasks.tf',
    ['["s3:ListBucket", "s3:ListBucketMultipartUploads"]', '["s3:ListBucketMultipartUploads"]'],
    testsOf('iam'),
    /The API looks up queues and keeps objects/,
  ),
  compute(
    'containers may be started with any secret of the account',
    'iam/execution.tf',
    ['resources = each.value.secrets', 'resources = ["*"]'],
    testsOf('iam'),
    /know no narrower resource than \*/,
  ),
  compute(
    "an image's tag can be moved",
    'ecr/main.tf',
    ['"IMMUTABLE"', '"MUTABLE"'],
    testsOf('ecr'),
    /lets something run that was never tested/,
  ),
  compute(
    'both colours register with the target group of blue',
    'ecs/backend.tf',
    ['var.target_group_arns[each.value]', 'var.target_group_arns["blue"]'],
    testsOf('ecs'),
    /Each colour must register with its own target group/,
  ),
  compute(
    'a schedule wakes the colour that sleeps',
    'ecs/scaling.tf',
    ['= each.key != var.live_colour', '= false'],
    testsOf('ecs'),
    /Schedules are there for both colours and hold for the live one/,
  ),
  compute(
    'the API waits for its memory until the heap is full',
    'ecs/scaling.tf',
    ['"ECSServiceAverageMemoryUtilization"', '"ECSServiceAverageCPUUtilization"'],
    testsOf('ecs'),
    /A task must come by its memory while V8 has room/,
  ),
  compute(
    'memory brings tasks to the colour that sleeps alone',
    'ecs/scaling.tf',
    [
      'resource "aws_appautoscaling_policy" "memory" {\n  for_each = aws_appautoscaling_target.backend',
      'resource "aws_appautoscaling_policy" "memory" {\n  for_each = { for colour, target in aws_appautoscaling_target.backend : colour => target if colour != var.live_colour }',
    ],
    testsOf('ecs'),
    /Each colour will be live, and must scale by memory then/,
  ),
  compute(
    'a setting turns TLS off, and no task of the API is ever well',
    'ecs/backend.tf',
    ['merge(local.scratch, var.environment, local.tls)', 'merge(local.scratch, local.tls, var.environment)'],
    testsOf('ecs'),
    /an API that does not is never well/,
  ),
  compute(
    'ECS asks the API in the clear, and stops each task that is well',
    'ecs/backend.tf',
    ["require('https')", "require('http')"],
    [...vitest, 'docker/health-check', '-t', 'of the task on ECS'],
    /expected 1 to be \+?0/,
  ),
  compute(
    'anybody who may call ECS gets a shell in the API',
    'ecs/backend.tf',
    ['enable_execute_command             = false', 'enable_execute_command             = true'],
    testsOf('ecs'),
    /Nobody gets a shell in a container/,
  ),
  compute(
    'a CPU worker is killed before it is done',
    'ecs/cpu-workers.tf',
    ['stopTimeout      = 120', 'stopTimeout      = 30'],
    testsOf('ecs'),
    /must be done before ECS kills it/,
  ),
  compute(
    'with nobody there 1 to 9 messages wait for ever',
    'gpu-workers/scaling.tf',
    ['"IF(have < 1 AND waiting > 0', '"IF(have < 0 AND waiting > 0'],
    reckoned,
    /with nobody there starts one for 1 to 9 messages too/,
  ),
  compute(
    'half a worker of backlog is nobody',
    'gpu-workers/scaling.tf',
    ['"CEIL((waiting) / ', '"((waiting) / '],
    reckoned,
    /with nobody there starts one for any work at all/,
  ),
  compute(
    'workers go while others of them are at work',
    'gpu-workers/scaling.tf',
    ['"IF(waiting > 0, 0, have - busy)"', '"IF(waiting > 0, 0, have)"'],
    reckoned,
    /lets nobody go that is at work/,
  ),
  compute(
    'a machine goes before its worker is done',
    'gpu-workers/draining.tf',
    ['local.stop_timeout + 60', '30'],
    testsOf('gpu-workers'),
    /must stay for longer than ECS waits for the worker/,
  ),
  compute(
    'the ECS agent is deaf to Spot notices',
    'gpu-workers/files/user-data.sh.tftpl',
    ['ECS_ENABLE_SPOT_INSTANCE_DRAINING=true\n', ''],
    testsOf('gpu-workers'),
    /ECS_ENABLE_SPOT_INSTANCE_DRAINING=true/,
  ),
  compute(
    "a container can't hear that its machine is taken away",
    'gpu-workers/main.tf',
    ['http_put_response_hop_limit = 2', 'http_put_response_hop_limit = 1'],
    testsOf('gpu-workers'),
    /the second hop that a container needs/,
  ),
  compute(
    "a machine's disk is formatted at every boot, with the models on it",
    'gpu-workers/files/studio-scratch.sh',
    ['blkid "$disk" >/dev/null || mkfs.xfs -q "$disk"', 'mkfs.xfs -q "$disk"'],
    [...vitest, 'studio-scratch'],
    /keeps its models over a restart/,
  ),
  compute(
    'premium workers are called by what others wait for',
    'gpu-workers/scaling.tf',
    [
      'local.only_high ? "studio_queue_high_priority_backlog_seconds" : "studio_queue_backlog_seconds"',
      '"studio_queue_backlog_seconds"',
    ],
    reckoned,
    /is called by what is urgent, from nobody on, however much else waits/,
  ),
  compute(
    'premium workers do everybody’s jobs',
    'gpu-workers/workers.tf',
    ['LANES            = var.lanes', 'LANES            = "both"'],
    testsOf('gpu-workers'),
    /would do everybody's jobs/,
  ),
  compute(
    'the fleet of all leaves what is urgent to the one that sleeps',
    'studio/compute.tf',
    [
      'concat(local.gpu_lanes["processing"], local.gpu_lanes["high-priority"]), warm_pool',
      'local.gpu_lanes["processing"], warm_pool',
    ],
    testsOf('studio'),
    /scaled by other queues than those it works off/,
  ),
  compute(
    'nobody hears of premium workers that crash',
    'studio/watch.tf',
    [
      'keys(local.gpu_fleets) : fleet => "ai-film-studio-${fleet}-workers',
      'keys(local.gpu_fleets) : fleet => "ai-film-studio-gpu-workers',
    ],
    testsOf('studio'),
    /other fleets than alarms, dashboards and the failover program are told of/,
  ),
];
