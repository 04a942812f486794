import { z } from 'zod';
import { type Announcement, type JobMessage, type MessageType, messageTypes } from './broker.ts';
import { type Priority, priorities } from './job-state.ts';
import { type JobType, jobTypes } from './queued-job.ts';

/** How the specification's messages call the types of job. */
const messageTypeOf: Readonly<Record<JobType, MessageType>> = {
  image: 'image_generation',
  video: 'video_generation',
  audio: 'audio_generation',
  assembly: 'film_assembly',
  notification: 'notification',
};

// Object.keys() forgets that the keys of a constant are known.
const priorityNames = Object.keys(priorities) as Priority[];

/** What comes out of a queue was put there by anybody. */
const messageSchema = z.object({
  job_id: z.uuid(),
  user_id: z.uuid(),
  project_id: z.uuid().nullable(),
  type: z.enum(messageTypes),
  parameters: z.record(z.string(), z.unknown()),
  priority: z.enum(priorityNames),
  created_at: z.iso.datetime({ offset: true }),
}) satisfies z.ZodType<JobMessage>;

/** @returns the message and the type of worker it is for; `null` when it is not one of ours */
export function readMessage(body: unknown): { readonly message: JobMessage; readonly type: JobType } | null {
  const { data: message } = messageSchema.safeParse(body);
  const type = jobTypes.find((one) => messageTypeOf[one] === message?.type);
  return message && type ? { message, type } : null;
}

/** Of a message that came as text. */
export function readMessageText(text: string): ReturnType<typeof readMessage> {
  try {
    return readMessage(JSON.parse(text));
  } catch {
    return null;
  }
}

/** PostgreSQL's text of JSON is never shorter than ours, and there is room left for the rest of a message within SQS's 262,144 bytes. */
export const mostParameterBytes = 200_000;

export const announcedColumns = `id, user_id, project_id, type, priority, created_at, rank, token,
  case when octet_length(parameters::text) <= ${mostParameterBytes} then parameters end as parameters`;

/** A row of `announcedColumns`: what is told of a job. */
export const announcedSchema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    project_id: z.string().nullable(),
    type: z.enum(jobTypes),
    priority: z.number(),
    created_at: z.date(),
    rank: z.number(),
    token: z.string(),
    parameters: z.record(z.string(), z.unknown()).nullable(),
  })
  .transform((job): Announcement & { readonly id: string; readonly token: string } => ({
    id: job.id,
    token: job.token,
    type: job.type,
    rank: job.rank,
    key: `${job.id}-${job.token}`,
    message: {
      job_id: job.id,
      user_id: job.user_id,
      project_id: job.project_id,
      type: messageTypeOf[job.type],
      parameters: job.parameters ?? { by_reference: `jobs/${job.id}` },
      priority: priorityNames.find((name) => priorities[name] === job.priority) ?? 'normal',
      created_at: job.created_at.toISOString(),
    },
  }));
