import type { Job } from '../jobs/job.ts';
import type { JobType } from '../queue/queued-job.ts';
import type { ChildPool } from './child-pool.ts';

/** One small frame of black. */
const tinyBoard: Job = {
  kind: 'board',
  request: {
    picture: {
      shot: {
        kind: 'black',
        size: 'wide',
        place: '',
        set: 'street',
        interior: false,
        timeOfDay: 'noon',
        weather: 'clear',
        mood: 'calm',
        staging: [],
        subject: null,
        camera: { move: 'static', amount: 0, angle: 'front', reason: '' },
        prop: null,
        card: null,
        transitionIn: { kind: 'cut', seconds: 0 },
        transitionOut: { kind: 'cut', seconds: 0 },
      },
      take: '',
      cast: [],
      frames: 1,
      lines: [],
      settings: { width: 128, height: 72, rate: { num: 24, den: 1 }, style: 'lantern', seed: 0, burnSubtitles: false },
      outgoing: null,
    },
    frame: 0,
  },
  inputs: {},
};

const tinyVoice: Job = {
  kind: 'voice',
  request: {
    text: 'Yes.',
    voice: { base: 'slt', pitch: 0, stretch: 1, brightness: 0 },
    emotion: 'neutral',
    treatment: 'plain',
    interior: true,
    seed: 0,
  },
  inputs: {},
};

const tinyJobs: Partial<Record<JobType, Job>> = { image: tinyBoard, video: tinyBoard, audio: tinyVoice };

/**
 * Loads what the jobs of these types need before the first of them comes: each of so many processes draws, or speaks, one tiny thing.
 * @throws UnfitError when nothing starts here; whatever the engine throws
 */
export async function warmUp(
  pool: ChildPool,
  types: readonly JobType[],
  processes: number,
  signal: AbortSignal,
): Promise<void> {
  const jobs = new Set(types.flatMap((type) => tinyJobs[type] ?? []));
  for (const job of jobs)
    await Promise.all(Array.from({ length: processes }, () => pool.run(job, { signal, progress: () => {} })));
}
