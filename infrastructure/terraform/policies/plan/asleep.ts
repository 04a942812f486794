import { z } from 'zod';
import type { Studio } from './policy.ts';

const action = z.object({
  scalable_target_action: z.array(z.object({ max_capacity: z.union([z.string(), z.number()]).nullish() })).default([]),
});

/** Whether nothing runs at all: recovery until a failover. */
export const asleep = (studio: Studio): boolean => studio.of('aws_ecs_service').length === 0;

/** Whether there are hours in which nobody answers, on purpose: recovery until a failover, dev by night. */
export const sleepsAtTimes = (studio: Studio): boolean =>
  asleep(studio) ||
  studio
    .of('aws_appautoscaling_scheduled_action')
    .some(({ values }) =>
      action.parse(values).scalable_target_action.some(({ max_capacity: most }) => Number(most) === 0),
    );
