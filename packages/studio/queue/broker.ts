import type { Priority } from './job-state.ts';
import type { Lanes } from './lanes.ts';
import type { JobType } from './queued-job.ts';

/**
 * The specification's message: it says that a job waits. What the job is and whether it still waits is in its row.
 * Parameters that would make it larger than 256 KB are left in the row, and `by_reference` says where.
 */
export interface JobMessage {
  readonly job_id: string;
  readonly user_id: string;
  /** `null` for a notification that is of no project. */
  readonly project_id: string | null;
  readonly type: MessageType;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly priority: Priority;
  /** ISO 8601. */
  readonly created_at: string;
}

export const messageTypes = [
  'video_generation',
  'image_generation',
  'audio_generation',
  'film_assembly',
  'notification',
] as const;
export type MessageType = (typeof messageTypes)[number];

/** A message on its way, and what a broker may make of it. */
export interface Announcement {
  readonly message: JobMessage;
  readonly type: JobType;
  /** Seconds; the smaller, the sooner. */
  readonly rank: number;
  /** The same until the job is claimed: a broker that knows it already need not carry it twice. */
  readonly key: string;
}

/** A message that was received and not yet acknowledged. The broker gives it to another when it is not extended in time. */
export interface Delivery {
  readonly jobId: string;
  /** Says that we are at it: the message stays hidden for another while. */
  extend(): Promise<void>;
  /** The message has done its work. */
  ack(): Promise<void>;
  /** For somebody else, after so many milliseconds. */
  release(delay: number): Promise<void>;
}

/** Carries the news that a job waits, at least once, in about the order of rank. It is no truth: `jobs` is. */
export interface Broker {
  readonly name: 'bullmq' | 'sqs';
  /** How long an announced job may wait unclaimed, in milliseconds, before it is announced again. */
  readonly patience: number;
  /** How often, in milliseconds, a delivery is to be extended while its job is done. */
  readonly pulse: number;
  send(announcements: readonly Announcement[]): Promise<void>;
  /** Waits for a message for these types of worker by these lanes (both); `null` when the signal ends the wait, or nothing came for a while. */
  receive(types: readonly JobType[], signal: AbortSignal, lanes?: Lanes): Promise<Delivery | null>;
  /** Puts messages of dead jobs where operators look for them. Absent where the database alone keeps the dead. */
  bury?(announcements: readonly Announcement[]): Promise<void>;
  close(): Promise<void>;
}
