import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { planText } from '../../plan.ts';
import { metricMath, type Series } from './metric-math.fixture.ts';

const module = fileURLToPath(new URL('.', import.meta.url));

const alarmSchema = z.object({
  threshold: z.number(),
  evaluation_periods: z.number(),
  treat_missing_data: z.literal('notBreaching'),
  metric_query: z.array(
    z.object({
      id: z.string(),
      expression: z.string().nullable(),
      return_data: z.boolean().nullable(),
      metric: z.array(z.object({ metric_name: z.string(), dimensions: z.record(z.string(), z.string()) })),
    }),
  ),
});
const stepSchema = z.object({
  metric_interval_lower_bound: z.string(),
  metric_interval_upper_bound: z.string().nullable(),
  scaling_adjustment: z.number(),
});
const policySchema = z.object({ adjustment_type: z.literal('ChangeInCapacity'), step_adjustment: z.array(stepSchema) });
const planSchema = z.object({
  resource_changes: z.array(z.object({ type: z.string(), name: z.string(), change: z.object({ after: z.unknown() }) })),
});

/** What CloudWatch knows: by the name of a metric and, where it has them, its type and state. */
export type Known = (metric: string, dimensions: Readonly<Record<string, string>>) => Series;

/** An alarm of the plan with the policy that it sets off. */
export interface Rule {
  /** Minutes that the alarm looks at. */
  readonly minutes: number;
  /** By how many workers the policy changes the fleet, 0 when the alarm is quiet. */
  change(known: Known): number;
}

function ruleOf(alarm: z.output<typeof alarmSchema>, { step_adjustment }: z.output<typeof policySchema>): Rule {
  const { threshold, evaluation_periods: minutes, metric_query } = alarm;
  const expressions = new Map(metric_query.flatMap(({ id, expression }) => (expression ? [[id, expression]] : [])));
  const shown = metric_query.find(({ return_data }) => return_data)?.id ?? '';
  const add = (over: number): number =>
    step_adjustment.find(
      ({ metric_interval_lower_bound: from, metric_interval_upper_bound: to }) =>
        over >= Number(from) && (to === null || over < Number(to)),
    )?.scaling_adjustment ?? 0;
  return {
    minutes,
    change(known) {
      const values = new Map<string, number | Series>(
        metric_query.flatMap(({ id, metric: [metric] }) =>
          metric ? [[id, known(metric.metric_name, metric.dimensions)]] : [],
        ),
      );
      // One may be made of others: those first.
      for (const id of ['have', 'waiting', 'busy', shown]) {
        const expression = expressions.get(id);
        if (expression) values.set(id, metricMath(expression)(values));
      }
      const figures = values.get(shown) ?? [];
      const last = (typeof figures === 'number' ? [figures] : figures).slice(-minutes);
      // A minute without a figure does not breach.
      const breaches = last.length === minutes && last.every((figure) => figure !== null && figure >= threshold);
      return breaches ? add((last.at(-1) ?? 0) - threshold) : 0;
    },
  };
}

/**
 * Plans a fleet and reads its two rules from the plan.
 * @param settings lines of Terraform that are set besides what is needed
 * @param queue whose depth counts
 */
export async function plannedFleet(
  settings: string,
  queue = 'ai-film-studio-processing-queue-dev',
): Promise<{ readonly more: Rule; readonly fewer: Rule }> {
  const plan = planSchema.parse(await planText(configuration(settings, queue)));
  const planned = (type: string, name: string) =>
    plan.resource_changes.find((one) => one.type === type && one.name === name)?.change.after;
  const rule = (name: string) =>
    ruleOf(
      alarmSchema.parse(planned('aws_cloudwatch_metric_alarm', name)),
      policySchema.parse(planned('aws_autoscaling_policy', name)),
    );
  return { more: rule('more'), fewer: rule('fewer') };
}

const configuration = (settings: string, queue: string) => `
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "fleet" {
  source               = ${JSON.stringify(module)}
  env                  = "dev"
  region               = "us-east-1"
  cluster_name         = "ai-film-studio-dev"
  image                = "worker-gpu@sha256:${'0'.repeat(64)}"
  min                  = 0
  max                  = 20
  subnet_ids           = ["subnet-a", "subnet-b"]
  security_group_id    = "sg-workers"
  instance_profile_arn = "arn:aws:iam::123456789012:instance-profile/worker"
  execution_role_arn   = "arn:aws:iam::123456789012:role/worker-execution"
  task_role_arn        = "arn:aws:iam::123456789012:role/worker"
  environment          = {}
  secrets              = {}
  log_group_name       = "/ecs/ai-film-studio-workers-dev"
  metric_namespace     = "AIFilmStudio/dev"
  queue_name           = "${queue}"
  ${settings}
}
`;
