import type { JobRecord } from '../storage/store.ts';
import { runAssemble } from './assemble.ts';
import { runBoard } from './board.ts';
import { runClip } from './clip.ts';
import { runConform } from './conform.ts';
import type { JobContext } from './context.ts';
import type { Job } from './job.ts';
import { runMix } from './mix.ts';
import { runPackage } from './package.ts';
import { runSheet, runStoryboard } from './paper.ts';
import { runReel } from './reel.ts';
import { runSound } from './sound.ts';
import { runVoice } from './voice.ts';

/**
 * Does one job: the same function on the command line, in a worker process and on a fleet. It reads and writes only the store, so
 * whoever calls it decides where and when, and whether it was done before.
 * @throws the signal's reason when aborted; whatever the engine, ffmpeg or the store throw
 */
export function runJob(job: Job, context: JobContext): Promise<JobRecord> {
  context.signal.throwIfAborted();
  switch (job.kind) {
    case 'voice':
      return runVoice(job, context);
    case 'board':
      return runBoard(job, context);
    case 'clip':
      return runClip(job, context);
    case 'conform':
      return runConform(job, context);
    case 'score':
    case 'ambience':
    case 'effect':
      return runSound(job, context);
    case 'mix':
      return runMix(job, context);
    case 'assemble':
      return runAssemble(job, context);
    case 'reel':
      return runReel(job, context);
    case 'sheet':
      return runSheet(job, context);
    case 'storyboard':
      return runStoryboard(job, context);
    case 'package':
      return runPackage(job, context);
  }
}
