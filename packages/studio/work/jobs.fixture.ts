import { readdir, readFile } from 'node:fs/promises';
import { soundNames } from '@ai-film-studio/film';
import type { ClipJob, EffectJob, ScoreJob } from '../jobs/job.ts';

const [sound = ''] = soundNames;

/** Done in a moment. */
export const effect = (seed: number): EffectJob => ({ kind: 'effect', request: { name: sound, seed }, inputs: {} });

/** A processor is deep in it for seconds and hears nothing. */
export const longScore = (seed: number): ScoreJob => ({
  kind: 'score',
  request: { mood: 'calm', seconds: 96, seed },
  inputs: {},
});

/** Black, with an ffmpeg of its own: a minute of it is small, and long enough to be stopped in. */
export const clip = (seed: number, frames = 1_440): ClipJob => ({
  kind: 'clip',
  request: {
    picture: {
      shot: {
        kind: 'black',
        size: 'wide',
        place: 'kitchen',
        set: 'kitchen',
        interior: true,
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
      take: 'black',
      cast: [],
      frames,
      lines: [],
      settings: { width: 320, height: 180, rate: { num: 24, den: 1 }, style: 'lantern', seed, burnSubtitles: false },
      outgoing: null,
    },
    stillAt: 0,
  },
  inputs: {},
});

/** The processes that have all these words in their command line, this one left out. Linux only. */
export async function processesWith(...words: readonly string[]): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return pid !== process.pid && words.every((word) => line.includes(word)) ? [pid] : [];
    }),
  );
  return found.flat();
}
